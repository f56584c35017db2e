import ArgumentParser
import Ledger
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct AccountsOwnerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "owner",
    abstract: "Say who answered for an account, on a day or ever (Zuständigkeit).",
    discussion: """
      With --on who held which role on that day, without it every assignment that was ever \
      made. An assignment holds from its first day up to, not including, the day it ends, \
      whenever it was recorded; --known-at shows what was known at an earlier time.

        kontor accounts owner nordwerk --on 2025-07-01
        kontor accounts owner nordwerk --on 2025-07-01 \\
          --known-at 2025-07-02T00:00:00Z

      JSON: {"account","on","holders":[{"employee","role","from","to",
        "creditShareBp","assignment","startedAt","endedAt"}],"unreadable",
        "speaksFor"}; startedAt and endedAt are positions
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The account's id, such as nordwerk.")
  var account: String

  @Option(
    help: ArgumentHelp("The day.", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var on: CalendarDay?

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let ownership = Ownership(History(ledger.journal))
      let day = on ?? clocks.asOf
      let answer =
        try day.map {
          day throws(ProjectionError) in
          try ownership.asOf(account, on: day, knownAt: clocks.knownAt)
        } ?? ownership.all(account, knownAt: clocks.knownAt)
      try output.json ? printAsJSON(answer, day) : show(answer, day)
    }
  }

  private func printAsJSON(_ answer: OwnershipAnswer, _ day: CalendarDay?) throws {
    try printJSON { json in
      json.beginObject()
      json.member("account", answer.account)
      json.member("on", optional: day.map { "\($0)" })
      json.array("holders", answer.holders) { json, holder in
        json.beginObject()
        json.member("employee", holder.employee)
        json.member("role", holder.role.outsideName)
        json.member("from", "\(holder.from)")
        json.member("to", optional: holder.to.map { "\($0)" })
        json.member("creditShareBp", optional: holder.creditShareBp)
        json.member("assignment", holder.assignment)
        json.member("startedAt", holder.startedAt)
        json.member("endedAt", optional: holder.endedAt)
        json.endObject()
      }
      json.unreadable(answer.quarantined)
      json.speaksFor(answer.speaksFor)
      json.endObject()
    }
  }

  private func show(_ answer: OwnershipAnswer, _ day: CalendarDay?) throws {
    guard !answer.holders.isEmpty else {
      let when = day.map { " on \($0)" } ?? ""
      try StandardStream.output.line("Nobody answered for \(account)\(when).")
      return try output.showFooter(answer.speaksFor, answer.quarantined)
    }
    var table = Table([
      .id("Role"), .text("Employee"), .id("From"), .id("Before"), .number("Share"),
      .id("Events"),
    ])
    for holder in answer.holders {
      table.add([
        Table.Cell(holder.role.outsideName), Table.Cell(holder.employee), "\(holder.from)",
        Table.Cell(holder.to.map { "\($0)" } ?? "–"),
        Table.Cell(holder.creditShareBp.map { "\(Rate(basisPoints: Int64($0)))" } ?? ""),
        Table.Cell(
          ([holder.startedAt] + [holder.endedAt].compactMap(\.self)).shortened, .faint),
      ])
    }
    try output.show(table)
    try output.showFooter(answer.speaksFor, answer.quarantined)
  }
}

extension Role {
  /// As the role stands in an event: `field_sales`.
  fileprivate var outsideName: String {
    "\(self)".reduce(into: "") { name, character in
      if character.isUppercase { name += "_" }
      name += character.lowercased()
    }
  }
}
