import Journal
package import LedgerEvents
import SwiftProtobuf
import Synchronization
import TransparencyLog

extension Ledger {
  /// The event that commits the heads of all streams as they were when the journal held `size`
  /// records, to be recorded with what it is committed for.
  ///
  /// `name` tells it from the others of the occasion; with the same name and size it is the same event.
  package func streamsCommitment(
    at size: UInt64, for occasion: StreamsCommitted.Occasion, _ name: String, actor: String
  ) throws(LedgerError) -> ProposedEvent {
    let commitment = try LedgerError.journal { () throws(JournalError) in
      try decisions.streams.commitment(at: size, in: journal)
    }
    return try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: "streams-committed-\(name)", source: Ledger.ownSource, subject: Ledger.subject,
        occurrence: .unknown,
        data: StreamsCommitted.with {
          $0.size = commitment.size
          $0.streams = commitment.streams
          $0.root = commitment.root.hexadecimal
          $0.occasion = occasion
        }, actor: actor)
    }
  }

  /// Commits the heads of all streams as they are now, for a checkpoint that is to be signed next.
  ///
  /// Nothing is recorded when the last event commits all before it: there is nothing more to commit.
  package func commitStreams(actor: String) throws(LedgerError) -> Outcome {
    let head = try LedgerError.journal { () throws(JournalError) in try journal.head() }
    let last = try LedgerError.journal { () throws(JournalError) in
      try journal.record(at: head.size - 1)
    }
    if case .streamsCommitted(let committed)? = try? StoredEvent(last).data(),
      committed.size == head.size - 1
    {
      return .committed([], head)
    }
    return try record([
      try streamsCommitment(
        at: head.size, for: .checkpoint, "checkpoint-\(head.size)", actor: actor)
    ])
  }
}

/// The newest commitment to the heads of all streams, which is computed once for the event and again
/// when it is decided.
final class KnownStreams: Sendable {
  private let last = Mutex<StreamsCommitment?>(nil)

  func commitment(
    at size: UInt64, in journal: Journal
  ) throws(JournalError) -> StreamsCommitment {
    if let last = last.withLock({ $0 }), last.size == size { return last }
    let commitment = try journal.streamsCommitment(at: size)
    last.withLock { $0 = commitment }
    return commitment
  }
}
