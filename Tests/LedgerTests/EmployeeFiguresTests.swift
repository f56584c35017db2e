import Journal
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

struct EmployeeFiguresTests {
  private let temporary: TemporaryLedger

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(
      account(),
      fact(
        "as-1", "assignment.started",
        #"{"assignment_id":"as-1","employee_id":"e-7","role":"kam","valid_from":"2026-01-02"}"#))
  }

  private func ask(_ scope: KPIScope) throws -> KPIOutcome {
    try temporary.ledger.kpis(
      of: scope, in: .period(try Period(parsing: "2026-Q1")), actor: "e-2", purpose: "review")
  }

  private func permit(_ id: String, from: String, to: String? = nil) throws {
    let end = to.map { #","valid_to":"\#($0)""# } ?? ""
    try temporary.record(
      fact(
        id, "employee_figures.permitted",
        #"{"works_agreement":"BV 12","valid_from":"\#(from)"\#(end),"approver_id":"e-3"}"#,
        on: "ledger"))
  }

  private func readings() throws -> [(event: StoredEvent, data: EmployeeFiguresRead)] {
    try temporary.ledger.allEvents().compactMap { event in
      guard case .employeeFiguresRead(let read) = try event.data() else { return nil }
      return (event, read)
    }
  }

  @Test func `Figures about an employee are off until an agreement allows them`() throws {
    guard case .refused(let refusal) = try ask(.portfolio(employee: "e-7", role: .kam)) else {
      Issue.record("the figures were given")
      return
    }
    #expect(refusal.code == "employee-figures-off")
    #expect(refusal.reason.contains("employee_figures.permitted"))
    #expect(try readings().isEmpty)
    // Figures about an account and the ledger are about nobody.
    for scope in [KPIScope.account("nordwerk"), .ledger] {
      guard case .answered = try ask(scope) else {
        Issue.record("\(scope) was refused")
        continue
      }
    }
    #expect(try readings().isEmpty)
  }

  @Test func `Each reading is recorded: who read what about whom, at which size`() throws {
    try permit("p-1", from: "2026-01-01")
    let size = try temporary.ledger.journal.head().size
    guard case .answered(let answer) = try ask(.portfolio(employee: "e-7", role: .kam)) else {
      Issue.record("the figures were refused")
      return
    }
    #expect(answer.accounts == ["nordwerk"] && answer.speaksFor.size == size)
    let reading = try #require(try readings().first)
    #expect(reading.event.subject == "ledger" && reading.event.actor == "e-2")
    #expect(reading.data.employeeID == "e-7" && reading.data.knownSize == size)
    #expect(reading.data.figures == ["portfolio-accounts"] && reading.data.purpose == "review")
    #expect(reading.data.from.yyyymmdd == 20_260_101 && reading.data.to.yyyymmdd == 20_260_401)
    _ = try ask(.portfolio(employee: "e-7", role: .kam))
    #expect(try readings().count == 2)
    try temporary.reopen()
    #expect(try readings().count == 2)
  }

  @Test func `The newest permission holds, and one that has ended takes them back`() throws {
    try permit("p-1", from: "2026-01-01")
    try permit("p-2", from: "2026-01-01", to: "2026-02-01")
    guard case .refused(let refusal) = try ask(.portfolio(employee: "e-7", role: .kam)) else {
      Issue.record("the figures were given")
      return
    }
    #expect(refusal.code == "employee-figures-off")
  }
}
