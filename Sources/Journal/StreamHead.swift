package import TransparencyLog

/// The last event of one stream: with it, that the stream has so many events and no more.
package struct StreamHead: Equatable, Sendable {
  /// The stream's subject, 1 to 511 bytes of UTF-8.
  package let subject: [UInt8]
  /// The revision of the last event; those before it are 0 up to here without a gap.
  package let revision: UInt32
  /// The leaf hash of the last event's record, as in the journal's tree.
  package let record: Hash

  package init(subject: [UInt8], revision: UInt32, record: Hash) {
    self.subject = subject
    self.revision = revision
    self.record = record
  }

  /// The subject as text.
  package var name: String { String(decoding: subject, as: UTF8.self) }

  /// What the tree over all streams hashes, numbers big-endian: length of the subject 2 ‖ subject ‖
  /// revision 4 ‖ hash 32.
  ///
  /// It begins with 00 or 01, no record does, so neither can pass for the other.
  package var leaf: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(subject.count + 38)
    bytes.append(bigEndian: UInt16(truncatingIfNeeded: subject.count))
    bytes += subject
    bytes.append(bigEndian: revision)
    record.withUnsafeBytes { bytes += $0 }
    return bytes
  }

  package var leafHash: Hash { leaf.withUnsafeBytes { MerkleTree.leafHash($0) } }
}

/// The heads of all streams at one size of the journal, in one hash.
package struct StreamsCommitment: Equatable, Sendable {
  /// How many records of the journal count.
  package let size: UInt64
  /// How many streams they make up; also the size of the tree over their heads.
  package let streams: UInt64
  /// The root of that tree.
  package let root: Hash

  package init(size: UInt64, streams: UInt64, root: Hash) {
    self.size = size
    self.streams = streams
    self.root = root
  }
}
