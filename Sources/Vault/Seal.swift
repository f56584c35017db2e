import Crypto

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// AES-256-GCM: nonce of 12 bytes ‖ ciphertext ‖ tag of 16 bytes.
///
/// The additional data say where the bytes belong; anywhere else they do not open.
struct Seal {
  static let overhead = 28
  static let keyByteCount = 32

  private let key: SymmetricKey

  /// Nil when the bytes are not 32.
  init?(key: [UInt8]) {
    guard key.count == Self.keyByteCount else { return nil }
    self.key = SymmetricKey(data: key)
  }

  /// A key that nobody has seen before.
  static func newKey() -> [UInt8] {
    SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
  }

  /// Seals under a nonce of its own; with at most some thousand values a key, two random ones never
  /// meet.
  func close(_ plain: [UInt8], for place: [UInt8]) -> [UInt8]? {
    guard let box = try? AES.GCM.seal(plain, using: key, authenticating: place),
      let combined = box.combined
    else { return nil }
    return Array(combined)
  }

  /// Nil when the bytes, the key or the place are not those of the sealing.
  func open(_ sealed: [UInt8], for place: [UInt8]) -> [UInt8]? {
    guard let box = try? AES.GCM.SealedBox(combined: sealed),
      let plain = try? AES.GCM.open(box, using: key, authenticating: place)
    else { return nil }
    return Array(plain)
  }
}
