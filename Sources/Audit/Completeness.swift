import Journal
package import Money
package import Projections
package import TransparencyLog

/// Whether the history of a subject has a hole.
///
/// Each record says its revision in its stream, so a missing one in the middle is seen from the
/// others. That nothing was cut off at the end is seen from the journal's root, which covers all
/// records below its size, and from what the journal committed about the heads of its streams.
package struct Completeness: Sendable {
  package struct Stream: Sendable {
    package let subject: String
    package let count: UInt32
    /// Position and recorded time of the first and the last record.
    package let first: (position: UInt64, recorded: Instant)
    package let last: (position: UInt64, recorded: Instant)
    /// The leaf hash of the last record.
    package let lastLeaf: Hash
    /// What is wrong, in words; empty where nothing is.
    package let faults: [String]
  }

  /// The streams of the account and of those that were merged into it; a stream without records is
  /// not among them.
  package let streams: [Stream]
  package let speaksFor: Standpoint

  package var isComplete: Bool { !streams.isEmpty && streams.allSatisfy(\.faults.isEmpty) }

  package init(
    of subject: String, _ history: History, _ clocks: Clocks = Clocks()
  ) throws(ProjectionError) {
    speaksFor = try history.standpoint(clocks)
    var subjects = [subject]
    if subject.hasPrefix("account/") {
      subjects = try history.family(of: String(subject.dropFirst(8)), at: speaksFor)
        .map { "account/\($0)" }
    }
    var streams: [Stream] = []
    do throws(JournalError) {
      for subject in subjects {
        if let stream = try Self.stream(subject, history.records, speaksFor.size) {
          streams.append(stream)
        }
      }
    } catch {
      throw .journal(error)
    }
    self.streams = streams
  }

  private static func stream(
    _ subject: String, _ records: any Records, _ size: UInt64
  ) throws(JournalError) -> Stream? {
    // The records themselves are asked, not what an index says of them.
    var expected: UInt32 = 0
    var number: UInt32?
    var faults: [String] = []
    var first: (UInt64, Instant)?
    var last: (UInt64, Instant)?
    var leaf = MerkleTree.emptyRoot
    try records.scan(to: size) { header, record throws(JournalError) in
      guard header.stream == number || number == nil else { return }
      guard let envelope = Envelope(record) else { return }
      guard envelope.subject.elementsEqual(subject.utf8) else {
        if header.stream == number {
          faults.append("position \(header.position) has the stream's number and another subject")
        }
        return
      }
      number = header.stream
      if header.revision != expected {
        faults.append(
          "position \(header.position) has revision \(header.revision), \(expected) comes next")
      }
      expected = header.revision &+ 1
      let place = (header.position, Instant(microseconds: header.recorded))
      first = first ?? place
      last = place
      leaf = MerkleTree.leafHash(record)
    }
    guard let first, let last else { return nil }
    return Stream(
      subject: subject, count: expected, first: first, last: last, lastLeaf: leaf, faults: faults)
  }
}
