import Commission
import Journal
import LedgerEvents
import Money

@testable import Projections

/// The journal of a firm with several accounts, sellers and plans that follow from a seed, and whose
/// accounts number their documents alike.
struct CommissionFirm {
  let ledger: TestLedger
  private var dice: SeededGenerator

  private static let people = ["anna", "bert", "cora", "dora", "emil"]
  private static let accounts = ["nordwerk", "ostwerk", "s", "s-1", "westwerk"]

  init(seed: UInt64) throws {
    ledger = try TestLedger()
    dice = SeededGenerator(seed: seed)
    for (index, person) in Self.people.enumerated() {
      // Emil leads all, Dora leads Anna and Bert.
      let manager = index < 2 ? "dora" : index < 4 ? "emil" : nil
      let lead = manager.map { #","manager_id":"\#($0)""# } ?? ""
      try ledger.record(
        "employee.registered.v1", on: "employee/\(person)", at: "2026-01-01",
        #"{"employee_id":"\#(person)","region":"Nord","valid_from":"2026-01-01"\#(lead)}"#)
    }
    try publishPlans()
    for account in Self.accounts {
      for role in ["kam", "field_sales"] where Bool.random(using: &dice) {
        try ledger.assign(
          "as-\(account)-\(role.first ?? "x")", pick(Self.people), from: "2026-01-01",
          recordedOn: "2026-01-02", on: account, role: role)
      }
      for month in 1...3 where Bool.random(using: &dice) {
        try target("account/\(account)", "2026-0\(month)")
      }
    }
    for person in Self.people.prefix(3) { try target("employee/\(person)", "2026-02") }
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &dice)]
  }

  private func target(_ scope: String, _ period: String) throws {
    try ledger.record(
      "target.set.v1", on: scope, at: "2026-01-03",
      """
      {"scope":"\(scope)","kpi":"revenue","period":"\(period)","version":1,\
      "value":{"money":\(euros("900.00"))}}
      """)
  }

  private mutating func publishPlans() throws {
    let deals = ["order", "invoice", "order"]
    for (number, deal) in deals.enumerated() {
      let tiers = pick([
        "", "limits: {month: {cap: 60.00, floor: 5.00}}", "limits: {quarter: {cap: 90.00}}",
        "payable: paid", deal == "order" ? "earned: delivered" : "earned: paid",
        "limits: {deal: {cap: 25.00}}",
        Self.tiers("per: month, target: 900.00, mode: retroactive"),
        Self.tiers("per: quarter, target: previous_period, mode: marginal"),
        Self.tiers("per: month, target: {kpi: revenue}, mode: retroactive"),
        Self.tiers("per: account, reset: month, target: {kpi: revenue}, mode: retroactive"),
        Self.tiers("per: account, reset: quarter, target: 700.00, mode: before"),
      ])
      let parties = pick([
        "[{to: seller}]", "[{to: seller, share: 70 %}, {to: payee, payee: house, share: 30 %}]",
        "[{to: role, role: kam}, {to: role, role: field_sales}]",
        "[{to: seller, rate: 4 %}, {to: managers_of_payees, rate: 9 %, less: lower_levels}]",
        "[{to: seller, rate: 4 %}, {to: managers_of_payees, rate: 1 %}]",
      ])
      let isWhole = parties.contains("70 %")
      let clause = CommissionStory.clause(
        "c-\(number)", parties.contains("rate:") ? "" : "rate: 4 %", tiers, deal: deal,
        parties: parties,
        mode: isWhole ? "split" : "full_each")
      var event = CommissionPlanVersionPublished()
      event.planID = "plan-\(number)"
      event.version = 1
      event.effectiveFrom = Day(try CalendarDay("2026-01-01"))
      event.text = CommissionStory.text(clause, id: "plan-\(number)")
      _ = try Plan.parse(event.text)
      event.sha256 = String(repeating: "0", count: 64)
      _ = try ledger.append([
        try ProposedEvent(
          id: "plan-\(number)", source: "urn:test", subject: "plan/plan-\(number)",
          occurrence: .day(try CalendarDay("2026-01-01")), data: event)
      ])
    }
  }

  private static func tiers(_ words: String) -> String {
    """
    tiers: {of: credited, \(words), bound: upper_exclusive, \
    bands: [{to: 50 %, factor: 1}, {to: 100 %, factor: 1.5}, {factor: 2}]}
    """
  }

  /// Records so many events more about any of the accounts.
  mutating func record(_ count: Int) throws {
    for _ in 0..<count {
      let account = pick(Self.accounts)
      let number = "\(Int.random(in: 1...6, using: &dice))"
      // What an account calls 1-1 may be what another one's 1 is called.
      let document = Int.random(in: 0..<8, using: &dice) == 0 ? "1-\(number)" : number
      let day =
        "2026-0\(Int.random(in: 1...4, using: &dice))-\(Int.random(in: 10...28, using: &dice))"
      let net = euros("\(Int.random(in: 1...1_200, using: &dice)).00")
      let seller = pick(Self.people)
      let (type, data): (String, String) =
        switch Int.random(in: 0..<10, using: &dice) {
        case 0...3:
          (
            "order.booked",
            """
            {"order_id":"\(document)","lines":[{"product_id":"p-1","quantity":1,"net":\(net)}],\
            "net":\(net),"employee_id":"\(seller)"}
            """
          )
        case 4...5:
          (
            "invoice.issued",
            #"{"invoice_id":"\#(document)","order_id":"\#(number)","net":\#(net),"due":"\#(day)"}"#
          )
        case 6: ("payment.received", #"{"invoice_id":"\#(document)","amount":\#(net)}"#)
        case 7:
          (
            "delivery.made",
            #"{"delivery_id":"d-\#(document)","order_id":"\#(number)","net":\#(net)}"#
          )
        case 8:
          (
            "order.cancelled",
            #"{"order_id":"\#(document)","changes":[],"cause":"\#(pick(["customer", "supplier"]))"}"#
          )
        default:
          (
            "commission_split.agreed",
            """
            {"order_id":"\(document)","mode":"\(pick(["split", "full_each"]))","reason":"r",\
            "shares":[{"employee_id":"anna","role":"kam","share_bp":6000},\
            {"employee_id":"cora","role":"field_sales","share_bp":4000}],"approver_id":"emil"}
            """
          )
        }
      let position = try ledger.record("\(type).v1", on: "account/\(account)", at: day, data)
      guard Int.random(in: 0..<12, using: &dice) == 0 else { continue }
      let id = try StoredEvent(try ledger.journal.record(at: position)).id
      try ledger.record(
        "event.retracted.v1", on: "account/\(account)", at: day,
        #"{"target_event_id":"\#(id)","reason":"never was"}"#)
    }
  }
}
