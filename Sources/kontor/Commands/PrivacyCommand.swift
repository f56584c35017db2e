import ArgumentParser
import Printing

struct PrivacyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "privacy",
    abstract: "Show, hold and erase what is known about people (Datenschutz).",
    discussion: """
        kontor privacy report
        kontor privacy disclose account/nordwerk/c-301 --purpose 'DS-2026-014'
        kontor privacy erase account/nordwerk/c-301 --approver e-3 \\
          --basis 'GDPR Art. 17 (1) (a)'

      Names, contact data and notes about people are no part of the journal: an event has a \
      salted digest of each, the value lies sealed in the vault under a key of its person. \
      Erasing destroys the key; every record, proof, amount and score stays as it is.
      """,
    subcommands: [
      PrivacyReportCommand.self, PrivacyDiscloseCommand.self, PrivacyEraseCommand.self,
      PrivacyHoldCommand.self,
    ])
}
