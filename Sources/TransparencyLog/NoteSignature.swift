/// A signature line of a note: `— <key name> <base64(key id ‖ payload)>`.
package struct NoteSignature: Hashable, Sendable {
  package let name: KeyName
  package let id: KeyID
  /// What follows the key id: for Ed25519 the 64 bytes of the signature.
  let payload: [UInt8]

  init(name: KeyName, id: KeyID, payload: [UInt8]) {
    self.name = name
    self.id = id
    self.payload = payload
  }

  /// Reads the line `text`, without its end.
  package init?(line text: String) {
    let mark = "— "
    guard text.utf8.starts(with: mark.utf8) else { return nil }
    let rest = text.utf8.dropFirst(mark.utf8.count)
    guard let space = rest.firstIndex(of: UInt8(ascii: " ")) else { return nil }
    guard
      let name = String(rest[..<space]).flatMap({ KeyName($0) }),
      let bytes = Base64.bytes(rest[rest.index(after: space)...]), bytes.count > 4
    else { return nil }
    self.init(name: name, id: KeyID(bytes.prefix(4)), payload: Array(bytes.dropFirst(4)))
  }

  /// The line without its end.
  package var line: String { "— \(name) \(Base64.text(id.bytes + payload))" }

  /// Whether the line names this key.
  package func isBy(_ key: VerifierKey) -> Bool { name == key.name && id == key.id }
}
