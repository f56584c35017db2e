/// The first four bytes of SHA-256(key name ‖ 0x0A ‖ type byte ‖ public key): a hint which key signed.
package struct KeyID: Hashable, Sendable {
  let number: UInt32

  init(name: KeyName, type: UInt8, key: [UInt8]) {
    let hash = (Array(name.text.utf8) + [0x0A, type] + key).withUnsafeBytes { Hash.of($0) }
    number = hash.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  init(_ bytes: ArraySlice<UInt8>) { number = bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  var bytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }

  /// Eight lower-case hexadecimal digits, as keys in text form show it.
  init?(hexadecimal text: Substring.UTF8View) {
    guard text.count == 8 else { return nil }
    var number: UInt32 = 0
    for character in text {
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt32(character - 48)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): number = number << 4 | UInt32(character - 87)
      default: return nil
      }
    }
    self.number = number
  }
}

extension KeyID: CustomStringConvertible {
  package var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
