import Journal
import LedgerEvents
import Projections

/// Whether the streams are whole, and nothing stands beside them.
extension EvidenceBundle {
  func checkCompleteness(
    _ streams: [BundleRecords.Stream], _ records: BundleRecords,
    _ committed: (position: UInt64, commitment: StreamsCommitment)?,
    _ document: StatementDocument
  ) throws(BundleFault) -> String {
    guard let (position, commitment) = committed else {
      throw .fails("without a commitment nobody knows where the streams end")
    }
    let heads = Dictionary(
      self.heads.map { ($0.head.subject, $0.head) }, uniquingKeysWith: { first, _ in first })
    for stream in streams {
      guard let head = heads[stream.subject] else {
        throw .fails("the stream \(stream.name) has records, but its head is not among those shown")
      }
      try stream.check(head)
    }
    try checkNeeded(records, commitment, commitmentAt: position, document)
    let count = streams.map(\.items.count).reduce(0, +)
    return
      "\(streams.count) streams from their first to their last of \(count) events, without a hole"
  }

  /// Nothing else may be in the file: what proves nothing could be changed without anybody noticing.
  private func checkNeeded(
    _ records: BundleRecords, _ commitment: StreamsCommitment, commitmentAt position: UInt64,
    _ document: StatementDocument
  ) throws(BundleFault) {
    let (pages, issued) = records.statement(document)
    let needed = Set(pages.map(\.position) + issued.map(\.position) + [position])
    for item in records.items
    where item.position >= commitment.size && !needed.contains(item.position) {
      throw .fails(
        """
        the record at position \(item.position) belongs neither to the streams at size \
        \(commitment.size) nor to the statement
        """)
    }
  }
}

extension BundleRecords.Stream {
  /// Makes sure that revisions 0 up to the head's are here, each once, and the last is the head.
  fileprivate func check(_ head: StreamHead) throws(BundleFault) {
    var next: UInt32 = 0
    var number: UInt32?
    for item in items {
      guard let header = item.event?.header else { continue }
      guard header.revision == next else {
        throw .fails(
          """
          the stream \(name): revision \(next) is missing, at position \(item.position) stands \
          revision \(header.revision)
          """)
      }
      guard number == nil || number == header.stream else {
        throw .fails(
          "the stream \(name): the record at position \(item.position) is of another stream")
      }
      number = header.stream
      next += 1
    }
    guard let last = items.last, next == head.revision &+ 1 else {
      throw .fails(
        """
        the stream \(name) ends at revision \(head.revision), its records end with revision \
        \(next == 0 ? 0 : next - 1)
        """)
    }
    guard last.leaf == head.record else {
      throw .fails(
        "the stream \(name): the record at position \(last.position) is not the head committed")
    }
  }
}
