/// Why a note, or a checkpoint, is not believed.
package enum NoteError: Error, Equatable, Sendable {
  /// None of these keys signed it.
  case notSigned(keys: [KeyName])
  /// There is a line of this key, and its signature is not right: the text or the line was changed.
  case wrongSignature(key: KeyName)
  /// The checkpoint speaks of another log.
  case otherOrigin(expected: String, found: String)
}

extension NoteError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notSigned(let keys):
      "no signature of \(keys.map(\.text).joined(separator: " or "))"
    case .wrongSignature(let key):
      "the signature of \(key) is wrong: the text or the signature was changed"
    case .otherOrigin(let expected, let found):
      "it speaks of the log \(found), not of \(expected)"
    }
  }
}
