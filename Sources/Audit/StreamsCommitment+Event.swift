package import Journal
import LedgerEvents
import TransparencyLog

extension StreamsCommitment {
  /// Reads what a record commits the heads of all streams to.
  ///
  /// One of this type that cannot be read is damage: nobody records such a thing.
  package static let reader: CommitmentReader = { header, record throws(JournalError) in
    guard header.type == StreamsCommitted.typeNumber else { return nil }
    guard let commitment = StreamsCommitment(record: Array(record)) else {
      throw .damaged(
        position: header.position, reason: "what it commits the streams to cannot be read")
    }
    return commitment
  }

  /// What a stored `streams.committed` says; nil for any other record.
  package init?(record: [UInt8]) {
    guard let event = try? StoredEvent(record),
      case .streamsCommitted(let committed)? = try? event.data(),
      let root = Hash(hexadecimal: committed.root)
    else { return nil }
    self.init(size: committed.size, streams: committed.streams, root: root)
  }
}
