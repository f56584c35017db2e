/// Reads ASN.1 values in DER one after another, as far as time stamps need it.
struct DERReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  /// The tag of the next value.
  var tag: UInt8? { rest.first }

  /// The content of the next value, which must have this tag; nil when it has not, or is cut off.
  mutating func value(_ tag: UInt8) -> ArraySlice<UInt8>? {
    guard rest.first == tag else { return nil }
    var body = rest.dropFirst()
    guard let first = body.popFirst() else { return nil }
    var length = Int(first)
    if first >= 0x80 {
      let count = Int(first & 0x7F)
      guard (1...4).contains(count), body.count >= count else { return nil }
      length = body.prefix(count).reduce(0) { $0 << 8 | Int($1) }
      body = body.dropFirst(count)
      guard length >= 0x80 else { return nil }
    }
    guard body.count >= length else { return nil }
    rest = body.dropFirst(length)
    return body.prefix(length)
  }

  /// Goes into the next value, which must have this tag.
  mutating func enter(_ tag: UInt8) -> DERReader? { value(tag).map { DERReader($0) } }

  static let integer: UInt8 = 0x02
  static let octets: UInt8 = 0x04
  static let identifier: UInt8 = 0x06
  static let time: UInt8 = 0x18
  static let sequence: UInt8 = 0x30
  static let set: UInt8 = 0x31
  static let explicit0: UInt8 = 0xA0
}
