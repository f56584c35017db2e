package import Journal
import LedgerEvents
import Projections
import SwiftProtobuf
import TransparencyLog

extension Ledger {
  /// Declares that the ledger goes on although heads noted outside are not in its history, as a person
  /// approved; then signs its head under a new name and key.
  ///
  /// The ledger must have been opened accepting a rollback. One that was interrupted is finished by the
  /// next call: what it had recorded stands, whatever reason is given then.
  package func declareSuccession(
    reason: String, approver: String, actor: String
  ) throws(LedgerError) -> AnchorDirectory.Entry {
    let lock = try keys.lock()
    defer { withExtendedLifetime(lock) {} }
    guard let noted = try largestLost() else {
      guard try isUnsignedSuccession() else { throw .signing(.nothingLost) }
      return try signCheckpoint(at: nil, actor: actor)
    }
    let id = "succession-\(noted.size)-\(noted.root.hexadecimal.prefix(8))"
    let declared = try LedgerError.journal { () throws(JournalError) in
      try journal.position(source: Ledger.ownSource, id: id)
    }
    if declared == nil { try recordSuccession(id, noted, reason, approver, actor) }
    try LedgerError.journal { () throws(JournalError) in try journal.noteHeadAnew() }
    return try signCheckpoint(at: nil, actor: actor)
  }

  /// Whether a succession was declared and nothing was signed since.
  private func isUnsignedSuccession() throws(LedgerError) -> Bool {
    guard try signingHistory().isSucceeded else { return false }
    return try newestOwn(try knownAnchors()) == nil
  }

  private func recordSuccession(
    _ id: String, _ noted: (size: UInt64, root: Hash), _ reason: String, _ approver: String,
    _ actor: String
  ) throws(LedgerError) {
    let found = try LedgerError.journal { () throws(JournalError) in try journal.head() }
    let event = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: id, source: Ledger.ownSource, subject: Ledger.subject, occurrence: .unknown,
        data: SuccessionDeclared.with {
          $0.notedSize = noted.size
          $0.notedRoot = noted.root.hexadecimal
          $0.foundSize = found.size
          $0.foundRoot = found.root.hexadecimal
          $0.reason = reason
          $0.approverID = approver
        }, actor: actor)
    }
    if case .rejected(let refusal) = try record([event]) { throw .refused(refusal) }
  }

  /// The largest head noted for this ledger that is not in its history and not settled.
  private func largestLost() throws(LedgerError) -> (size: UInt64, root: Hash)? {
    let history = try signingHistory()
    let known = try knownAnchors().map(\.checkpoint).filter { !history.isSettled($0) }
    return try LedgerError.journal { () throws(JournalError) in
      var lost = try journal.lostHead()
      for checkpoint in known {
        do throws(JournalError) {
          try journal.check([checkpoint])
        } catch {
          guard case .rolledBack = error else { throw error }
          if lost.map({ $0.size <= checkpoint.size }) ?? true {
            lost = (checkpoint.size, checkpoint.root)
          }
        }
      }
      return lost
    }
  }
}
