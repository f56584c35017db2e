import ArgumentParser
import Ledger
import Money
import Printing

struct PrivacyHoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Keep the values about a person from being erased (Löschsperre).",
    discussion: """
        kontor privacy hold account/nordwerk/c-301 --approver e-3 \\
          --basis 'Rechtsstreit 4 O 112/26'
        kontor privacy hold account/nordwerk/c-301 --approver e-3 \\
          --basis Vergleich --until 2026-05-01

      A claim or a law may need values that somebody wants erased (GDPR Art. 17 (3) (b) and (e)). \
      The newest hold of a person counts: one with an end that has come lets go.

      JSON: as `kontor record`
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var person: PersonArgument

  @Option(help: "The reason, without a name.")
  var basis: String

  @Option(
    help: ArgumentHelp(
      "The first day on which the values may be erased; without it that is open.",
      valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var until: CalendarDay?

  @Option(help: "Who approves it, an id; somebody else than who does it.")
  var approver: String

  @OptionGroup var actor: ActorOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let person = try person.person(ledger)
      let end = until.map { " until \($0)" } ?? ""
      try output.recording("Held what is known about person \(person.id)\(end)", ledger) {
        () throws(LedgerError) in
        try ledger.hold(
          person, basis: basis, until: until, approver: approver, actor: actor.name)
      }
    }
  }
}
