import ArgumentParser
import Audit
import Journal
import Printing
import Projections

/// What `kontor verify` runs in a process of its own, which a damaged file may end.
struct VerifyHereCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-here",
    abstract: "Verify in this process, for kontor verify.", shouldDisplay: false)

  @Argument var path: String
  @Argument var anchors: String?

  func run() throws {
    do throws(JournalError) {
      let verdict = try LedgerVerification(of: path, anchors: anchors).run { size in
        try? VerificationReport.reached(size).send()
      }
      try? VerificationReport.verdict(verdict).send()
      guard case .sound = verdict else { return }
      try? VerificationReport.index(Journal.verifyIndex(at: path)).send()
      let views = Views(History(try ReadOnlyJournal(opening: path)), in: path)
      views.verdicts { name, generation in
        try? VerificationReport.begun(name, generation).send()
      } each: { projection in
        try? VerificationReport.projection(projection).send()
      }
    } catch {
      try VerificationReport.failure(Failure(error)).send()
    }
  }
}
