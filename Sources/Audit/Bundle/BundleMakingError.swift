package import Journal
package import Projections
package import TransparencyLog

/// Why a bundle cannot be made.
package enum BundleMakingError: Error, Equatable, Sendable {
  case journal(JournalError)
  case projection(ProjectionError)
  /// The checkpoint was signed over another history.
  case otherHistory(size: UInt64, signed: Hash, found: Hash)
  /// The checkpoint is larger than the journal.
  case checkpointAhead(size: UInt64, found: UInt64)
  case unknownStatement(String, size: UInt64)
  case unknownStream(String, size: UInt64)
  case noCommitment(String, size: UInt64)
  case doesNotComeOut(String, String)

  static func reading<Result>(
    _ body: () throws(JournalError) -> Result
  ) throws(BundleMakingError) -> Result {
    do { return try body() } catch { throw .journal(error) }
  }

  static func asking<Result>(
    _ body: () throws(ProjectionError) -> Result
  ) throws(BundleMakingError) -> Result {
    do { return try body() } catch { throw .projection(error) }
  }
}

extension BundleMakingError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .journal(let error): "\(error)"
    case .projection(let error): "\(error)"
    case .otherHistory(let size, let signed, let found):
      """
      the checkpoint was signed over another history: at size \(size) it says the root \(signed), \
      this ledger has \(found); take a checkpoint of this ledger, and ask why there is another
      """
    case .checkpointAhead(let size, let found):
      """
      the checkpoint was signed at size \(size), this ledger holds \(found) records; take the whole \
      ledger, or an older checkpoint
      """
    case .unknownStatement(let id, let size):
      """
      no statement \(id) had been issued at size \(size), where the checkpoint was signed; \
      `kontor commission statements` lists the statements, `kontor checkpoint` signs anew
      """
    case .unknownStream(let subject, let size):
      "at size \(size) there was no stream \(subject); write a subject such as account/nordwerk"
    case .noCommitment(let id, let size):
      """
      no event commits the streams that \(id) rests on below size \(size), where the checkpoint was \
      signed; `kontor checkpoint` commits them and signs anew
      """
    case .doesNotComeOut(let id, let reason):
      """
      the statement \(id) does not come out again from the whole journal: \(reason); `kontor verify` \
      and `kontor audit replay` look further
      """
    }
  }
}
