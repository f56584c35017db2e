import AccountHealth
import Journal
import Money
import Testing

@testable import Projections

/// One account with a fact for every figure, small enough to be computed by hand, and a second one
/// that has nothing but an invoice.
///
/// The period is the first quarter of 2026; amounts are euros.
struct KPILedger {
  let ledger: TestLedger
  /// The size of the journal before the credit note was recorded.
  let beforeCreditNote: UInt64

  init() throws {
    ledger = try TestLedger(recordedFrom: "2026-01-01T08:00:00Z")
    try Self.plans(ledger)
    try Self.contracts(ledger)
    try Self.pipeline(ledger)
    try Self.relationship(ledger)
    try Self.service(ledger)
    beforeCreditNote = try Self.money(ledger)
  }

  static func add(
    _ ledger: TestLedger, _ type: String, _ day: String, _ data: String,
    on subject: String = "account/nordwerk"
  ) throws {
    try ledger.record("\(type).v1", on: subject, at: day, data)
  }

  private static func plans(_ ledger: TestLedger) throws {
    for account in ["nordwerk", "suedwerk"] {
      try add(
        ledger, "account.registered", "2024-01-01",
        #"{"account_id":"\#(account)","name":"Nordwerk","sector":"steel","country":"DE"}"#,
        on: "account/\(account)")
    }
    try add(
      ledger, "account.tier_assigned", "2025-01-01",
      #"{"tier":"key","valid_from":"2025-01-01"}"#)
    try add(
      ledger, "assignment.started", "2025-01-01",
      #"{"assignment_id":"as-1","employee_id":"e-1","role":"kam","valid_from":"2025-01-01"}"#)
    for (amount, version) in [("5000.00", 1), ("4000.00", 2)] {
      try add(
        ledger, "target.set", "2026-01-01",
        #"{"scope":"account/nordwerk","kpi":"revenue","period":"2026-Q1","#
          + #""value":{"money":\#(euros(amount))},"version":\#(version)}"#)
    }
    try add(ledger, "forecast.submitted", "2025-12-30", forecast("3000.00", "2025-12-30"))
    try add(
      ledger, "plan.version_published", "2026-01-05",
      #"{"plan_id":"ap-1","version":1,"from":"2025-03-31","to":"2028-03-31","goals":[{"#
        + #""goal_id":"g-1","kpi":"revenue","baseline":{"money":\#(euros("1000.00"))},"#
        + #""target":{"money":\#(euros("1250.00"))},"due":"2028-03-31"}],"contributors":["#
        + #"{"employee_id":"e-1","function":"KAM"},{"employee_id":"e-2","function":"Technik"},"#
        + #"{"employee_id":"e-3","function":"KAM"}]}"#)
  }

  private static func forecast(_ amount: String, _ day: String) -> String {
    #"{"scope":"account/nordwerk","period":"2026-Q1","amount":\#(euros(amount)),"#
      + #""category":"commit","as_of":"\#(day)"}"#
  }

  private static func contracts(_ ledger: TestLedger) throws {
    for (id, start, end, value) in [
      ("k-1", "2025-01-01", "2026-03-01", "1000.00"),
      ("k-2", "2025-06-01", "2026-02-01", "500.00"),
    ] {
      try add(
        ledger, "contract.signed", start,
        #"{"contract_id":"\#(id)","kind":"frame","start":"\#(start)","end":"\#(end)","#
          + #""notice_days":90,"auto_renew":false,"acv":\#(euros(value))}"#)
    }
    try add(
      ledger, "contract.ended", "2026-02-01",
      #"{"contract_id":"k-2","reason":"churned","lost_acv":\#(euros("500.00"))}"#)
    try add(
      ledger, "contract.renewed", "2026-02-10",
      #"{"contract_id":"k-1","old_end":"2026-03-01","new_end":"2027-03-01","#
        + #""acv_before":\#(euros("1000.00")),"acv_after":\#(euros("800.00"))}"#)
  }

  private static func pipeline(_ ledger: TestLedger) throws {
    for (id, day, kind, value, more) in [
      ("op-1", "2025-12-22", "cross_sell", "900.00", #","expected_close":"2026-02-15""#),
      ("op-2", "2026-01-01", "new", "500.00", ""),
      (
        "op-3", "2026-01-05", "new", "700.00",
        #","expected_close":"2026-03-20","probability_bp":4000"#
      ),
      (
        "op-4", "2026-03-25", "new", "300.00",
        #","expected_close":"2026-03-31","probability_bp":6000"#
      ),
    ] {
      try add(
        ledger, "opportunity.identified", day,
        #"{"opportunity_id":"\#(id)","origin":"inquiry","kind":"\#(kind)","#
          + #""value":\#(euros(value))\#(more)}"#)
    }
    try add(
      ledger, "opportunity.stage_changed", "2026-01-15",
      #"{"opportunity_id":"op-2","to_stage":"offer","value":\#(euros("600.00")),"#
        + #""expected_close":"2026-03-10"}"#)
    try add(
      ledger, "opportunity.stage_changed", "2026-01-20",
      #"{"opportunity_id":"op-3","to_stage":"offer","expected_close":"2026-05-01"}"#)
    try add(
      ledger, "opportunity.won", "2026-01-31",
      #"{"opportunity_id":"op-1","value":\#(euros("1000.00"))}"#)
    try add(
      ledger, "opportunity.lost", "2026-02-20", #"{"opportunity_id":"op-2","reason":"price"}"#)
    try add(
      ledger, "offer.submitted", "2026-01-12",
      #"{"offer_id":"of-1","opportunity_id":"op-1","version":1,"list":\#(euros("1000.00")),"#
        + #""net":\#(euros("900.00")),"valid_until":"2026-06-30"}"#)
  }

  private static func relationship(_ ledger: TestLedger) throws {
    for (id, function, level, role) in [
      ("c-1", "purchasing", "operational", "buyer"), ("c-2", "management", "c_level", "decider"),
    ] {
      try add(
        ledger, "contact.added", "2025-01-01",
        #"{"contact_id":"\#(id)","function":"\#(function)","hierarchy":"\#(level)"}"#)
      try add(
        ledger, "contact.role_assessed", "2025-01-02",
        #"{"contact_id":"\#(id)","buying_role":"\#(role)","influence":3,"stance":"neutral"}"#)
    }
    for (day, kind, contact, topic) in [
      ("2025-11-01", "visit", "c-1", "offer"), ("2026-01-15", "visit", "c-1", "discount"),
      ("2026-02-15", "visit", "c-2", "strategy"), ("2026-03-15", "call", "c-1", "offer"),
    ] {
      try add(
        ledger, "interaction.recorded", day,
        #"{"interaction_id":"in-\#(day)","kind":"\#(kind)","contact_ids":["\#(contact)"],"#
          + #""employee_ids":["e-1"],"topics":["\#(topic)"]}"#)
    }
    for (id, day, due) in [
      ("r-1", "2025-12-01", "2026-02-01"), ("r-2", "2026-01-30", "2026-03-15"),
    ] {
      try add(
        ledger, "review.held", day,
        #"{"review_id":"\#(id)","kind":"quarterly","period":"2025-Q4","contact_ids":[],"#
          + #""c_level_present":false,"next_due":"\#(due)"}"#)
    }
    try add(
      ledger, "initiative.started", "2025-10-01", #"{"initiative_id":"in-1","kind":"process"}"#)
    try add(
      ledger, "initiative.started", "2026-01-10", #"{"initiative_id":"in-2","kind":"process"}"#)
    try add(
      ledger, "initiative.closed", "2026-03-01",
      #"{"initiative_id":"in-2","outcome":"Lager in Betrieb"}"#)
    for (instrument, contact, score, best, day) in [
      ("nps", "c-1", 10, 10, "2026-01-10"), ("nps", "c-1", 3, 10, "2026-02-10"),
      ("nps", "c-2", 10, 10, "2026-02-10"), ("nps", "c-3", 9, 10, "2026-02-10"),
      ("csat", "c-1", 5, 5, "2026-02-10"), ("csat", "c-2", 4, 5, "2026-02-10"),
      ("csat", "c-3", 2, 5, "2026-02-10"),
    ] {
      try add(
        ledger, "survey.answered", day,
        #"{"survey_id":"s-1","instrument":"\#(instrument)","score":\#(score),"#
          + #""scale_min":\#(best == 10 ? 0 : 1),"scale_max":\#(best),"contact_id":"\#(contact)"}"#)
    }
    try add(
      ledger, "handover.initiated", "2026-01-02",
      #"{"handover_id":"h-1","from_employee_id":"e-2","to_employee_id":"e-1","#
        + #""kind":"kam_to_kam"}"#)
    for item in ["needs", "history"] {
      try add(
        ledger, "handover.item_completed", "2026-01-05",
        #"{"handover_id":"h-1","item":"\#(item)"}"#)
    }
    try add(
      ledger, "handover.completed", "2026-01-12", #"{"handover_id":"h-1","accepted_by":"e-1"}"#)
  }

  private static func service(_ ledger: TestLedger) throws {
    for (id, severity, raised) in [
      ("es-1", 1, "2026-01-10T08:00:00Z"), ("es-2", 1, "2026-02-01T08:00:00Z"),
      ("es-3", 2, "2026-03-21"),
    ] {
      try add(
        ledger, "escalation.raised", raised,
        #"{"escalation_id":"\#(id)","severity":\#(severity),"category":"delivery"}"#)
    }
    for (type, id, time) in [
      ("acknowledged", "es-1", "2026-01-12T07:00:00Z"),
      ("acknowledged", "es-2", "2026-02-04T08:00:00Z"), ("resumed", "es-1", "2026-01-14"),
      ("resolved", "es-1", "2026-01-20"), ("resolved", "es-2", "2026-02-05"),
    ] {
      try add(ledger, "escalation.\(type)", time, #"{"escalation_id":"\#(id)"}"#)
    }
    try add(
      ledger, "escalation.paused", "2026-01-12",
      #"{"escalation_id":"es-1","waiting_on":"supplier"}"#)
  }

  private static func money(_ ledger: TestLedger) throws -> UInt64 {
    func line(_ product: String, _ net: String, _ cost: String) -> String {
      #"{"product_id":"\#(product)","quantity":1,"net":\#(euros(net)),"cost":\#(euros(cost))}"#
    }
    try add(
      ledger, "order.booked", "2025-12-01",
      #"{"order_id":"o-0","lines":[\#(line("p-a", "100.00", "60.00"))],"#
        + #""net":\#(euros("100.00"))}"#)
    try add(
      ledger, "order.booked", "2026-01-10",
      #"{"order_id":"o-1","lines":[\#(line("p-a", "1000.00", "600.00")),"#
        + #"\#(line("p-b", "1000.00", "700.00"))],"net":\#(euros("2000.00"))}"#)
    try add(
      ledger, "order.cancelled", "2026-02-01",
      #"{"order_id":"o-1","changes":[{"product_id":"p-a","quantity_delta":0,"#
        + #""net_delta":\#(euros("-200.00")),"cost_delta":\#(euros("-120.00"))}]}"#)
    for (kind, amount) in [("logistics", "20.00"), ("cogs", "999.00")] {
      try add(
        ledger, "cost.allocated", "2026-03-01",
        #"{"period":"2026-02","kind":"\#(kind)","amount":\#(euros(amount))}"#)
    }
    try add(
      ledger, "customer_spend.estimated", "2026-02-01",
      #"{"category":"steel","period":"2026-Q1","amount":\#(euros("10000.00")),"basis":"said"}"#)
    for (account, id, day, net) in [
      ("nordwerk", "i-1", "2025-11-15", "2000.00"), ("nordwerk", "i-2", "2026-01-20", "3000.00"),
      ("suedwerk", "i-3", "2026-01-20", "7500.00"),
    ] {
      try add(
        ledger, "invoice.issued", day,
        #"{"invoice_id":"\#(id)","order_id":"o-1","net":\#(euros(net)),"due":"2026-06-30"}"#,
        on: "account/\(account)")
    }
    let size = try ledger.journal.head().size
    try ledger.setTime("2026-04-02T08:00:00Z")
    try add(
      ledger, "credit_note.issued", "2026-02-05",
      #"{"credit_note_id":"cn-1","invoice_id":"i-2","net":\#(euros("500.00"))}"#)
    // Handed in in time by its own word, but the ledger learnt it when the quarter was over.
    try add(ledger, "forecast.submitted", "2025-12-31", forecast("2600.00", "2025-12-31"))
    return size
  }
}
