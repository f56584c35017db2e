import AccountHealth
import ArgumentParser
import Ledger
import LedgerEvents
import Money
import Printing
import Projections

struct KPIsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpis",
    abstract: "Compute the key figures of an account, a portfolio or the ledger (Kennzahlen).",
    discussion: """
      All thirty figures of key account management, each by its stated formula and from the \
      events themselves. What cannot be computed is undefined with its reason, never zero. \
      Open cases have figures of their own beside those of the closed ones. Without a period \
      it is the calendar year.

        kontor kpis --account nordwerk --period 2025-Q4
        kontor kpis --from 2025-01-01 --to 2025-07-01 --known-at 2025-07-02T00:00:00Z
        kontor kpis --account nordwerk --explain win-rate
        kontor kpis --json | jq '.kpis[] | select(.value != null) | {name, value, n}'

      A portfolio is that of one employee, so its figures are about this employee. They are \
      off until the event employee_figures.permitted names a works agreement \
      (Betriebsvereinbarung, BetrVG § 87 (1) no. 6), and each reading is then recorded:

        kontor record --type employee_figures.permitted --subject ledger \\
          --time 2026-01-01 --data '{"works_agreement":"BV 12",
            "valid_from":"2026-01-01","approver_id":"e-2"}'
        kontor kpis --portfolio e-7 --purpose "yearly review"

      JSON: {"scope","account","accountName","employee","currency","accounts",
        "from","to","last","kpis":[{"name","number","german","value","unit","n",
        "reason"}],"unreadable","speaksFor"}; account or employee by the scope; a
        value is a whole number of its unit, minor-units those of the currency.
        With --explain the members of one of the kpis with "formula","source",
        "eventTypes", the scope and period as above, and "events":[{"position",
        "day","type","subject","id"}], which are given for one account only
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Of this account, such as nordwerk.")
  var account: String?

  @Option(help: ArgumentHelp("Of the accounts of this employee, by id.", valueName: "employee"))
  var portfolio: String?

  @Option(
    help: "In which role the employee answers for them: kam or field_sales.",
    transform: { text in
      switch text {
      case "kam": return Role.kam
      case "field_sales": return Role.fieldSales
      default: throw ValidationError("write kam or field_sales")
      }
    })
  var role: Role?

  @Option(
    help: "A month, quarter or year: 2026-03, 2026-Q1, 2026.",
    transform: { try Period(parsing: $0) })
  var period: Period?

  @Option(
    help: ArgumentHelp("The first day, with --to.", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var from: CalendarDay?

  @Option(
    help: ArgumentHelp("The first day that no longer counts, with --from.", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var to: CalendarDay?

  @Option(
    help: ArgumentHelp("How this figure is made, and from which events.", valueName: "name"),
    completion: .list(KPI.allCases.map(\.rawValue)))
  var explain: String?

  @Option(help: "What figures about an employee are for; it is recorded with the reading.")
  var purpose: String?

  @OptionGroup var actor: ActorOption
  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard account == nil || portfolio == nil else {
      throw ValidationError("Ask for an account or for a portfolio, not for both.")
    }
    guard (from == nil) == (to == nil), from == nil || period == nil else {
      throw ValidationError("Give --period, or --from and --to together.")
    }
    if let from, let to, from >= to {
      throw ValidationError(
        "No day lies from \(from) to before \(to); --to names the first day that no longer counts.")
    }
    guard role == nil && purpose == nil || portfolio != nil else {
      throw ValidationError("--role and --purpose belong to --portfolio.")
    }
    if let explain, KPI(rawValue: explain) == nil {
      let near = NearestName.of(explain, among: KPI.allCases.map(\.rawValue))
      throw ValidationError(
        "\"\(explain)\" is no key figure; "
          + (near.map { "did you mean \"\($0)\"?" } ?? "`kontor kpis` lists their names."))
    }
  }

  func run() throws {
    try ledger.open { ledger in
      let asked = explain.flatMap(KPI.init(rawValue:))
      let outcome = try ledger.kpis(
        of: scope, in: span, clocks: clocks.clocks, actor: actor.name, purpose: purpose,
        figures: asked.map { [$0.rawValue] })
      switch outcome {
      case .refused(let refusal): try output.reject(refusal)
      case .answered(let answer):
        let report = KPIReport(answer: answer, currency: ledger.terms.currency)
        guard let asked else {
          return try output.json ? printJSON { report.write(to: &$0) } : report.show(output)
        }
        let result = try result(asked, answer)
        let events =
          account == nil
          ? [] : try KPIQuery(History(ledger.journal)).events(at: result.evidence)
        try output.json
          ? printJSON { report.write(result, events, to: &$0) }
          : report.show(result, events, output)
      }
    }
  }

  private func result(_ kpi: KPI, _ answer: KPIAnswer) throws(Failure) -> KPIResult {
    guard let result = answer.results.first(where: { $0.kpi == kpi }) else {
      throw Failure(.internalFault, "\(kpi.rawValue) was not computed")
    }
    return result
  }

  private var scope: KPIScope {
    if let account { return .account(account) }
    if let portfolio { return .portfolio(employee: portfolio, role: role ?? .kam) }
    return .ledger
  }

  private var span: KPISpan? {
    if let period { return .period(period) }
    if let from, let to { return .days(from, to) }
    return nil
  }
}
