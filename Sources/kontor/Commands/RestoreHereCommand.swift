import ArgumentParser
import Journal
import Ledger

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
      try VerificationReport.failure(Failure(error)).send()
    }
  }
}
