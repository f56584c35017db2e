/// The entries of up to 256 leaves (C2SP tlog-tiles): for each its length in two bytes, the higher
/// first, and its bytes.
package struct EntryBundle: Equatable, Sendable {
  package static let maximumEntryBytes = 65_535

  package private(set) var bytes: [UInt8] = []
  package private(set) var count = 0

  package init() {}

  /// Adds an entry of at most ``maximumEntryBytes``.
  package mutating func append(_ entry: UnsafeRawBufferPointer) {
    precondition(entry.count <= EntryBundle.maximumEntryBytes, "an entry has at most 65,535 bytes")
    bytes.append(UInt8(entry.count >> 8))
    bytes.append(UInt8(entry.count & 255))
    bytes.append(contentsOf: entry)
    count += 1
  }

  /// Splits the bytes of a bundle into its entries; nil when its last entry is cut off.
  package static func entries(_ bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    var entries: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      guard start + 2 <= bytes.count else { return nil }
      let end = start + 2 + (Int(bytes[start]) << 8 | Int(bytes[start + 1]))
      guard end <= bytes.count else { return nil }
      entries.append(bytes[start + 2..<end])
      start = end
    }
    return entries
  }
}
