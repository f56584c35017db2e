import ArgumentParser
import Money

/// Which lines are wanted.
struct CommissionSelection: ParsableArguments {
  @Option(help: "Only of this one of our people, by id.")
  var payee: String?

  @Option(
    help: "Only of this month, quarter or year: 2026-03, 2026-Q1, 2026.",
    transform: { try Period(parsing: $0) })
  var period: Period?
}
