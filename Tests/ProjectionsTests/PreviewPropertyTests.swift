import Commission
import Money
import Testing

@testable import Projections

/// What must hold of every comparison and every "why not", whatever the plans and the deals.
struct PreviewPropertyTests {
  private static let sellers = ["e-1", "e-2", "e-3"]

  private static func clause(_ dice: inout SeededGenerator) -> String {
    let terms = [
      "rate: \(Int.random(in: 0...6, using: &dice)) %",
      [
        "limits: {month: {cap: 60.00}}", "limits: {deal: {cap: 25.00, minimum_base: 100.00}}",
        "payable: delivered", "earned: delivered", "reversal: {supplier_cause: keep}",
        "gates: [{of: margin, at_least: 30 %, otherwise: nothing}]",
        "gates: [{of: deal_size, above: 500.00, otherwise: 1 %}]",
        """
        tiers: {of: credited, per: month, target: 900.00, mode: retroactive, \
        bound: upper_exclusive, bands: [{to: 100 %, factor: 1}, {factor: 1.5}]}
        """,
      ].randomElement(using: &dice) ?? "",
    ]
    let parties = [
      "[{to: seller}]", "[{to: seller, share: 70 %}, {to: payee, payee: e-3, share: 30 %}]",
    ].randomElement(using: &dice)
    return CommissionStory.clause(
      "c-\(Int.random(in: 1...2, using: &dice))", terms[0], terms[1],
      parties: parties ?? "[{to: seller}]")
  }

  private static func story(_ dice: inout SeededGenerator) throws -> CommissionStory {
    let story = try CommissionStory()
    try story.publish(clause(&dice))
    try story.publish(clause(&dice), id: "other", from: "2026-02-01")
    for number in 1...8 {
      let net = Amount(minor: Int64.random(in: 1...120_000, using: &dice), currency: .eur)
      let isCosted = Bool.random(using: &dice)
      try story.order(
        "a-\(number)", "2026-0\(Int.random(in: 1...3, using: &dice))-11", "\(net)",
        cost: isCosted ? "10.00" : nil, seller: sellers.randomElement(using: &dice))
    }
    try story.cancel(
      "a-1", "2026-03-20", cause: Bool.random(using: &dice) ? "supplier" : "customer")
    try story.record(
      "delivery.made.v1", "2026-03-21",
      #"{"delivery_id":"d-1","order_id":"a-2","net":\#(euros("0.01"))}"#)
    return story
  }

  @Test(arguments: UInt64(1)...12)
  func `Lines, payees and periods of a difference add up to its totals`(_ seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let story = try Self.story(&dice)
    let new = try CommissionStory.plan(Self.clause(&dice), version: 2, from: "2026-02-01")
    let query = try story.query()
    for found in [
      try query.difference(publishing: new),
      try query.difference(from: .published(plan: "seller", version: 1), to: .text(new)),
      try query.difference(from: .published(plan: "other", version: 1), to: .text(new)),
    ] {
      let total = found.totals.reduce(0) { $0 + $1.amount.difference.minor }
      let payable = found.totals.reduce(0) { $0 + $1.payable.difference.minor }
      #expect(found.lines.reduce(0) { $0 + $1.amount.difference.minor } == total)
      #expect(found.lines.reduce(0) { $0 + $1.payable.difference.minor } == payable)
      #expect(found.payees.reduce(0) { $0 + $1.amount.difference.minor } == total)
      #expect(found.periods.reduce(0) { $0 + $1.amount.difference.minor } == total)
      for line in found.lines {
        let lines = line.new.reduce(0) { $0 + $1.amount.minor }
        #expect(lines == line.amount.new.minor)
        #expect(line.old.isEmpty == (line.reason == .onlyInNew))
        #expect(line.new.isEmpty == (line.reason == .onlyInOld))
        #expect(line.reason != .terms, "\(found.words)")
      }
    }
    // What is simulated is what is calculated.
    let simulated = try query.difference(publishing: new).totals.map(\.amount.new)
    #expect(try query.under(.adding(new)).lines().sums(of: \.amount) == simulated)
    // Comparing in the other direction turns every sign.
    let (one, two) = (PlanSource.published(plan: "seller", version: 1), PlanSource.text(new))
    let forth = try query.difference(from: one, to: two)
    let back = try query.difference(from: two, to: one)
    #expect(
      forth.lines.map(\.amount.difference.minor) == back.lines.map { -$0.amount.difference.minor })
    #expect(forth.unchanged == back.unchanged)
  }

  @Test(arguments: UInt64(1)...12)
  func `Every clause either pays or says why not`(_ seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let query = try Self.story(&dice).query()
    let lines = try query.lines()
    for number in 1...8 {
      for payee in Self.sellers {
        let found = try query.whyNot(deal: "a-\(number)", payee: payee)
        let answer = try #require(found.first)
        guard answer.answers.first?.reason != .payeeUnknown,
          answer.answers.first?.reason != .noPlanInForce
        else { continue }
        let own = lines.filter { $0.deal == "a-\(number)" && $0.payee == payee }
        let paying = Dictionary(grouping: own, by: \.plan).values.filter {
          $0.reduce(0) { $0 + $1.payable.minor } != 0
        }
        #expect(answer.isPaid == !paying.isEmpty)
        #expect(answer.lines.map(\.id) == own.map(\.id))
        let inForce = (answer.day.map { "\($0)" } ?? "") < "2026-02-01" ? 1 : 2
        #expect(answer.answers.count + paying.count == inForce, "\(answer.answers)")
        #expect(!answer.answers.contains { $0.reason == .noLine }, "\(answer.answers)")
      }
    }
  }
}
