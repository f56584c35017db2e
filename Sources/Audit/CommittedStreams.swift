import Journal
import LedgerEvents
import Projections
import TransparencyLog

/// What the journal committed last about the heads of all its streams, computed again from the
/// records.
package struct CommittedStreams: Sendable {
  package enum Verdict: Hashable, Sendable {
    /// The records below the size that it speaks of make up the streams that it names.
    case confirmed
    /// They make up others.
    case differs
    /// Not all of these records are at hand.
    case undecided
  }

  /// The position of the event that commits to them.
  package let position: UInt64
  /// How many records it speaks of, and how many streams these make up.
  package let size: UInt64
  package let streams: UInt64
  package let verdict: Verdict
  private let revisions: [[UInt8]: UInt32]

  /// The last revision that it covers of a stream; nil where it covers none.
  package func revision(of subject: String) -> UInt32? { revisions[Array(subject.utf8)] }

  /// The newest one that is known at a standpoint; nil where there is none.
  init?(_ records: any Records, _ standpoint: Standpoint) throws(JournalError) {
    var newest: (position: UInt64, commitment: StreamsCommitment)?
    try records.scan(to: standpoint.size) { header, record throws(JournalError) in
      guard header.type == StreamsCommitted.typeNumber,
        let commitment = StreamsCommitment(record: Array(record))
      else { return }
      newest = (header.position, commitment)
    }
    guard let (position, commitment) = newest else { return nil }
    self.position = position
    (size, streams) = (commitment.size, commitment.streams)
    var ends: [UInt32: UInt64] = [:]
    var count: UInt64 = 0
    try records.scan(to: commitment.size) { header, _ in
      ends[header.stream] = header.position
      count += 1
    }
    guard count == commitment.size else {
      verdict = .undecided
      revisions = [:]
      return
    }
    var heads: [StreamHead] = []
    for end in ends.values.sorted() {
      let head = try records.record(at: end).withUnsafeBytes { record -> StreamHead? in
        guard let envelope = Envelope(record) else { return nil }
        return StreamHead(
          subject: Array(envelope.subject), revision: record.revision,
          record: MerkleTree.leafHash(record))
      }
      if let head { heads.append(head) }
    }
    heads.sort { $0.subject.lexicographicallyPrecedes($1.subject) }
    let tree = StreamTree(heads)
    verdict =
      tree.root == commitment.root && tree.count == commitment.streams ? .confirmed : .differs
    revisions = Dictionary(
      heads.map { ($0.subject, $0.revision) }, uniquingKeysWith: { first, _ in first })
  }
}

extension UnsafeRawBufferPointer {
  /// The revision in the header of a record.
  fileprivate var revision: UInt32 { LedgerEvents.RecordHeader(self)?.revision ?? 0 }
}
