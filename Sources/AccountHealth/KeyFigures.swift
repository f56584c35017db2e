package import Money

/// One key figure of an account over a window of days, or why there is none.
package struct KeyFigure: Equatable, Sendable {
  /// What a figure counts in.
  package enum Unit: String, Sendable {
    case basisPoints = "basis-points"
    case days
    case count
    /// From −10,000 to 10,000 for an NPS of −100 to 100.
    case hundredths
    /// Of the account's currency.
    case minorUnits = "minor-units"
  }

  package let id: String
  package let unit: Unit
  package let measurement: Measurement
  /// How many facts the figure rests on.
  package let count: Int
}

extension AccountHealth {
  /// The key figures of an account over the `window` days that end with `asOf`.
  ///
  /// The German names: Umsatz, Umsatzwachstum, Deckungsbeitrag I, Lösungszeit, NPS, Erfolgsquote,
  /// Besuchsfrequenz, Anteil Einkauf, Buying Center, neue Ansprechpartner, Pläne allein ausgefüllt,
  /// Rabatt-Gespräche. What cannot be computed is missing with its reason and never nothing.
  package static func keyFigures(
    _ facts: HealthFacts, asOf: CalendarDay, window: Int = 365,
    revenueBasis: HealthFacts.RevenueBasis = .invoiced,
    marginBasis: HealthFacts.RevenueBasis = .ordered
  ) -> [KeyFigure] {
    let view = AccountView(facts, asOf: asOf)
    let window = max(0, window)
    let ages = 0..<window
    return [
      view.revenue(basis: revenueBasis, ages: ages),
      view.revenueGrowth(basis: revenueBasis, window: window),
      view.figure(
        "contribution-margin", .basisPoints,
        view.contributionMargin(basis: marginBasis, window: window)),
    ] + view.resolutionDays(ages: ages) + [view.netPromoterScore(window: window)]
      + view.winRates(ages: ages) + [
        view.visits(ages: ages),
        view.figure(
          "purchasing-only-share", .basisPoints,
          view.purchasingOnlyShare(window: window, minimum: 1)),
        view.figure(
          "buying-centre-coverage", .basisPoints, view.buyingCentreCoverage(window: window)),
        view.figure("days-since-top-level", .days, view.daysSinceTopLevel()),
        view.newContacts(ages: ages),
        view.planFunctions(),
        view.discountTalk(ages: ages),
        view.discountDepth(ages: ages),
      ]
  }
}

extension AccountView {
  func figure(
    _ id: String, _ unit: KeyFigure.Unit, _ measurement: Measurement, count: Int? = nil
  ) -> KeyFigure {
    let found =
      switch measurement {
      case .known(let reading): reading.evidence.count
      case .missing: 0
      }
    return KeyFigure(id: id, unit: unit, measurement: measurement, count: count ?? found)
  }

  fileprivate func revenue(basis: HealthFacts.RevenueBasis, ages: Range<Int>) -> KeyFigure {
    let sum = revenueSum(basis: basis, ages: ages)
    return figure(
      "revenue", .minorUnits,
      sum.evidence.isEmpty
        ? .missing(.noRevenue)
        : .known(.init(Int(clamping: sum.net), evidence: sum.evidence)))
  }

  fileprivate func revenueGrowth(basis: HealthFacts.RevenueBasis, window: Int) -> KeyFigure {
    let now = revenueSum(basis: basis, ages: 0..<window)
    let before = revenueSum(basis: basis, ages: window..<2 * window)
    guard before.net > 0 else {
      return figure("revenue-growth", .basisPoints, .missing(.noRevenue))
    }
    let growth = Ratio.basisPoints(now.net - before.net, of: before.net)
    return figure(
      "revenue-growth", .basisPoints,
      .known(.init(growth, evidence: now.evidence + before.evidence)))
  }

  fileprivate func winRates(ages: Range<Int>) -> [KeyFigure] {
    let count = winCount(ages: ages)
    let none = Measurement.missing(.tooFewClosedOpportunities(found: 0, needed: 1))
    let value = count.wonValue + count.lostValue
    return [
      figure(
        "win-rate", .basisPoints,
        count.closed == 0 ? none : .known(.init(count.rate, evidence: count.evidence))),
      figure(
        "win-rate-by-value", .basisPoints,
        value <= 0 || count.withoutValue > 0
          ? none
          : .known(
            .init(Ratio.basisPoints(count.wonValue, of: value), evidence: count.evidence))),
    ]
  }

  fileprivate func resolutionDays(ages: Range<Int>) -> [KeyFigure] {
    let resolved = escalations.filter { $0.resolvedAge.map(ages.contains) ?? false }
    let evidence = resolved.flatMap(\.evidence)
    let days = resolved.map(\.workingDays)
    guard let median = Ratio.median(days), let p90 = Ratio.p90(days) else {
      return ["resolution-median", "resolution-p90"].map {
        figure($0, .days, .missing(.noResolvedEscalation))
      }
    }
    return [
      figure(
        "resolution-median", .days, .known(.init(median, evidence: evidence)),
        count: days.count),
      figure(
        "resolution-p90", .days, .known(.init(p90, evidence: evidence)),
        count: days.count),
    ]
  }

  fileprivate func visits(ages: Range<Int>) -> KeyFigure {
    guard oldestInteraction != nil else {
      return figure("visits", .count, .missing(.noInteraction))
    }
    let visits = visitPositions(ages: ages)
    return figure("visits", .count, .known(.init(visits.count, evidence: visits)))
  }

  fileprivate func planFunctions() -> KeyFigure {
    guard let plan = currentPlan, plan.distinctFunctions > 0 else {
      return figure("plan-functions", .count, .missing(.noPlan))
    }
    return figure(
      "plan-functions", .count,
      .known(.init(plan.distinctFunctions, evidence: [plan.position])),
      count: plan.contributorFunctions.count)
  }
}
