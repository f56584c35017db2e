import Journal
package import ReadLog

/// Reading what not everybody may see is noted before it is shown.
extension Ledger {
  /// Notes durably who asks what about whom.
  ///
  /// `about` are subjects such as `employee/e-7`, persons' ids, or `ledger`. When it cannot be noted, as
  /// in a directory that cannot be written, the caller shows nothing: a promise that holds only while
  /// the disk is writable is none, and whoever may read the files needs no command.
  package func note(
    _ command: String, about: [String], actor: String, purpose: String? = nil, knownSize: UInt64
  ) throws(LedgerError) {
    do {
      try ReadLog(ledger: path).append(
        Reading(
          time: Journal.systemClock(), actor: actor, command: command, about: about,
          purpose: purpose, knownSize: knownSize))
    } catch {
      throw .reading(error)
    }
  }

  /// Every reading that was noted, oldest first, after every entry and the tree were checked.
  package func readings() throws(LedgerError) -> (readings: [Reading], head: ReadLog.Head) {
    do {
      return try ReadLog(ledger: path).readings()
    } catch {
      throw .reading(error)
    }
  }
}
