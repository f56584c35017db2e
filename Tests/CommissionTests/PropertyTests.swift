import Commission
import Money
import Testing

@Suite struct `Properties of every calculation` {
  private static let plan = """
    plan: all
    version: 1
    effective_from: 2026-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: shared
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller, share: 1/3}
            - {to: role, role: kam, share: 1/3}
            - {to: role, role: field_sales, share: 1/3}
        base: net
        rate: 3.7 %
      - id: double
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: full_each
          parties:
            - {to: role, role: kam, rate: 2 %}
            - {to: manager_of_seller, rate: 1 %}
        base: margin
        margin_floor: per_deal
    """

  /// A small firm with one account, random deals and random reversals that never exceed them.
  private func firm(seed: UInt64) throws -> CommissionFacts {
    var random = Dice(seed: seed)
    var facts = CommissionFacts()
    facts.publish(try Plan.parse(Self.plan), at: 1)
    let start = try CalendarDay(parsing: "2026-01-01")
    let account = facts.names.name("nordwerk")
    let people = ["anna", "bert", "cora", "dora"].map { facts.names.name($0) }
    for (index, person) in people.enumerated() {
      facts.assignments.append(
        Assignment(
          account: account, employee: person, role: index == 0 ? .fieldSales : .kam,
          from: try start.adding(days: index * 20), position: UInt64(10 + index),
          weight: .random(in: 1...10_000, using: &random)))
      facts.reporting.append(
        Reporting(
          employee: person, manager: people.randomElement(using: &random), from: start,
          position: UInt64(20 + index)))
    }
    for index in 0..<20 {
      let position = UInt64(100 + index * 10)
      let day = try start.adding(days: .random(in: 0..<200, using: &random))
      let net = Int64.random(in: 1...10_000_000, using: &random)
      let cost = Int64.random(in: 0...10_000_000, using: &random)
      var deal = Deal(
        id: facts.names.name("o-\(index)"), type: .order, account: account,
        seller: people.randomElement(using: &random), kind: nil, day: day,
        lines: [DealLine(net: amount(net), cost: amount(cost))], position: position)
      if Bool.random(using: &random) {
        deal.reversals.append(
          Reversal(
            id: facts.names.name("g-\(index)"), day: day, position: position + 1,
            reductions: [.whole(net: amount(.random(in: 0...net, using: &random)), cost: nil)]))
      }
      if Bool.random(using: &random) {
        let shares = people.map {
          AgreedSplit.Share(
            employee: $0, role: nil, weight: .random(in: 1...100, using: &random))
        }
        facts.splits.append(
          AgreedSplit(deal: deal.id, mode: .split, shares: shares, position: position + 2))
      }
      facts.deals.append(deal)
    }
    return facts
  }

  private func amount(_ minor: Int64) -> Amount { Amount(minor: minor, currency: .eur) }

  private func post(_ facts: CommissionFacts) throws -> CommissionRun {
    let run = CommissionCalculation(facts).run(facts.deals, facts.names)
    #expect(run.failures.isEmpty)
    return run
  }

  @Test(arguments: 0..<40)
  func `Shared lines add up to the whole commission of their event`(seed: UInt64) throws {
    let facts = try firm(seed: seed)
    let shared = try post(facts).lines.filter { facts.names.text($0.clause) == "shared" }
    let byDeal = Dictionary(grouping: shared, by: \.deal)
    for deal in facts.deals {
      let lines = byDeal[deal.id] ?? []
      let agreed = facts.splits.contains { $0.deal == deal.id }
      let held = ["kam", "field_sales"].allSatisfy { label in
        lines.contains { $0.label.description == label }
      }
      guard agreed || held else { continue }
      // What is left of the deal × 3.7 %, half away from zero, computed here on integers.
      var net = deal.lines[0].net.minor
      for reversal in deal.reversals {
        guard case .whole(let reduced, _) = reversal.reductions[0] else { continue }
        net -= reduced.minor
      }
      let expected = (net * 37 + 500) / 1000
      #expect(lines.map(\.amount.minor).reduce(0, +) == expected, Comment("seed \(seed)"))
      #expect(lines.map(\.credited.minor).reduce(0, +) == net, Comment("seed \(seed)"))
    }
  }

  @Test(arguments: 0..<40)
  func `A cancellation brings every payee of a deal back to zero`(seed: UInt64) throws {
    var facts = try firm(seed: seed)
    let end = try CalendarDay(parsing: "2026-12-31")
    for index in facts.deals.indices {
      facts.deals[index].reversals.append(
        Reversal(
          id: facts.names.name("c-\(index)"), day: end, position: 10_000 + UInt64(index),
          reductions: [.everything]))
    }
    let lines = try post(facts).lines
    #expect(lines.contains { $0.amount.minor > 0 }, Comment("seed \(seed)"))
    let groups = Dictionary(grouping: lines) { [$0.deal, $0.payee, $0.clause] }
    for group in groups.values {
      #expect(group.map(\.amount.minor).reduce(0, +) == 0, Comment("seed \(seed)"))
      #expect(group.map(\.base.minor).reduce(0, +) == 0, Comment("seed \(seed)"))
    }
  }

  @Test(arguments: 0..<40)
  func `Order and repetition of the facts change nothing`(seed: UInt64) throws {
    let facts = try firm(seed: seed)
    #expect(try post(facts) == post(shuffled(facts, seed: seed)), Comment("seed \(seed)"))
  }

  @Test(arguments: 0..<20)
  func `Lines have distinct ids, and deals computed alone give the same lines`(
    seed: UInt64
  ) throws {
    let facts = try firm(seed: seed)
    let together = try post(facts).lines
    let ids = together.map { $0.id(facts.names) }
    #expect(Set(ids).count == ids.count, Comment("seed \(seed)"))
    #expect(ids == ids.sorted())
    let calculation = CommissionCalculation(facts)
    let alone = facts.deals.flatMap { calculation.run([$0], facts.names).lines }
    #expect(Set(alone) == Set(together), Comment("seed \(seed)"))
  }

  @Test(arguments: 0..<20)
  func `What was known at a position does not change by what came later`(seed: UInt64) throws {
    let facts = try firm(seed: seed)
    var known = facts
    let limit: UInt64 = 200
    known.deals = facts.deals.filter { $0.position <= limit }.map { deal in
      var copy = deal
      copy.reversals.removeAll { $0.position > limit }
      return copy
    }
    known.splits.removeAll { $0.position > limit }
    let then = CommissionCalculation(facts, knownAt: limit).run(facts.deals, facts.names)
    #expect(try then == post(known), Comment("seed \(seed)"))
  }

  @Test(arguments: 0..<20)
  func `Statements hold every line once`(seed: UInt64) throws {
    let facts = try firm(seed: seed)
    let lines = try post(facts).lines
    for length in [Period.Length.month, .quarter, .year] {
      let statements = try Statement.all(lines, by: length, facts.names)
      #expect(statements.flatMap(\.lines).count == lines.count)
      #expect(
        statements.map(\.total.minor).reduce(0, +) == lines.map(\.amount.minor).reduce(0, +),
        Comment("seed \(seed)"))
    }
  }
}
