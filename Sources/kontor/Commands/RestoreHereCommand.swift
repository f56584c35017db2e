import ArgumentParser
import Audit
import Journal
import Ledger
import Printing

/// What `kontor restore` runs in a process of its own, which a damaged backup may end.
struct RestoreHereCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore-here",
    abstract: "Restore in this process, for kontor restore.", shouldDisplay: false)

  @Argument var backup: String
  @Argument var target: String

  func run() throws {
    do throws(LedgerError) {
      let restored = try Ledger.restore(from: backup, to: target) { size in
        try? VerificationReport.reached(size).send()
      }
      try? VerificationReport.verdict(.sound(size: restored.size, root: restored.root)).send()
    } catch {
      try VerificationReport.failure(failure(error)).send()
    }
  }

  /// A copy that turns out damaged is the backup's fault and no trouble with the disk.
  private func failure(_ error: LedgerError) -> Failure {
    guard case .journal(let cause) = error, LedgerVerification.isDamage(cause) else {
      return Failure(error)
    }
    return Failure(
      .no, "\(backup) is not a whole backup, use another one; what its copy shows: \(cause)")
  }
}
