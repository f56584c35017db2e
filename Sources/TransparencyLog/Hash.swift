import Crypto

/// A SHA-256 hash: 32 bytes.
package struct Hash: Hashable, Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// How many bytes a hash has.
  package static let byteCount = 32

  /// Copies 32 bytes; anything else is a programmer's error.
  package init(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count == Hash.byteCount, "a SHA-256 hash has 32 bytes")
    words = (
      bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    )
  }

  /// Copies 32 bytes, or is nil for any other number of them.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Hash.byteCount else { return nil }
    self = bytes.withUnsafeBytes { Hash($0) }
  }

  init(_ digest: SHA256Digest) { self = digest.withUnsafeBytes { Hash($0) } }

  /// The SHA-256 of `bytes`, without any prefix.
  package static func of(_ bytes: UnsafeRawBufferPointer) -> Hash {
    var function = SHA256()
    function.update(bufferPointer: bytes)
    return Hash(function.finalize())
  }

  /// Hashes bytes that come in pieces.
  package struct Stream {
    private var function = SHA256()

    package init() {}

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
      function.update(bufferPointer: bytes)
    }

    /// The hash of everything so far.
    package var finished: Hash { Hash(function.finalize()) }
  }

  package static func == (left: Hash, right: Hash) -> Bool { left.words == right.words }

  package func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  /// Lends the 32 bytes.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    Swift.withUnsafeBytes(of: words, body)
  }

  /// The 32 bytes.
  package var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// Lower-case hexadecimal, 64 characters.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension Hash: CustomStringConvertible {
  /// Standard base64 with padding (RFC 4648, section 4), 44 characters, as checkpoints show roots.
  package var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(44)
    withUnsafeBytes { bytes in
      for start in stride(from: 0, to: 33, by: 3) {
        let third = start + 2 < bytes.count ? Int(bytes[start + 2]) : 0
        let group = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | third
        text.append(Hash.alphabet[group >> 18 & 63])
        text.append(Hash.alphabet[group >> 12 & 63])
        text.append(Hash.alphabet[group >> 6 & 63])
        text.append(Hash.alphabet[group & 63])
      }
    }
    text[43] = UInt8(ascii: "=")
    return String(decoding: text, as: UTF8.self)
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Reads what ``description`` writes; nil for anything else, also for stray bits before the padding.
  package init?(base64 text: String) {
    let utf8 = Array(text.utf8)
    guard utf8.count == 44, utf8[43] == UInt8(ascii: "=") else { return nil }
    var bytes: [UInt8] = []
    var group = 0
    for (place, character) in utf8.dropLast().enumerated() {
      let value: Int
      switch character {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = Int(character) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = Int(character) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(character) + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      default: return nil
      }
      group = group << 6 | value
      if place % 4 == 3 {
        bytes += [UInt8(group >> 16), UInt8(group >> 8 & 255), UInt8(group & 255)]
        group = 0
      }
    }
    guard group & 3 == 0 else { return nil }
    bytes += [UInt8(group >> 10), UInt8(group >> 2 & 255)]
    self.init(bytes: bytes)
  }
}
