package import LMDB

/// Why the log of readings could not be written or read.
package enum ReadLogError: Error, Equatable, Sendable {
  /// A reading cannot be noted, so what was asked for must not be shown.
  case unwritable(LMDBError)
  /// An entry or the tree is not what it was.
  case damaged(index: UInt64, reason: String)
  case storage(LMDBError)
}

extension ReadLogError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .unwritable(let error):
      """
      the reading cannot be noted (\(error.reason)), so nothing is shown: what is asked for is shown only \
      to whom it is known that they asked; make the ledger's directory writable, or ask a copy
      """
    case .damaged(let index, let reason):
      "entry \(index) of the log of readings is damaged: \(reason)"
    case .storage(let error): "the log of readings: \(error)"
    }
  }
}
