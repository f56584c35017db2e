package import LMDB

/// Why the log of readings could not be written or read.
package enum ReadLogError: Error, Equatable, Sendable {
  /// A reading cannot be noted, so what was asked for must not be shown.
  case unwritable(LMDBError)
  /// The same, because the log is not the one that was noted outside it.
  case untrusted(ledger: String, reason: String)
  /// An entry or the tree is not what it was.
  case damaged(ledger: String, index: UInt64, reason: String)
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
    case .untrusted(let ledger, let reason):
      """
      the reading cannot be noted, so nothing is shown: the log of readings \(reason); \
      \(Self.wayOut(ledger))
      """
    case .damaged(let ledger, let index, let reason):
      "entry \(index) of the log of readings is damaged: \(reason); \(Self.wayOut(ledger))"
    case .storage(let error): "the log of readings: \(error)"
    }
  }

  /// Both away, or the note would speak of a log that is not there any more.
  private static func wayOut(_ ledger: String) -> String {
    """
    move \(ledger)/reads and \(ledger)/anchors/reads elsewhere, for whoever examines it, then put \
    back \(ledger)/reads from the newest backup, or let the next reading begin a new log
    """
  }
}
