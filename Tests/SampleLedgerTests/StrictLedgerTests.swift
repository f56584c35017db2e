import Money
import SampleLedgerGenerator
import StrictJSON
import Testing

/// Reads a sample as a ledger would that believes nothing.
struct StrictLedgerTests {
  private struct Account {
    var contacts: Set<String> = []
    var assignments: [String: String] = [:]
    var opportunities: Set<String> = []
    var closed: Set<String> = []
    var offers: Set<String> = []
    var orders: [String: Int64] = [:]
    var invoices: [String: Int64] = [:]
    var contracts: [String: CalendarDay] = [:]
    var ended: Set<String> = []
    /// True while it is open.
    var escalations: [String: Bool] = [:]
    var reviews: Set<String> = []
    var actions: Set<String> = []
    var events: Set<String> = []
  }

  @Test(arguments: [UInt64(7), 8])
  func `Every line fits what was told before it`(seed: UInt64) throws {
    var accounts: [String: Account] = [:]
    var employees: Set<String> = []
    for event in try Sample.events(Sample.settings(accounts: 40, seed: seed)) {
      let note = Comment("seed \(seed), \(event["id"]), \(event.type)")
      if event.type == "employee.registered" {
        let manager = event.text("manager_id")
        #expect(manager.isEmpty || employees.contains(manager), note)
        employees.insert(event.text("employee_id"))
        continue
      }
      #expect(employees.contains(event["actor"]), note)
      if event.type == "account.registered" {
        #expect(accounts[event.account] == nil, note)
        accounts[event.account] = Account()
      }
      guard var account = accounts[event.account] else {
        Issue.record(note)
        continue
      }
      try check(event, &account, note)
      checkPeople(event, &account, employees, note)
      checkMoney(event, &account, note)
      try checkContracts(event, &account, note)
      account.events.insert(event["id"])
      accounts[event.account] = account
    }
    #expect(accounts.count == 40)
  }

  private func check(_ event: SampleEvent, _ account: inout Account, _ note: Comment) throws {
    let opportunity = event.text("opportunity_id")
    let escalation = event.text("escalation_id")
    switch event.type {
    case "opportunity.identified":
      #expect(account.opportunities.insert(opportunity).inserted, note)
    case "opportunity.stage_changed", "offer.submitted":
      #expect(account.opportunities.contains(opportunity), note)
      #expect(!account.closed.contains(opportunity), note)
      if event.type == "offer.submitted" { account.offers.insert(event.text("offer_id")) }
    case "opportunity.won", "opportunity.lost":
      #expect(account.opportunities.contains(opportunity), note)
      #expect(account.closed.insert(opportunity).inserted, note)
    case "offer.decided", "discount.approved":
      #expect(account.offers.contains(event.text("offer_id")), note)
    case "escalation.raised":
      #expect(account.escalations.updateValue(true, forKey: escalation) == nil, note)
    case "escalation.acknowledged", "escalation.paused", "escalation.resumed":
      #expect(account.escalations[escalation] == true, note)
    case "escalation.resolved":
      #expect(account.escalations.updateValue(false, forKey: escalation) == true, note)
    case "escalation.reopened":
      #expect(account.escalations.updateValue(true, forKey: escalation) == false, note)
    case "action.agreed":
      #expect(account.actions.insert(event.text("action_id")).inserted, note)
    case "action.completed":
      #expect(account.actions.remove(event.text("action_id")) != nil, note)
    case "event.corrected", "event.retracted":
      #expect(account.events.contains(event.text("target_event_id")), note)
    default: break
    }
  }

  private func checkPeople(
    _ event: SampleEvent, _ account: inout Account, _ employees: Set<String>, _ note: Comment
  ) {
    let contact = event.text("contact_id")
    if event.type == "contact.added" {
      #expect(account.contacts.insert(contact).inserted, note)
    } else {
      for known in event.texts("contact_ids") + [contact] where !known.isEmpty {
        #expect(account.contacts.contains(known), note)
      }
    }
    for known in event.texts("employee_ids") + [event.text("employee_id")] where !known.isEmpty {
      #expect(employees.contains(known), note)
    }
    switch event.type {
    case "contact.left":
      let successor = event.text("successor_id")
      #expect(successor.isEmpty || account.contacts.contains(successor), note)
      account.contacts.remove(contact)
    case "assignment.started":
      if event.text("role") == "kam" { #expect(!account.assignments.values.contains("kam"), note) }
      account.assignments[event.text("assignment_id")] = event.text("role")
      #expect(event["time"].hasPrefix(event.text("valid_from")), note)
    case "assignment.ended":
      #expect(account.assignments.removeValue(forKey: event.text("assignment_id")) != nil, note)
      #expect(event["time"].hasPrefix(event.text("valid_to")), note)
    default: break
    }
  }

  private func checkMoney(_ event: SampleEvent, _ account: inout Account, _ note: Comment) {
    let order = event.text("order_id")
    let invoice = event.text("invoice_id")
    switch event.type {
    case "order.booked":
      let lines = event.data["lines"]?.array ?? []
      let sum = lines.reduce(Int64(0)) { sum, line in
        let amount = line.object?["net"]?.object?["amount"]?.string ?? ""
        return sum + (Int64(amount.replacing(".", with: "")) ?? 0)
      }
      #expect(sum == event.money("net") && sum > 0, note)
      #expect(account.orders.updateValue(sum, forKey: order) == nil, note)
    case "order.amended":
      let change = event.data["changes"]?.array?.first?.object?["net_delta"]?.object
      let amount = change?["amount"]?.string?.replacing(".", with: "") ?? ""
      account.orders[order, default: 0] += Int64(amount) ?? 0
    case "order.cancelled":
      #expect(account.orders.removeValue(forKey: order) != nil, note)
    case "commission_split.agreed":
      #expect(account.orders[order] != nil, note)
      let shares = event.data["shares"]?.array ?? []
      let sum = shares.reduce(Int64(0)) { $0 + ($1.object?["share_bp"]?.int64 ?? 0) }
      #expect(sum == (event.text("mode") == "split" ? 10_000 : 20_000), note)
    case "invoice.issued":
      account.orders[order, default: 0] -= event.money("net")
      #expect((account.orders[order] ?? -1) >= 0, note)
      #expect(account.invoices.updateValue(event.money("net"), forKey: invoice) == nil, note)
    case "payment.received", "credit_note.issued", "receivable.written_off":
      let part = event.money("amount") + event.money("net")
      #expect(part > 0, note)
      account.invoices[invoice, default: 0] -= part
      #expect((account.invoices[invoice] ?? -1) >= 0, note)
    default: break
    }
  }

  private func checkContracts(
    _ event: SampleEvent, _ account: inout Account, _ note: Comment
  ) throws {
    let contract = event.text("contract_id")
    switch event.type {
    case "contract.signed":
      account.contracts[contract] = try event.day("end")
    case "contract.renewed":
      #expect(account.contracts[contract] == (try event.day("old_end")), note)
      #expect(try event.day() <= event.day("old_end"), note)
      #expect(!account.ended.contains(contract), note)
      account.contracts[contract] = try event.day("new_end")
    case "contract.changed", "contract.notice_received":
      #expect(account.contracts[contract] != nil && !account.ended.contains(contract), note)
    case "contract.ended":
      #expect(account.contracts[contract] != nil, note)
      #expect(account.ended.insert(contract).inserted, note)
    case "order.booked":
      #expect(!account.ended.contains(contract), note)
    default: break
    }
  }
}
