import Commission
import Money

/// Why all steps of a clause ran for a payee and nothing came out.
extension CommissionQuery {
  /// Nil where something may be paid.
  func computed(
    _ finding: ClauseFinding, _ deal: Deal, _ payee: Name, _ lines: [CommissionEntry],
    _ base: Amount, _ net: Amount
  ) -> WhyNot.Answer? {
    let clause = finding.clause
    func answer(
      _ step: DerivationNode.Step, _ reason: WhyNot.Reason, _ text: String,
      _ facts: [WhyNot.Fact] = []
    ) -> WhyNot.Answer { WhyNot.Answer(finding, step, reason, text, facts) }
    guard let last = lines.max(by: { $0.trigger.order < $1.trigger.order }) else {
      return noLine(finding, deal, payee, net)
    }
    if lines.sum(of: \.payable) != 0 { return nil }
    if lines.sum(of: \.amount) != 0 {
      let words = clause.release.payableWords
      return answer(
        .release, .notPayableYet, "earned, but not payable yet: \(words)",
        progress(deal, clause.release, net))
    }
    let reversals = lines.filter { $0.trigger.isReversal && $0.amount.isNegative }
    if !reversals.isEmpty {
      return answer(
        .settle, .takenBack, "what it earned was taken back",
        reversals.map { .init("\($0.trigger.id): \($0.amount)", at: $0.trigger.position) })
    }
    if let minimum = clause.limits.deal.minimumBase, base.minor < minimum.minor {
      return answer(
        .limit, .belowMinimum, "the base of \(base) lies below the minimum of \(minimum)")
    }
    if base.isZero {
      return answer(
        .base, .nothingPaid,
        clause.base == .cash ? "the customer has paid nothing yet" : "the base is zero",
        [.init("the deal", at: deal.position)])
    }
    if let rate = last.rate, rate == .zero {
      return clause.tiers == nil
        ? answer(.rate, .rateIsZero, "the rate is 0 %")
        : answer(
          .attainment, .tiersAreZero, "the tiers pay 0 % of what was reached",
          last.slices.map { .init($0) })
    }
    if lines.contains(where: { !$0.cut.isZero }) {
      return answer(
        .limit, .capReached, "the cap is reached; \(Self.cut(lines)) were cut",
        finding.caps.map { .init($0) })
    }
    if clause.release.earned != .anchor {
      return answer(
        .release, .notEarnedYet, "not earned yet: \(clause.release.earned.words("earned"))",
        progress(deal, clause.release, net))
    }
    if clause.parties.contains(where: \.deductsLower) {
      return answer(.limit, .levelsBelow, "what the levels below get uses up the commission")
    }
    if base.isNegative { return answer(.base, .nothingPaid, "the base of \(base) is below zero") }
    return answer(.rate, .rateIsZero, "the commission rounds to zero")
  }

  /// Why not even a line of zero was posted: a target is missing, or nothing is earned yet.
  private func noLine(
    _ finding: ClauseFinding, _ deal: Deal, _ payee: Name, _ net: Amount
  ) -> WhyNot.Answer {
    let clause = finding.clause
    let reasons = omitted.filter {
      $0.deal == deal.id && $0.clause == finding.clauseName
        && ($0.holder.map { $0 == payee || $0 == deal.account } ?? true)
    }.map { $0.words(calculations.names) }
    if clause.release.earned != .anchor, reasons.isEmpty {
      return WhyNot.Answer(
        finding, .release, .notEarnedYet,
        "not earned yet: \(clause.release.earned.words("earned"))",
        progress(deal, clause.release, net))
    }
    return WhyNot.Answer(
      finding, .attainment, reasons.isEmpty ? .noLine : .unknown,
      reasons.first ?? "no line was posted", reasons.dropFirst().map { .init($0) })
  }

  /// What has come of the deal and what is missing, for each moment that the clause waits for.
  private func progress(_ deal: Deal, _ terms: ReleaseTerms, _ net: Amount) -> [WhyNot.Fact] {
    var facts: [WhyNot.Fact] = []
    let moments = [terms.earned, terms.payable, terms.holdback?.until].compactMap(\.self)
    for kind in [Milestone.Kind.delivered, .invoiced, .paid]
    where moments.contains(where: { $0.waits(for: kind) }) {
      let own = deal.milestones.filter {
        $0.kind == kind || (kind == .paid && $0.kind == .paymentReversed)
      }
      guard
        let done = try? own.reduce(
          Amount.zero(net.currency),
          { sum, milestone in
            milestone.kind == .paymentReversed
              ? try sum.subtracting(milestone.net)
              : try sum.adding(milestone.net).adding(milestone.deduction)
          }), let missing = try? net.subtracting(done)
      else { continue }
      facts.append(.init("\(kind.word) so far: \(done) of \(net), missing \(missing)"))
      facts += own.map { .init("\($0.kind.word) \($0.net) on \($0.day)", at: $0.position) }
    }
    return facts
  }

  private static func cut(_ lines: [CommissionEntry]) -> String {
    (try? lines.sums(of: \.cut))?.map { "\($0) \($0.currency)" }.joined(separator: ", ") ?? "–"
  }
}

extension [CommissionEntry] {
  /// In minor units; the lines of one clause and payee are in one currency.
  func sum(of figure: KeyPath<CommissionEntry, Amount>) -> Int64 {
    reduce(0) { $0 &+ $1[keyPath: figure].minor }
  }
}

extension CommissionEntry {
  /// The bands of the tiers that were reached.
  fileprivate var slices: [String] {
    derivation?.step(.attainment)?.inputs.filter { $0.name == "slice" }.map(\.value) ?? []
  }
}

extension CommissionEntry.Trigger {
  fileprivate var order: (CalendarDay, UInt64) { (day, position) }
}

extension ClauseFinding {
  /// The caps over periods that bind the clause.
  fileprivate var caps: [String] {
    (clause.limits.periods + plan.plan.limits).compactMap { limit in
      limit.cap.map { "at most \($0) in a \(limit.length.noun)" }
    }
  }
}

extension Period.Length {
  fileprivate var noun: String {
    switch self {
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    }
  }
}

extension Milestone.Kind {
  fileprivate var word: String {
    switch self {
    case .delivered: "delivered"
    case .invoiced: "invoiced"
    case .paid: "paid"
    case .paymentReversed: "payment taken back:"
    }
  }
}

extension ReleaseTerms {
  fileprivate var payableWords: String {
    var words = [(payable ?? earned).words("payable")]
    if let holdback {
      words.append("\(holdback.share) held back, \(holdback.until.words("payable"))")
    }
    if let instalments { words.append("in \(instalments.parts.count) instalments") }
    return words.joined(separator: "; ")
  }
}

extension ReleaseTerms.Moment {
  fileprivate func waits(for kind: Milestone.Kind) -> Bool {
    switch (self, kind) {
    case (.delivered, .delivered), (.invoiced, .invoiced), (.paid, .paid): true
    default: false
    }
  }

  fileprivate func words(_ verb: String) -> String {
    switch self {
    case .anchor: "it is \(verb) with the deal"
    case .delivered: "it is \(verb) as far as the deal is delivered"
    case .invoiced: "it is \(verb) as far as the deal is invoiced"
    case .paid: "it is \(verb) as far as the customer has paid"
    case .on(let day): "it is \(verb) on \(day)"
    case .afterDays(let count): "it is \(verb) \(count) days after the deal"
    }
  }
}
