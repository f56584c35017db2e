import Crypto

/// A key that signs. Its text form is a secret:
///
///     PRIVATE+KEY+<name>+<key id>+<base64(type byte ‖ 32 bytes of seed)>
package struct SigningKey: Sendable {
  package let verifier: VerifierKey
  private let seed: [UInt8]

  /// The key that grows out of 32 random bytes.
  package init(name: KeyName, kind: VerifierKey.Kind = .note, seed: [UInt8]) throws(KeyError) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .length(found: seed.count)
    }
    self.seed = seed
    verifier = VerifierKey(
      name: name, kind: kind, key: Array(key.publicKey.rawRepresentation))
  }

  /// Reads the text form.
  package init(secretText text: String) throws(KeyError) {
    let mark = "PRIVATE+KEY+"
    guard text.hasPrefix(mark) else { throw .form }
    let parts = text.dropFirst(mark.count)
      .split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .form }
    guard let name = KeyName(String(parts[0])) else { throw .name }
    guard let id = KeyID(hexadecimal: parts[1].utf8) else { throw .id }
    guard let bytes = Base64.bytes(parts[2].utf8), let type = bytes.first else { throw .base64 }
    guard let kind = VerifierKey.Kind(rawValue: type) else { throw .unknownType(type) }
    try self.init(name: name, kind: kind, seed: Array(bytes.dropFirst()))
    guard id == verifier.id else { throw .idDiffers }
  }

  /// The text form, to be kept where nobody else reads it.
  package var secretText: String {
    "PRIVATE+KEY+\(verifier.name)+\(verifier.id)+"
      + Base64.text([verifier.kind.rawValue] + seed)
  }

  /// Signs the text of a note.
  package func sign(_ text: String) throws(KeyError) -> NoteSignature {
    guard verifier.kind == .note else { throw .unknownType(verifier.kind.rawValue) }
    return NoteSignature(
      name: verifier.name, id: verifier.id, payload: try signature(over: Array(text.utf8)))
  }

  /// Witnesses a checkpoint: says that it was seen at `time`, in seconds since 1970 UTC.
  package func cosign(
    _ checkpoint: Checkpoint, at time: UInt64
  ) throws(KeyError) -> NoteSignature {
    guard verifier.kind == .cosignature else { throw .unknownType(verifier.kind.rawValue) }
    let message = Cosignature.message(time: time, text: checkpoint.text)
    let seconds = (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * UInt64($0))) }
    return NoteSignature(
      name: verifier.name, id: verifier.id, payload: seconds + (try signature(over: message)))
  }

  private func signature(over message: [UInt8]) throws(KeyError) -> [UInt8] {
    do {
      let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
      return Array(try key.signature(for: message))
    } catch {
      throw .length(found: seed.count)
    }
  }
}
