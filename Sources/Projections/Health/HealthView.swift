import AccountHealth
import Journal
import LedgerEvents
package import Money
import Synchronization

/// The health of every account as stored rows.
///
/// A row speaks for the business day of the newest event of its account, those merged into it
/// included, by the model that holds on that day: so it is a function of events alone, and changes only
/// when something is recorded. The question of another day is ``HealthQuery``'s.
struct HealthView: AccountView {
  let name = "health"
  let format: UInt32 = 3
  let dependsOnModels = true
  /// What holds on days of no published model.
  var model = HealthModel.keyAccount1
  private let published = PublishedModels()

  init() {}

  var rules: [String] { ["\(model.id) version \(model.version)"] }

  func fold(
    _ account: String, _ history: History, _ standpoint: Standpoint
  ) throws -> FoldedRow {
    let accounts = try history.family(of: account, at: standpoint)
    var stream = try history.events(of: accounts.map { "account/\($0)" }, at: standpoint)
    // What a cancellation takes back depends on what was amended before its day.
    stream.events.sort { ($0.day, $0.position) < ($1.day, $1.position) }
    var builder = HealthFactsBuilder(accounts: accounts)
    var unreadable = stream.unreadable
    for event in stream.events {
      do {
        try builder.take(event)
      } catch {
        unreadable.append(
          UnreadableEvent(
            position: event.position, subject: event.stored.subject, reason: "\(error)"))
      }
    }
    let quarantine = Quarantine(unreadable)
    guard let day = stream.events.last?.day else {
      return FoldedRow(row: nil, quarantine: quarantine)
    }
    let inForce = try published.at(standpoint, history).inForce(on: day)
    let health = AccountHealth.assess(
      builder.facts, asOf: day, model: inForce.publication == nil ? model : inForce.model)
    let row = HealthRow(
      score: health.score, exactScore: health.exactScore, band: health.band.rawValue,
      coverageBp: health.coverageBp, model: health.modelID, version: health.modelVersion, day: day,
      eventCount: stream.events.count,
      lastPosition: stream.events.map(\.position).max() ?? 0)
    return FoldedRow(row: row.stored, quarantine: quarantine)
  }

  /// A survivor's health has in it that of the accounts merged into it: all that were ever merged
  /// with a touched one are folded again.
  func touched(
    by accounts: Set<String>, _ history: History, _ standpoint: Standpoint
  ) throws(ProjectionError) -> Set<String> {
    let pairs = try history.mergedPairs(below: standpoint.size)
    guard !pairs.isEmpty else { return accounts }
    var neighbours: [String: Set<String>] = [:]
    for (one, other) in pairs {
      neighbours[one, default: []].insert(other)
      neighbours[other, default: []].insert(one)
    }
    var touched = accounts
    var open = Array(accounts)
    while let account = open.popLast() {
      for other in neighbours[account] ?? [] where touched.insert(other).inserted {
        open.append(other)
      }
    }
    return touched
  }

  func eventCount(_ row: [UInt8]) -> UInt64? {
    (try? row.withUnsafeBytes { try HealthRow(stored: $0) }).map { UInt64($0.eventCount) }
  }

  func fields(_ key: String, _ row: [UInt8]) throws -> [ViewField] {
    let health = try row.withUnsafeBytes { try HealthRow(stored: $0) }
    return [
      ViewField("account", key), ViewField("score", health.score), ViewField("band", health.band),
      ViewField("coverage bp", health.coverageBp), ViewField("exact score", health.exactScore),
      ViewField("day", health.day), ViewField("model", "\(health.model) v\(health.version)"),
      ViewField("events", health.eventCount), ViewField("last position", health.lastPosition),
    ]
  }
}

/// The published models as the folds of one standpoint share them, since reading their texts takes long.
private final class PublishedModels: Sendable {
  private let read = Mutex<HealthModels?>(nil)

  func at(
    _ standpoint: Standpoint, _ history: History
  ) throws(ProjectionError) -> HealthModels {
    try read.withLock { read throws(ProjectionError) in
      if let read, read.speaksFor == standpoint { return read }
      let models = try HealthModels(history, at: standpoint)
      read = models
      return models
    }
  }
}

/// An account's health on the day of its newest event.
package struct HealthRow: Equatable, Sendable {
  /// Nil where too little is known.
  package let score: Int?
  /// In hundredths of a point.
  package let exactScore: Int?
  package let band: String
  package let coverageBp: Int
  package let model: String
  package let version: Int
  package let day: CalendarDay
  package let eventCount: Int
  package let lastPosition: UInt64

  var stored: [UInt8] {
    var row = RowWriter()
    row.write(score) { $0.write(UInt64($1)) }
    row.write(exactScore) { $0.write(UInt64($1)) }
    row.write(band)
    row.write(UInt64(coverageBp))
    row.write(model)
    row.write(UInt64(version))
    row.write(day)
    row.write(UInt64(eventCount))
    row.write(lastPosition)
    return row.bytes
  }
}

extension HealthRow {
  init(stored bytes: UnsafeRawBufferPointer) throws(RowReader.Broken) {
    var row = RowReader(bytes)
    score = try row.optional { row throws(RowReader.Broken) in Int(clamping: try row.number()) }
    exactScore = try row.optional { row throws(RowReader.Broken) in
      Int(clamping: try row.number())
    }
    band = try row.text()
    coverageBp = Int(clamping: try row.number())
    model = try row.text()
    version = Int(clamping: try row.number())
    day = try row.day()
    eventCount = Int(clamping: try row.number())
    lastPosition = try row.number()
  }
}
