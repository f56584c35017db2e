package import ArgumentParser
package import Money

/// Which lines are wanted.
package struct CommissionSelection: ParsableArguments {
  @Option(help: "Only of this one of our people, by id.")
  package var payee: String?

  @Option(
    help: "Only of this month, quarter or year: 2026-03, 2026-Q1, 2026.",
    transform: { try Period(parsing: $0) })
  package var period: Period?

  package init() {}
}
