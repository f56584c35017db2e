import Commission
import Foundation
import Journal
import Money
import Projections

/// Reads a ledger that was prepared.
struct ReadBench {
  private static let queries = 2_000
  private static let page = 50

  private let path: String
  let journal: Journal

  init(_ path: String) throws {
    self.path = path
    journal = try Journal(opening: path, options: .init(businessDay: { _ in 20_260_102 }))
  }

  /// Sixteen bytes of each header.
  func scan() throws {
    var (sum, count) = (UInt64(0), UInt64(0))
    let start = Measurement.now()
    try journal.scan { header, _ throws(JournalError) in
      sum &+=
        UInt64(bitPattern: header.occurred) &+ UInt64(header.type)
        &+ UInt64(header.businessDay)
      count += 1
    }
    Measurement(
      work: "scan", nanoseconds: Measurement.now() - start, done: count, checked: count, sum: sum
    ).report()
    journal.close()
  }

  /// The positions of the newest events of an account, each of whose records is read.
  func timeline() throws {
    let subjects = try accounts()
    var times: [UInt64] = []
    var (sum, count) = (UInt64(0), UInt64(0))
    let start = Measurement.now()
    for number in 0..<Self.queries {
      let before = Measurement.now()
      let entries = try journal.entries(of: subjects[number * 7_919 % subjects.count])
      let newest = entries.suffix(Self.page).reversed().map(\.position)
      for record in try journal.records(at: newest) {
        sum &+= record.withUnsafeBytes { RecordHeader($0).position }
        count += 1
      }
      times.append(Measurement.now() - before)
    }
    Measurement(
      work: "timeline", nanoseconds: Measurement.now() - start, done: UInt64(Self.queries),
      checked: count, sum: sum
    ).report()
    Measurement.report("timeline", times: times)
    journal.close()
  }

  /// The health of single accounts as of now, with eight quarters of trend, and as of a day long past;
  /// and the newest page of their timelines as the program asks for it.
  func health() throws {
    let ids = try accounts().map { String($0.dropFirst("account/".count)) }
    let history = History(journal)
    let (health, timeline) = (HealthQuery(history), Timeline(history))
    let day = try history.day(of: history.standpoint())
    let past = Clocks(asOf: try day.adding(months: -18))
    var times: [(work: String, times: [UInt64])] = [
      ("health", []), ("health-as-of", []), ("timeline-page", []),
    ]
    for number in 0..<500 {
      let id = ids[number * 7_919 % ids.count]
      let start = Measurement.now()
      _ = try health.assess(id)
      let assessed = Measurement.now()
      _ = try? health.assess(id, clocks: past)
      let looked = Measurement.now()
      _ = try timeline.page(TimelineRequest(account: id, limit: Self.page))
      times[0].times.append(assessed - start)
      times[1].times.append(looked - assessed)
      times[2].times.append(Measurement.now() - looked)
    }
    for (work, times) in times { Measurement.report(work, times: times) }
    journal.close()
  }

  /// The whole query anew: one scan, the deals, the engine, the totals by payee and month.
  func commission() throws {
    let start = Measurement.now()
    let query = try CommissionQuery(History(journal))
    let totals = try query.totals()
    let took = Measurement.now() - start
    guard query.failedDeals.isEmpty, query.quarantined.isEmpty else {
      throw BenchError(
        what: "\(query.failedDeals.count) failed, \(query.quarantined.count) quarantined")
    }
    let deals = try query.lines().count { !$0.trigger.isReversal }
    let total = totals.reduce(0) { $0 + $1.amount.minor }
    Measurement(
      work: "commission", nanoseconds: took, done: try journal.head().size,
      checked: UInt64(deals), sum: UInt64(bitPattern: total)
    ).report()
    journal.close()
  }

  /// The same with tiers, targets, a cap and release in force, and the memory it takes.
  ///
  /// One thread; the rate is events of the whole journal a second.
  func tiers(_ plan: String) throws {
    let text = try String(contentsOfFile: plan, encoding: .utf8)
    let parsed = try Plan.parse(text)
    let memory = MemoryWatch()
    let start = Measurement.now()
    let query = try CommissionQuery(History(journal), plans: .replacing(parsed))
    let total = try query.totals().reduce(0) { $0 + $1.amount.minor }
    let took = Measurement.now() - start
    let (anonymous, _) = memory.stop()
    guard query.failedDeals.isEmpty, query.quarantined.isEmpty else {
      throw BenchError(
        what: "\(query.failedDeals.count) failed, \(query.quarantined.count) quarantined")
    }
    Measurement(
      work: "tiers", nanoseconds: took, done: try journal.head().size,
      checked: UInt64(try query.lines().count), sum: UInt64(bitPattern: total)
    ).report()
    Measurement.report("tiers-anonymous", figure: anonymous)
    journal.close()
  }

  /// Copies the journal, reads the copy back and verifies it.
  func backup(to target: String) throws {
    let start = Measurement.now()
    let backup = try journal.backup(to: target)
    Measurement(
      work: "backup", nanoseconds: Measurement.now() - start, done: backup.size, checked: 0, sum: 0
    ).report()
    journal.close()
  }

  /// Recomputes everything from the records.
  func verify() throws {
    let start = Measurement.now()
    guard case .sound(let size, _) = try journal.verify() else {
      throw BenchError(what: "the ledger at \(path) is not sound")
    }
    Measurement(
      work: "verify", nanoseconds: Measurement.now() - start, done: size, checked: 0, sum: 0
    ).report()
    journal.close()
  }

  /// The roots of former sizes; that a record is in the journal; that a former size is its beginning.
  func proof() throws {
    let size = try journal.head().size
    var times: [(work: String, times: [UInt64])] = [
      ("root", []), ("inclusion", []), ("consistency", []),
    ]
    for number in 0..<UInt64(200) {
      let former = max(1, size * (number + 1) / 200)
      let start = Measurement.now()
      _ = try journal.root(at: former)
      let rooted = Measurement.now()
      _ = try journal.inclusionProof(of: number * 7_919 % size, size: size)
      let included = Measurement.now()
      _ = try journal.consistencyProof(from: former, to: size)
      times[0].times.append(rooted - start)
      times[1].times.append(included - rooted)
      times[2].times.append(Measurement.now() - included)
    }
    for (work, times) in times { Measurement.report(work, times: times) }
    journal.close()
  }

  private func accounts() throws -> [String] {
    var subjects: [String] = []
    try journal.scan { header, record throws(JournalError) in
      guard header.revision == 0, let envelope = Envelope(record) else { return }
      let subject = String(decoding: envelope.subject, as: UTF8.self)
      if subject.hasPrefix("account/") { subjects.append(subject) }
    }
    guard !subjects.isEmpty else { throw BenchError(what: "there is no account in \(path)") }
    return subjects
  }
}
