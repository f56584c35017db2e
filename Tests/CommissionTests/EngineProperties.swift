import Commission
import Money
import Testing

@Suite struct `Properties over the whole language` {
  private func note(_ seed: UInt64, _ firm: RandomFirm) -> Comment {
    Comment(rawValue: "seed \(seed)\n\(firm.planText)")
  }

  private func sum(_ lines: [CommissionLine], _ value: (CommissionLine) -> Amount) -> Int64 {
    lines.map { value($0).minor }.reduce(0, +)
  }

  /// The lines of one deal, payee and label; a payee may be credited twice by a clause.
  private func groups(_ lines: [CommissionLine]) -> [[CommissionLine]] {
    Array(
      Dictionary(grouping: lines) { "\($0.deal.hashValue) \($0.payee.hashValue) \($0.label)" }
        .values)
  }

  @Test(arguments: 0..<150)
  func `A reversal of everything nets to zero per payee, clause and deal`(seed: UInt64) throws {
    var firm = try RandomFirm(seed: seed, .init(caps: false))
    try firm.cancelEverything()
    let run = try firm.run()
    #expect(run.failures.isEmpty, note(seed, firm))
    #expect(!run.lines.isEmpty)
    for group in groups(run.lines) {
      #expect(sum(group, \.amount) == 0, note(seed, firm))
      #expect(sum(group, \.payable) == 0, note(seed, firm))
      #expect(sum(group, \.credited) == 0, note(seed, firm))
    }
  }

  /// With caps a deal's cut may have served another one, so only the payee's sum must be zero.
  @Test(arguments: 0..<150)
  func `A reversal of everything nets to zero per payee also under caps`(seed: UInt64) throws {
    var firm = try RandomFirm(seed: seed)
    try firm.cancelEverything()
    let lines = try firm.run().lines
    // Where two versions take back by two methods, one leaves what the other one takes.
    let isMixed =
      firm.planText.contains("amount_paid") && firm.planText.contains("original_rate")
    for group in Dictionary(grouping: lines, by: \.payee).values where !isMixed {
      #expect(sum(group, \.amount) == 0, note(seed, firm))
      #expect(sum(group, \.payable) == 0, note(seed, firm))
      #expect(sum(group, \.cut) == 0, note(seed, firm))
    }
  }

  @Test(arguments: 0..<100)
  func `Order of arrival and repetition change nothing`(seed: UInt64) throws {
    var firm = try RandomFirm(seed: seed)
    if seed % 2 == 0 { try firm.cancelEverything() }
    let other = shuffled(firm.facts, seed: seed)
    let found = CommissionCalculation(other).run(other.deals, other.names)
    #expect(try found == firm.run(), note(seed, firm))
  }

  @Test(arguments: 0..<100)
  func `What is known at a position is what the facts up to it give`(seed: UInt64) throws {
    let firm = try RandomFirm(seed: seed)
    for position in stride(from: UInt64(1), through: 80, by: 13) {
      let facts = known(firm.facts, at: position)
      let then = CommissionCalculation(firm.facts, knownAt: position)
        .run(firm.facts.deals, firm.facts.names)
      #expect(
        then == CommissionCalculation(facts).run(facts.deals, facts.names), note(seed, firm))
    }
  }

  @Test(arguments: 0..<100)
  func `Lines have distinct ids and explanations of the same amount`(seed: UInt64) throws {
    let firm = try RandomFirm(seed: seed)
    let (run, names) = (try firm.run(), firm.facts.names)
    let ids = run.lines.map { $0.id(names) }
    let twice = Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    #expect(twice == [], note(seed, firm))
    let explained = CommissionCalculation(firm.facts).explain(firm.facts.deals, names) { _ in true }
    #expect(explained.map { $0.line.id(names) }.sorted() == ids, note(seed, firm))
    #expect(explained.allSatisfy { $0.derivation.after == $0.line.amount })
  }

  /// Whatever the release, in the end it is the amount that is due at once without it.
  @Test(arguments: 0..<100)
  func `Release never drifts from what is earned`(seed: UInt64) throws {
    let firm = try RandomFirm(seed: seed, .init(caps: false, versions: false))
    let run = try firm.run()
    for group in groups(run.lines) {
      #expect(sum(group, \.payable) == sum(group, \.amount), note(seed, firm))
      var (earned, payable): (Int64, Int64) = (0, 0)
      let days = Dictionary(grouping: group, by: \.trigger.day).sorted { $0.key < $1.key }
      for (_, lines) in days {
        earned += sum(lines, \.amount)
        payable += sum(lines, \.payable)
        #expect(payable <= earned && payable >= 0, note(seed, firm))
      }
    }
    let terms = ["earned:", "payable:", "holdback:", "instalments:"]
    let plain = firm.planText.split(separator: "\n").filter { line in
      !terms.contains { line.contains($0) }
    }
    let other = try RandomFirm(
      seed: seed, .init(caps: false, versions: false), plan: plain.joined(separator: "\n"))
    var same = other.facts
    same.deals = firm.facts.deals
    same.assignments = firm.facts.assignments
    same.splits = firm.facts.splits
    same.names = firm.facts.names
    let atOnce = CommissionCalculation(same).run(same.deals, same.names).lines
    #expect(sum(atOnce, \.amount) == sum(run.lines, \.amount), note(seed, firm))
  }

  @Test(arguments: 0..<100)
  func `Under a monthly cap each month has the lesser of cap and sum`(seed: UInt64) throws {
    let clause = [
      "credit: {mode: full_each, parties: [{to: seller}, {to: role, role: kam}]}", "rate: 3.7 %",
    ]
    let words = RandomFirm.Words(reversals: false)
    let capped = try RandomFirm(
      seed: seed, words,
      plan: RandomFirm.plan(clause + ["limits: {month: {cap: 1500.00}}"]))
    let free = try RandomFirm(seed: seed, words, plan: RandomFirm.plan(clause))
    let names = capped.facts.names
    let before = try Statement.all(free.run().lines, by: .month, names)
    let after = try Statement.all(capped.run().lines, by: .month, names)
    #expect(before.count == after.count)
    for (left, right) in zip(before, after) {
      #expect(right.total.minor == min(150_000, left.total.minor), note(seed, capped))
      #expect(sum(right.lines, \.cut) == left.total.minor - right.total.minor)
    }
  }

  /// With the rate of the anchor day a reversal comes out even; with that of the payment day whatever
  /// is earned is what is paid.
  @Test(arguments: ["anchor", "trigger"], 0..<60)
  func `An exchange loses no cent`(day: String, seed: UInt64) throws {
    var firm = try RandomFirm(seed: seed, .init(caps: false, versions: false))
    let text = firm.planText.replacing(
      "currency: EUR", with: "currency: EUR\npayout: {currency: USD, rate_of: \(day)}")
    if day == "anchor" { try firm.cancelEverything() }
    var facts = firm.facts
    facts = facts.withoutPlan("plan")
    facts.publish(try Plan.parse(text), at: 1)
    var random = Dice(seed: seed)
    for month in 0..<30 {
      facts.exchangeRates.append(
        ExchangeRate(
          base: .eur, quote: try Currency("USD"),
          day: try CalendarDay(parsing: "2025-12-01").adding(months: month),
          rate: try Rate(
            numerator: .random(in: 9000...13_000, using: &random), denominator: 10_000),
          source: "EZB", position: UInt64(1000 + month)))
    }
    let run = CommissionCalculation(facts).run(facts.deals, facts.names)
    #expect(run.failures.isEmpty)
    for group in groups(run.lines) {
      #expect(sum(group, \.payable) == sum(group, \.amount), note(seed, firm))
      if day == "anchor" { #expect(sum(group, \.amount) == 0, note(seed, firm)) }
    }
  }
}
