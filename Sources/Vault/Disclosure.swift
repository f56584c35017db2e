import LedgerEvents
import StrictJSON
import TransparencyLog

/// A value about a person with the salt that hides it in its digest (RFC 9901, section 4.2).
///
///     text     = base64url(["<salt>", "<name>", "<value>"])
///     digest   = SHA-256(ASCII(text))
///
/// The record holds the digest. Whoever is shown the text computes the digest with `sha256sum`; whoever
/// is not can guess no value, because the salt has 128 random bits of its own.
package struct Disclosure: Hashable, Sendable {
  /// The salt as text: 22 characters for 16 bytes.
  package let salt: String
  package let name: String
  package let value: String
  /// The disclosure as it is hashed and stored.
  package let text: String

  /// How many random bytes a salt has.
  package static let saltByteCount = 16

  /// `salt` comes from whoever has randomness.
  package init(salt: [UInt8], name: String, value: String) {
    self.salt = Base64URL.text(of: salt)
    self.name = name
    self.value = value
    var json = JSONWriter()
    json.beginArray()
    json.value(self.salt)
    json.value(name)
    json.value(value)
    json.endArray()
    text = Base64URL.text(of: json.bytes)
  }

  /// Takes up a disclosure as it was written, by this program or another; nil for anything else.
  package init?(text: String) {
    guard let bytes = Base64URL.bytes(of: text), let json = try? JSONValue(parsing: bytes),
      let parts = json.array, parts.count == 3, let salt = parts[0].string,
      let name = parts[1].string, let value = parts[2].string
    else { return nil }
    self.salt = salt
    self.name = name
    self.value = value
    self.text = text
  }

  /// What the record holds of it: 32 bytes.
  package var digest: [UInt8] {
    Array(text.utf8).withUnsafeBytes { Hash.of($0).bytes }
  }
}

extension Disclosure: CustomStringConvertible, CustomReflectable {
  /// The value is for its reader and not for whatever prints this.
  package var description: String { "disclosure of \(name)" }
  package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
