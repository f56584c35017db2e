/// Why a text is no key.
package enum KeyError: Error, Equatable, Sendable {
  /// Not of the form name+id+key.
  case form
  case name
  case id
  case base64
  case unknownType(UInt8)
  case length(found: Int)
  /// The key id is not the one of this name and key: a letter of one of them was changed.
  case idDiffers
}

extension KeyError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .form: "a key is written name+id+key"
    case .name: "the name of a key is not empty and has neither white space nor +"
    case .id: "the id of a key is eight lower-case hexadecimal digits"
    case .base64: "the last part of a key is padded base64"
    case .unknownType(let type): "keys of type \(type) are not known; Ed25519 is 1, cosignatures 4"
    case .length(let found): "an Ed25519 key has 32 bytes, this one \(found)"
    case .idDiffers: "the id does not belong to this name and key; one of them was changed"
    }
  }
}
