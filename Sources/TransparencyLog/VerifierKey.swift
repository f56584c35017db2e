import Crypto

/// The public half of a key, as its holder gives it away.
///
///     example.com/log+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx
///     name           +key id  +base64(type byte ‖ 32 bytes of Ed25519 public key)
package struct VerifierKey: Hashable, Sendable {
  /// What the key signs.
  package enum Kind: UInt8, Sendable {
    /// The text of a note.
    case note = 1
    /// A checkpoint, together with the time at which the witness saw it.
    case cosignature = 4
  }

  package let name: KeyName
  package let kind: Kind
  /// 32 bytes.
  let key: [UInt8]

  init(name: KeyName, kind: Kind, key: [UInt8]) {
    self.name = name
    self.kind = kind
    self.key = key
  }

  package var id: KeyID { KeyID(name: name, type: kind.rawValue, key: key) }

  /// Reads the text form.
  package init(_ text: String) throws(KeyError) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .form }
    guard let name = KeyName(String(parts[0])) else { throw .name }
    guard let id = KeyID(hexadecimal: parts[1].utf8) else { throw .id }
    guard let bytes = Base64.bytes(parts[2].utf8), let type = bytes.first else { throw .base64 }
    guard let kind = Kind(rawValue: type) else { throw .unknownType(type) }
    guard bytes.count == 33 else { throw .length(found: bytes.count - 1) }
    self.init(name: name, kind: kind, key: Array(bytes.dropFirst()))
    guard id == self.id else { throw .idDiffers }
  }

  /// Whether `signature` is this key's over `message`.
  func isValid(_ signature: some Collection<UInt8>, over message: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
    return key.isValidSignature(Array(signature), for: message)
  }
}

extension VerifierKey: CustomStringConvertible {
  /// The text form.
  package var description: String {
    "\(name)+\(id)+\(Base64.text([kind.rawValue] + key))"
  }
}
