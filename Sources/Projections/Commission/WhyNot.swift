package import Commission
package import Money

/// Why a deal paid nothing to somebody, step by step and clause by clause.
package struct WhyNot: Sendable {
  /// A word for programs; people read the text.
  package enum Reason: String, CaseIterable, Sendable {
    case dealUnknown = "deal-unknown"
    case payeeUnknown = "payee-unknown"
    case notComputed = "not-computed"
    case noPlanInForce = "no-plan-in-force"
    case otherCurrency = "other-currency"
    case otherDealType = "other-deal-type"
    case otherKind = "other-kind"
    case noEligibleProduct = "no-eligible-product"
    case notCredited = "not-credited"
    case paidElsewhere = "paid-by-another-clause"
    case noRate = "no-rate"
    case gateFailed = "gate-failed"
    case unknown = "something-unknown"
    case baseUnknown = "base-unknown"
    case nothingPaid = "base-is-zero"
    case belowMinimum = "below-minimum"
    case tiersAreZero = "tiers-pay-nothing"
    case rateIsZero = "rate-is-zero"
    case capReached = "cap-reached"
    case levelsBelow = "levels-below-took-it"
    case takenBack = "taken-back"
    case notEarnedYet = "not-earned-yet"
    case notPayableYet = "not-payable-yet"
    case noLine = "no-line"
  }

  /// Something that was looked at, and the event that says so.
  package struct Fact: Hashable, Sendable {
    package let text: String
    package let position: UInt64?

    init(_ text: String, at position: UInt64? = nil) {
      self.text = text
      self.position = position
    }
  }

  package struct Answer: Hashable, Sendable {
    /// The step that stopped; nil before the first one.
    package let step: DerivationNode.Step?
    package let reason: Reason
    package let plan: String?
    package let planVersion: Int?
    package let clause: String?
    /// The line of the plan text where the clause begins.
    package let line: Int?
    package let text: String
    package var facts: [Fact] = []

    /// About the deal or the payee as such.
    init(_ reason: Reason, _ text: String, step: DerivationNode.Step? = nil, _ facts: [Fact] = []) {
      self.step = step
      self.reason = reason
      plan = nil
      planVersion = nil
      clause = nil
      line = nil
      self.text = text
      self.facts = facts
    }

    /// About one clause.
    init(
      _ finding: ClauseFinding, _ step: DerivationNode.Step, _ reason: Reason, _ text: String,
      _ facts: [Fact] = []
    ) {
      self.step = step
      self.reason = reason
      plan = finding.plan.plan.id
      planVersion = finding.plan.plan.version
      clause = finding.clause.id
      line = finding.clause.line
      self.text = text
      self.facts = facts
    }
  }

  package let deal: String
  package let payee: String
  /// Nil, as all that follows, where the deal is not known.
  package let dealType: DealType?
  package let account: String?
  package let day: CalendarDay?
  package let position: UInt64?
  package let answers: [Answer]
  /// What the payee did get of the deal after all, with derivations.
  package let lines: [CommissionEntry]

  /// Whether some clause has something that may be paid, all events of the deal together.
  package var isPaid: Bool {
    Dictionary(grouping: lines) { "\($0.plan)/\($0.clause)" }.values.contains {
      $0.sum(of: \.payable) != 0
    }
  }
}

extension CommissionQuery {
  /// Why a deal paid nothing to somebody: one answer for each deal with this id, of whatever type.
  ///
  /// `deal` may name the type, as `order/so-1`.
  package func whyNot(deal: String, payee: String) throws(ProjectionError) -> [WhyNot] {
    let names = calculations.names
    let found = calculations.deals.filter { known in
      let id = names.text(known.id)
      return id == deal || "\(known.type.rawValue)/\(id)" == deal
    }
    guard !found.isEmpty else {
      return [
        WhyNot(
          deal: deal, payee: payee, dealType: nil, account: nil, day: nil, position: nil,
          answers: [
            .init(
              .dealUnknown,
              """
              no order, won opportunity, contract or invoice \(deal) is known at these clocks
              """)
          ], lines: [])
      ]
    }
    return found.map { whyNot($0, payee) }
  }

  private func whyNot(_ deal: Deal, _ payee: String) -> WhyNot {
    let names = calculations.names
    let lines = lines(of: deal.id, deal.type, payee: payee)
    return WhyNot(
      deal: names.text(deal.id), payee: payee, dealType: deal.type,
      account: names.text(deal.account), day: deal.day, position: deal.position,
      answers: answers(deal, payee, lines), lines: lines)
  }

  private func answers(
    _ deal: Deal, _ payee: String, _ lines: [CommissionEntry]
  ) -> [WhyNot.Answer] {
    let names = calculations.names
    guard let name = knownPayee(payee) else {
      return [.init(.payeeUnknown, "\(unknown(payee))")]
    }
    let id = names.text(deal.id)
    if let failed = failedDeals.first(where: { $0.deal == id && $0.position == deal.position }) {
      return [.init(.notComputed, failed.reason, [.init("the deal", at: deal.position)])]
    }
    let versions = calculations.calculation.versions(on: deal.day)
    guard versions.contains(where: \.isInForce) else {
      return [
        .init(
          .noPlanInForce,
          versions.isEmpty
            ? "no plan is known at these clocks"
            : "no plan that is known is in force on \(deal.day)", step: .select,
          versions.map { .init($0.plan.plan.span, at: $0.plan.position) })
      ]
    }
    let findings: [ClauseFinding]
    do {
      findings = try calculations.calculation.findings(deal, for: name)
    } catch {
      return [.init(.notComputed, "\(error)", [.init("the deal", at: deal.position)])]
    }
    return findings.compactMap { finding in
      answer(
        finding, deal, name,
        lines.filter {
          $0.plan == finding.plan.plan.id && $0.clause == finding.clause.id
        })
    }
  }
}

extension Plan {
  /// "key-account version 2, in force from 2026-03-01 up to, not including, 2027-01-01".
  fileprivate var span: String {
    let end = effectiveTo.map { " up to, not including, \($0)" } ?? ""
    return "\(id) version \(version), in force from \(effectiveFrom)\(end)"
  }
}
