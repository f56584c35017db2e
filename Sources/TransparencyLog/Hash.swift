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

  /// A hash whose 32 bytes `fill` writes.
  static func filled(_ fill: (UnsafeMutableRawBufferPointer) -> Void) -> Hash {
    var hash = Hash()
    withUnsafeMutableBytes(of: &hash.words, fill)
    return hash
  }

  /// Two hashes whose bytes `fill` writes.
  static func pair(
    _ fill: (UnsafeMutableRawBufferPointer, UnsafeMutableRawBufferPointer) -> Void
  ) -> (Hash, Hash) {
    var (first, second) = (Hash(), Hash())
    withUnsafeMutableBytes(of: &first.words) { one in
      withUnsafeMutableBytes(of: &second.words) { two in fill(one, two) }
    }
    return (first, second)
  }

  private init() { words = (0, 0, 0, 0) }

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
  package var description: String { Base64.text(bytes) }

  /// Reads what ``description`` writes; nil for anything else, also for stray bits before the padding.
  package init?(base64 text: String) { self.init(base64: text.utf8) }

  init?(base64 text: some Collection<UInt8>) {
    guard let bytes = Base64.bytes(text) else { return nil }
    self.init(bytes: bytes)
  }
}
