import Foundation
import Journal
import Synchronization

/// Appends ready records to a new journal, with tree, indexes and idempotency, in three ways.
struct AppendBench {
  static let batch = 10_000

  private let records: [NewRecord]

  init(_ path: String, limit: Int?) throws { records = try RecordsFile(path, limit: limit).ready() }

  /// One record a commit.
  func single(at path: String) throws {
    let journal = try open(path)
    var times: [UInt64] = []
    let start = Measurement.now()
    for record in records {
      let before = Measurement.now()
      _ = try journal.write { try $0.append([record]) }
      times.append(Measurement.now() - before)
    }
    let took = Measurement.now() - start
    try report("single", took, journal)
    Measurement.report("single", times: times)
  }

  /// Writers that each wait for an answer before they write again.
  func writers(_ count: Int, at path: String) throws {
    let work = count == 64 ? "writers" : "writers-\(count)"
    let journal = try open(path)
    let all = Mutex<[UInt64]>([])
    let failure = Mutex<String?>(nil)
    let group = DispatchGroup()
    let records = records
    let start = Measurement.now()
    for number in 0..<count {
      group.enter()
      Thread {
        var times: [UInt64] = []
        do {
          for place in stride(from: number, to: records.count, by: count) {
            let before = Measurement.now()
            let record = records[place]
            _ = try journal.write { try $0.append([record]) }
            times.append(Measurement.now() - before)
          }
        } catch {
          failure.withLock { $0 = "\(error)" }
        }
        all.withLock { $0 += times }
        group.leave()
      }.start()
    }
    group.wait()
    let took = Measurement.now() - start
    if let failure = failure.withLock({ $0 }) { throw BenchError(what: failure) }
    try report(work, took, journal)
    Measurement.report(work, times: all.withLock { $0 })
  }

  /// Groups of ten thousand; closing, which writes the rest of the index, is part of the time.
  func bulk(at path: String) throws {
    let groups = stride(from: 0, to: records.count, by: Self.batch).map {
      Array(records[$0..<min($0 + Self.batch, records.count)])
    }
    let journal = try open(path)
    let start = Measurement.now()
    for group in groups { _ = try journal.write { try $0.append(group) } }
    journal.close()
    let took = Measurement.now() - start
    try report("bulk", took, journal)
  }

  private static let options = Journal.Options(businessDay: { _ in 20_260_102 })

  private func open(_ path: String) throws -> Journal {
    try Journal.create(at: path)
    return try Journal(opening: path, options: Self.options)
  }

  private func report(_ work: String, _ took: UInt64, _ journal: Journal) throws {
    var (sum, count) = (UInt64(0), UInt64(0))
    try journal.scan { _, record throws(JournalError) in
      sum &+= Measurement.hash(.init(rebasing: record[RecordLayout.headerBytes...]))
      count += 1
    }
    Measurement(
      work: work, nanoseconds: took, done: UInt64(records.count), checked: count, sum: sum
    ).report()
    journal.close()
  }
}
