import Audit
import Foundation
import Journal
import Ledger
import LedgerEvents
import Projections
import TransparencyLog
import Trials

/// What a ledger holds, after everything promised of it was found to hold.
struct LedgerFacts {
  var records: [[UInt8]] = []
  /// Values about people that can be shown, and that were erased.
  var disclosed = 0
  var erased = 0
  /// Names and bytes of the signed checkpoints that are kept.
  var checkpoints: [String: [UInt8]] = [:]
  /// The running generations.
  var generations: [String: UInt32] = [:]

  /// No ledger, or one whose creation was interrupted.
  static let none = LedgerFacts()

  private init() {}

  /// Verifies the ledger in the directory `path` in every way there is, and reads it.
  init(checking path: String) throws {
    switch try LedgerVerification(of: path).run() {
    case .sound: break
    case .damaged(let position, let reason):
      throw Failure(text: "position \(position) is damaged: \(reason)")
    }
    try LedgerFacts.verifyViews(path)
    let ledger = try Ledger(opening: path)
    defer { ledger.close() }
    let journal = ledger.journal
    try journal.scan { _, record throws(JournalError) in records.append(Array(record)) }
    try checkIndex(journal)
    for entry in try ledger.checkedAnchors() {
      checkpoints[(entry.file as NSString).lastPathComponent] = entry.signed.bytes
    }
    try readPeople(ledger)
    let views = Views(History(journal), in: path)
    for name in Views.names { generations[name] = try views.runningGeneration(name) }
  }

  /// Rows must be what the records say, as far as each projection has read.
  static func verifyViews(_ path: String) throws {
    let views = Views(History(try ReadOnlyJournal(opening: path)), in: path)
    var wrong: String?
    views.verdicts { verdict in
      if case .wrong(let reason) = verdict.outcome { wrong = "\(verdict.name): \(reason)" }
    }
    if let wrong { throw Failure(text: "a projection is wrong: \(wrong)") }
  }

  /// Every record is found by its identity and in its stream.
  private func checkIndex(_ journal: Journal) throws {
    var streams: [String: Set<UInt64>] = [:]
    for (position, record) in records.enumerated() {
      let event = try StoredEvent(record)
      streams[event.subject, default: []].insert(UInt64(position))
      let found = try journal.position(source: event.source, id: event.id)
      guard found == UInt64(position) else {
        throw Failure(text: "\(event.id) is at \(position), the index says \(found ?? .max)")
      }
    }
    for (subject, positions) in streams {
      guard Set(try journal.entries(of: subject).map(\.position)) == positions else {
        throw Failure(text: "the index has other events of \(subject) than the journal")
      }
    }
  }

  /// Finishes an erasure that was interrupted, as every command does, and counts what is left.
  private mutating func readPeople(_ ledger: Ledger) throws {
    let report = try ledger.privacyReport()
    guard report.isWhole else {
      throw Failure(text: "the vault is not whole: \(report.problem.map { "\($0)" } ?? "")")
    }
    disclosed = report.rows.reduce(0) { $0 + $1.kept.values.reduce(0, +) }
    erased = report.rows.reduce(0) { $0 + $1.erased.values.reduce(0, +) }
  }
}
