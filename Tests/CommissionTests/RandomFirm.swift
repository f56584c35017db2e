import Commission
import Money

/// A small firm whose plan and facts follow from a seed, so that a failure can be looked at again.
struct RandomFirm {
  /// Which words of the language the plan may use.
  struct Words {
    var tiers = true
    var release = true
    var caps = true
    var limits = true
    var reversals = true
    var payments = true
    /// Whether a second version of the plan may hold from May.
    var versions = true
    /// Amounts and rates whose products are whole cents.
    var isRound = false
    /// Each deal has one seller only.
    var isAlone = false
  }

  private(set) var facts = CommissionFacts()
  private(set) var planText = ""
  private var random: Dice
  private let words: Words
  private let start: CalendarDay
  private var position: UInt64 = 1

  init(seed: UInt64, _ words: Words = Words(), plan: String? = nil) throws {
    random = Dice(seed: seed)
    self.words = words
    start = try CalendarDay(parsing: "2026-01-01")
    planText = plan ?? ""
    if plan == nil { planText = writePlan() }
    facts.publish(try Plan.parse(planText), at: 1)
    if plan == nil, words.versions, Bool.random(using: &random) {
      let second = writePlan().replacing("version: 1", with: "version: 2")
        .replacing("2026-01-01", with: "2026-05-15")
      facts.publish(try Plan.parse(second), at: next())
      planText += "\n---\n" + second
    }
    let account = facts.names.name("nordwerk")
    let people = ["anna", "bert", "cora"].map { facts.names.name($0) }
    for (index, person) in people.enumerated() {
      facts.assignments.append(
        Assignment(
          account: account, employee: person, role: index == 0 ? .fieldSales : .kam, from: start,
          position: next(), weight: .random(in: 1...10_000, using: &random)))
      facts.reporting.append(
        Reporting(employee: person, manager: people[0], from: start, position: next()))
    }
    for index in 0..<15 { try addDeal(index, account, people) }
  }

  private mutating func next() -> UInt64 {
    position += 1
    return position
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func amount(_ range: ClosedRange<Int64>) -> Amount {
    let minor = Int64.random(in: range, using: &random)
    return Amount(minor: words.isRound ? minor / 100 * 100 : minor, currency: .eur)
  }

  private mutating func addDeal(_ index: Int, _ account: Name, _ people: [Name]) throws {
    let day = try start.adding(days: .random(in: 0..<300, using: &random))
    let net = amount(100...5_000_000)
    var deal = Deal(
      id: facts.names.name("o-\(index)"), type: .order, account: account, seller: pick(people),
      kind: nil, day: day, lines: [DealLine(net: net, cost: amount(0...5_000_000))],
      position: next())
    if words.payments {
      let first = amount(0...net.minor)
      let rest = try net.subtracting(first)
      for (part, paid) in [first, rest].enumerated() where !paid.isZero {
        deal.milestones.append(
          Milestone(
            id: facts.names.name("p-\(index)-\(part)"), kind: .paid,
            day: try day.adding(days: .random(in: -20...90, using: &random)), position: next(),
            net: paid))
      }
    }
    if words.reversals, Bool.random(using: &random) {
      deal.reversals.append(
        Reversal(
          id: facts.names.name("g-\(index)"),
          day: try day.adding(days: .random(in: -3...60, using: &random)), position: next(),
          reductions: [.whole(net: amount(0...net.minor), cost: nil)]))
    }
    if !words.isAlone, Int.random(in: 0..<4, using: &random) == 0 {
      let shares = people.map {
        AgreedSplit.Share(employee: $0, role: nil, weight: .random(in: 1...100, using: &random))
      }
      facts.splits.append(
        AgreedSplit(
          deal: deal.id, mode: pick([.split, .fullEach]), shares: shares, position: next()))
    }
    facts.deals.append(deal)
  }

  /// Cancels whatever is left of every deal, in an order of its own.
  mutating func cancelEverything() throws {
    for index in facts.deals.indices {
      facts.deals[index].reversals.append(
        Reversal(
          id: facts.names.name("c-\(index)"),
          day: try start.adding(days: 400 + .random(in: 0...60, using: &random)),
          position: next(), reductions: [.everything], ground: .cancelled))
    }
  }

  func run() throws -> CommissionRun {
    CommissionCalculation(facts).run(facts.deals, facts.names)
  }
}

extension RandomFirm {
  private mutating func writePlan() -> String {
    var clause: [String] = []
    let isTiered = words.tiers
    let parties =
      words.isAlone
      ? "{mode: split, parties: [{to: seller}]}"
      : pick([
        "{mode: split, parties: [{to: seller}]}",
        "{mode: split, parties: [{to: seller, share: 1/3}, {to: role, role: kam, share: 2/3}]}",
        "{mode: full_each, parties: [{to: seller}, {to: role, role: kam}]}",
        "{mode: full_each, parties: [{to: seller}, {to: managers_of_payees}]}",
        "{mode: in_doubt_both, parties: [{to: role, role: field_sales}, {to: role, role: kam}]}",
        "{mode: full_each, parties: [{to: managers_of_payees, less: lower_levels}, {to: seller}]}",
      ])
    clause.append("credit: \(parties)")
    if words.isRound || Bool.random(using: &random) {
      clause.append("base: net")
    } else {
      clause += ["base: margin", "margin_floor: per_deal"]
    }
    if isTiered {
      clause += writeTiers()
    } else {
      clause.append("rate: \(pick(["5 %", "3.7 %", "1/3"]))")
    }
    if !words.isRound, Bool.random(using: &random) {
      clause.append("multipliers: [{factor: 1.1}, {factor: 1.25, of: margin, at_least: 30 %}]")
    }
    if words.release { clause += writeRelease() }
    if words.limits, Int.random(in: 0..<3, using: &random) == 0 {
      clause.append("limits: {deal: {cap: 1200.00, floor: 30.00, minimum_base: 500.00}}")
    } else if words.caps, Bool.random(using: &random) {
      clause.append("limits: {\(pick(["month", "quarter", "year"])): {cap: 1500.00}}")
    }
    clause.append(
      "reversal: {attainment: \(pick(["keep", "reduce"])), "
        + "method: \(pick(["original_rate", "amount_paid"]))}")
    return Self.plan(clause)
  }

  /// A plan with one clause over the net value of orders.
  static func plan(_ clause: [String]) -> String {
    """
    plan: plan
    version: 1
    effective_from: 2026-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: grund
        applies_to: {deal: order}
        anchor: booked

    """
      + (clause.contains { $0.hasPrefix("base:") } ? clause : ["base: net"] + clause)
      .map { "    \($0)" }.joined(separator: "\n")
  }

  private mutating func writeTiers() -> [String] {
    let isFactor = !words.isRound && Bool.random(using: &random)
    let isMarginal = Bool.random(using: &random)
    let mode = isMarginal ? "marginal" : pick(["retroactive", "before", "reached"])
    let lifts = isMarginal && Bool.random(using: &random) ? ", retroactive: true" : ""
    let values =
      isFactor
      ? ["factor: 1", "factor: 1.5", "factor: 2"] : ["rate: 4 %", "rate: 6 %", "rate: 9 %"]
    return (isFactor ? ["rate: 3.3 %"] : []) + [
      "tiers:",
      "  of: \(words.isRound ? "credited" : pick(["credited", "revenue"]))",
      "  per: \(pick(["account", "month", "quarter", "year"]))",
      "  mode: \(mode)",
      "  bound: \(pick(["upper_exclusive", "upper_inclusive"]))",
      "  bands:",
      "    - {to: 20000.00, \(values[0])}",
      "    - {to: 70000.00, \(values[1])\(lifts)}",
      "    - {\(values[2])}",
    ]
  }

  private mutating func writeRelease() -> [String] {
    pick([
      [], ["earned: paid"], ["payable: paid"],
      ["earned: paid", "holdback: {share: 10 %, until: {after_days: 60}}"],
      ["payable: paid", "holdback: {share: 1/3, until: {after_days: 45}}"],
      ["instalments: {parts: [1, 1, 1], every: month}"],
      ["earned: paid", "instalments: {parts: [1, 2], every: month}"],
    ])
  }
}
