package import TransparencyLog

/// Why no checkpoint was signed or found.
package enum SigningError: Error, Equatable, Sendable {
  /// The key that the ledger's events name is not where it is kept.
  case keyMissing(path: String, key: String)
  /// Others than its owner may read the key.
  case keyReadable(path: String)
  case keyUnusable(path: String, KeyError)
  /// The key is not the one that the ledger's events name.
  case otherKey(path: String, found: String, expected: String)
  /// A larger checkpoint was signed before, and nothing smaller may be signed after it.
  case behindSigned(asked: UInt64, newest: UInt64)
  /// No checkpoint was signed yet, none of this size, or none that covers the position.
  case noCheckpoint(needed: String)
  /// A checkpoint that the ledger's keys do not stand for.
  case notBelieved(path: String, NoteError)
  /// Nothing was lost, so there is nothing to succeed.
  case nothingLost
  /// An export directory holds something else than an earlier part of this log.
  case otherExport(path: String, reason: String)
}

extension SigningError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .keyMissing(let path, let key):
      """
      the key \(key) signs for this ledger and is not in \(path); put it back from where you keep \
      it, or make a new one with `kontor key rotate`
      """
    case .keyReadable(let path):
      "\(path) can be read by others than its owner; run chmod 600 on it, or replace the key"
    case .keyUnusable(let path, let error): "\(path): \(error)"
    case .otherKey(let path, let found, let expected):
      "\(path) holds the key \(found), the ledger's events name \(expected); put that one there"
    case .behindSigned(let asked, let newest):
      """
      size \(newest) was signed before, so size \(asked) no longer is: a checkpoint extends every \
      earlier one; `kontor anchor list` shows the sizes there are
      """
    case .noCheckpoint(let needed):
      "there is no checkpoint \(needed); sign one with `kontor checkpoint`"
    case .notBelieved(let path, let error): "\(path): \(error); put back the right copy"
    case .nothingLost:
      "every head noted for this ledger is in its history; there is nothing to declare"
    case .otherExport(let path, let reason): "\(path): \(reason); choose an empty directory"
    }
  }
}
