import TransparencyLog

/// How far a view has read, and of which history.
struct ViewCursor: Equatable, Sendable {
  let size: UInt64
  /// The journal's root at that size.
  let root: Hash
  /// The form of the rows.
  let format: UInt32

  /// Stored form: format 4, size 8, both big-endian, root 32.
  var stored: [UInt8] {
    var bytes: [UInt8] = []
    for shift in stride(from: 24, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: format >> UInt32(shift)))
    }
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: size >> UInt64(shift)))
    }
    return bytes + root.bytes
  }

  init(size: UInt64, root: Hash, format: UInt32) {
    self.size = size
    self.root = root
    self.format = format
  }

  /// Reads the stored form; nil when it is not one.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 12 + Hash.byteCount else { return nil }
    format = bytes[0..<4].reduce(0) { $0 << 8 | UInt32($1) }
    size = bytes[4..<12].reduce(0) { $0 << 8 | UInt64($1) }
    root = Hash(UnsafeRawBufferPointer(rebasing: bytes[12...]))
  }
}

/// Why the rows of a view were thrown away and folded anew.
package enum ViewRebuild: Equatable, Sendable {
  /// The view had read further than the journal reaches.
  case ahead(cursor: UInt64, size: UInt64)
  /// The journal had another root at the size the view had read to: it is another history.
  case otherHistory(size: UInt64)
  /// The rows were written by another release.
  case otherFormat(found: UInt32, known: UInt32)
  case brokenCursor
  /// Its file was changed on disk.
  case damaged(String)
}

extension ViewRebuild: CustomStringConvertible {
  package var description: String {
    switch self {
    case .ahead(let cursor, let size):
      "the view had read \(cursor) records, the journal holds \(size); it was made anew"
    case .otherHistory(let size):
      "the view had read another history of \(size) records; it was made anew"
    case .otherFormat(let found, let known):
      "the view's rows had format \(found), this program writes \(known); it was made anew"
    case .damaged(let reason): "the view's file was damaged (\(reason)); it was made anew"
    case .brokenCursor: "the view's cursor could not be read; it was made anew"
    }
  }
}
