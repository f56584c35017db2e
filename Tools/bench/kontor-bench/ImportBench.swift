import Foundation
import Importing
import Journal
import Ledger
import LedgerEvents
import Money

/// Imports CloudEvents through the one door, with every rule on.
enum ImportBench {
  /// Makes the ledger that the reading works read, and the records file that all of them store.
  static func prepare(
    _ input: String, at path: String, plan: String, records: String
  ) throws {
    let ledger = try open(path)
    let (text, parsed) = try Ledger.readPlan(at: plan)
    guard case .committed = try ledger.publishPlan(text: text, parsed, actor: "bench") else {
      throw BenchError(what: "the plan was refused")
    }
    let report = try run(ledger, input, .cloudEvents(.lines), path)
    guard FileManager.default.createFile(atPath: records, contents: nil),
      let file = FileHandle(forWritingAtPath: records)
    else { throw BenchError(what: "\(records) cannot be written") }
    var bytes = 0
    try ledger.export(.records) { piece throws(LedgerError) in
      bytes += piece.count
      do {
        try file.write(contentsOf: piece)
      } catch {
        throw .file(path: records, reason: "\(error)")
      }
    }
    try file.close()
    let head = try ledger.journal.head()
    ledger.close()
    let payload = UInt64(bytes) - 4 * head.size
    Measurement.report("events", figure: UInt64(report.events))
    Measurement.report("payload-bytes", figure: payload)
    let disk = try diskBytes(path + "/journal") + diskBytes(path + "/index")
    Measurement.report("disk-bytes", figure: disk)
  }

  /// Measures the import; its sum is over the ids in the order of the file, once for all rows and
  /// once for the first `prefix`.
  static func measure(_ input: String, at path: String, prefix: Int) throws {
    let ledger = try open(path)
    let memory = MemoryWatch()
    let start = Measurement.now()
    let report = try run(ledger, input, .cloudEvents(.lines), path)
    ledger.journal.close()
    let took = Measurement.now() - start
    let peak = memory.stop()
    let (sums, count) = try idSums(ledger.journal, prefix)
    let events = UInt64(report.events)
    Measurement(
      work: "import-batched", nanoseconds: took, done: events, checked: count, sum: sums.all
    ).report()
    Measurement(
      work: "import-single", nanoseconds: took, done: events,
      checked: min(count, UInt64(prefix)), sum: sums.prefix
    ).report()
    Measurement.report("import-anonymous", figure: peak.anonymous)
    Measurement.report("import-high-water", figure: peak.highWater)
  }

  /// Measures the import of a table through a mapping.
  static func measure(_ table: String, mapping: String, at path: String) throws {
    let text = try String(contentsOfFile: mapping, encoding: .utf8)
    let parsed = try Mapping(parsing: text, path: mapping)
    let ledger = try open(path)
    let start = Measurement.now()
    let report = try run(ledger, table, .table(parsed, folder: ".", lookups: [:]), path)
    ledger.journal.close()
    let took = Measurement.now() - start
    let (sums, count) = try idSums(ledger.journal, 0)
    Measurement(
      work: "import-csv", nanoseconds: took, done: UInt64(report.events), checked: count,
      sum: sums.all
    ).report()
  }

  private static func open(_ path: String) throws -> Ledger {
    try Ledger.create(
      at: path, terms: .init(name: "bench", currency: Currency("EUR"), timeZone: "Europe/Berlin"),
      actor: "bench")
    return try Ledger(opening: path)
  }

  private static func run(
    _ ledger: Ledger, _ input: String, _ source: ImportSource, _ path: String
  ) throws -> ImportReport {
    let report = try ledger.importRows(
      from: input, source, actor: "bench", rejectsPath: path + "/rejects")
    guard report.rejected == 0, report.duplicates == 0 else {
      throw BenchError(
        what: "\(report.rejected) rows rejected, \(report.duplicates) duplicates: \(path)/rejects")
    }
    return report
  }

  private static func idSums(
    _ journal: Journal, _ prefix: Int
  ) throws -> (sums: (all: UInt64, prefix: UInt64), count: UInt64) {
    var (all, first, count) = (UInt64(0), UInt64(0), UInt64(0))
    try journal.scan { _, record throws(JournalError) in
      guard let envelope = Envelope(record),
        !envelope.source.elementsEqual(Ledger.ownSource.utf8)
      else { return }
      let hash = Measurement.hash(envelope.id)
      all &+= hash
      if count < prefix { first &+= hash }
      count += 1
    }
    return ((all, first), count)
  }

  private static func diskBytes(_ directory: String) throws -> UInt64 {
    var status = stat()
    guard stat(directory + "/data.mdb", &status) == 0 else {
      throw BenchError(what: "\(directory)/data.mdb is missing")
    }
    return UInt64(status.st_blocks) * 512
  }
}
