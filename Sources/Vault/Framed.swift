/// Bytes of several parts, each behind its length, so that no two lists of parts give the same.
struct Framed {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ part: some Collection<UInt8>) {
    withUnsafeBytes(of: UInt32(part.count).bigEndian) { bytes += $0 }
    bytes += part
  }

  mutating func append(_ text: String) { append(Array(text.utf8)) }
  mutating func append(_ number: UInt32) {
    append(withUnsafeBytes(of: number.bigEndian, Array.init))
  }
}

/// Takes parts apart again.
struct FramedReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// The next part; nil when there is none, or it is cut off.
  mutating func next() -> [UInt8]? {
    guard rest.count >= 4 else { return nil }
    let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    guard rest.count - 4 >= count else { return nil }
    let part = rest.dropFirst(4).prefix(count)
    rest = rest.dropFirst(4 + count)
    return Array(part)
  }

  var isAtEnd: Bool { rest.isEmpty }
}
