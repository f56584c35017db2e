import Commission
import Journal
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

/// Statements issued in the middle of random business: whatever comes later, they stay and replay.
@Suite struct `Statements among random business` {
  private static let signatures = StatementDocument.Signatures(preparer: "e-2", approver: "e-1")

  private static func plan(_ version: Int, from day: String, _ rate: Int) -> String {
    """
    plan: zufall
    version: \(version)
    effective_from: \(day)
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: staffel
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller}
        base: net
        tiers:
          of: credited
          per: quarter
          mode: retroactive
          bound: upper_exclusive
          bands:
            - {to: 5000.00, rate: \(rate) %}
            - {rate: \(rate + 3) %}
    """
  }

  @Test(arguments: UInt64(1)...6)
  func `An issued statement replays to the byte after everything that came later`(
    seed: UInt64
  ) throws {
    var dice = Dice(seed: seed)
    let temporary = try TemporaryLedger()
    let ledger = temporary.ledger
    try temporary.record(account())
    try publish(1, from: "2025-01-01", 4, ledger)
    var version = 1
    var orders: [(id: String, data: String)] = []
    var issued: [String: String] = [:]
    for month in 1...5 {
      for _ in 0..<Int.random(in: 2...6, using: &dice) {
        // Some orders are learnt late, for a month that is settled.
        let booked = Int.random(in: max(1, month - 2)...month, using: &dice)
        let (id, net) = ("o-\(orders.count)", Int.random(in: 1...4_000, using: &dice))
        let seller = Bool.random(using: &dice) ? "anna" : "bert"
        let day = Int.random(in: 10...28, using: &dice)
        let data =
          #"{"order_id":"\#(id)","net":{"amount":"\#(net).00","currency":"EUR"},"#
          + #""employee_id":"\#(seller)"}"#
        try committed(
          temporary.record(
            fact("order-\(id)", "order.booked", data, at: "2025-0\(booked)-\(day)")))
        orders.append((id, data))
      }
      if Bool.random(using: &dice), let victim = orders.randomElement(using: &dice) {
        // May be refused when it is cancelled already, which changes nothing.
        _ = try temporary.record(
          fact(
            "cancel-\(month)", "order.cancelled", #"{"order_id":"\#(victim.id)","changes":[]}"#,
            at: "2025-0\(month)-28"))
      }
      let moves = Int.random(in: month == 3 ? 1...2 : 0...2, using: &dice)
      for attempt in 0..<moves {
        // To a settled month, to the one that is closed now, or to one that still runs.
        guard let order = orders.randomElement(using: &dice) else { continue }
        let day = "2025-0\(Int.random(in: 1...(month + 1), using: &dice))-15"
        try committed(
          temporary.record(
            fact(
              "move-\(month)-\(attempt)", "event.corrected",
              #"{"target_event_id":"order-\#(order.id)","reason":"Datum","#
                + #""business_day":"\#(day)","replacement":{"type":"de.kontor.order.booked.v1","#
                + #""data":\#(order.data)}}"#, at: "2025-0\(month)-28")))
      }
      if Int.random(in: 0..<3, using: &dice) == 0 {
        version += 1
        let from = Int.random(in: 1...month, using: &dice)
        try publish(
          version, from: "2025-0\(from)-01", .random(in: 1...9, using: &dice), ledger)
      }
      _ = try ledger.closePeriod(
        Period(parsing: "2025-0\(month)"), Self.signatures, actor: "e-2")
      let query = try StatementQuery(History(ledger.journal))
      for statement in query.book.issued.values.joined() {
        let first = issued.updateValue(statement.text, forKey: statement.document.id)
        #expect(first == nil || first == statement.text, "seed \(seed)")
        let then = try StatementQuery(
          History(ledger.journal), Clocks(knownAt: .size(statement.document.basisSize)))
        let again = try then.statement(
          of: statement.document.payee, for: statement.document.period)
        #expect(
          again.document.signed(Self.signatures).text == statement.text,
          "seed \(seed), \(statement.document.id)")
      }
      try balances(query, until: Period(parsing: "2025-0\(month)").end, seed)
    }
  }

  /// All that was stated is all that is due now of the periods that are settled, and the payouts
  /// are what was stated less what is carried.
  private func balances(_ query: StatementQuery, until end: CalendarDay, _ seed: UInt64) throws {
    for (payee, statements) in query.book.issued {
      let stated = statements.flatMap(\.document.lines).map(\.amount.minor).reduce(0, +)
      let due = try query.commission.lines(payee: payee).filter { $0.trigger.day < end }
        .map(\.amount.minor).reduce(0, +)
      #expect(stated == due, "seed \(seed), \(payee)")
      let paid = statements.map(\.document.balance.payout.minor).reduce(0, +)
      let carried = statements.last?.document.balance.carriedOut.minor ?? 0
      #expect(paid + carried == stated, "seed \(seed), \(payee)")
      for statement in statements {
        let document = statement.document
        #expect(document.lines.map(\.payable.minor).reduce(0, +) == document.balance.payable.minor)
      }
    }
  }

  private func committed(_ outcome: RecordingOutcome) throws {
    _ = try #require(outcome.receipts, "\(outcome)")
  }

  private func publish(_ version: Int, from day: String, _ rate: Int, _ ledger: Ledger) throws {
    let text = Self.plan(version, from: day, rate)
    try committed(ledger.publishPlan(text: text, try Plan.parse(text), actor: "e-2"))
  }
}
