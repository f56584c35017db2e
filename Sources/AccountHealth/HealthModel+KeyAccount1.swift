extension HealthModel {
  /// The built-in model "KA-1", version 1.
  ///
  /// Its weights, breakpoints and thresholds are a proposal without outcome data: nobody has yet
  /// shown that they foretell renewals or losses. Compare bands with renewals before relying on it.
  package static let keyAccount1 = HealthModel(
    id: "ka-1",
    name: "KA-1",
    version: 1,
    parts: [
      Part(
        .relationship, weight: 30,
        [
          Indicator(
            "buying-centre-coverage", .buyingCentreCoverage(window: 180), weight: 40,
            PiecewiseLinear(nothing: 0, everything: 10_000)),
          Indicator(
            "top-level-contact", .daysSinceTopLevel, weight: 25,
            PiecewiseLinear(nothing: 365, everything: 90)),
          Indicator(
            "purchasing-only", .purchasingOnlyShare(window: 180, minimum: 5), weight: 20,
            PiecewiseLinear(nothing: 9_000, everything: 3_000)),
          Indicator(
            "account-plan", .planAge(alone: 541), weight: 15,
            PiecewiseLinear(nothing: 541, everything: 365)),
        ]),
      Part(
        .commercial, weight: 25,
        [
          Indicator(
            "revenue-path",
            .revenueAgainstPath(basis: .invoiced, window: 365, minimumDays: 90), weight: 45,
            PiecewiseLinear(nothing: -2_000, everything: 0)),
          Indicator(
            "contribution-margin", .contributionMargin(basis: .ordered, window: 365), weight: 40,
            PiecewiseLinear(nothing: 1_500, everything: 3_000)),
          Indicator(
            "win-rate", .winRateChange(window: 365, minimum: 5), weight: 15,
            PiecewiseLinear(nothing: -1_500, everything: 0)),
        ]),
      Part(
        .contract, weight: 20,
        [
          Indicator(
            "contract-end", .daysToContractEnd(secured: 180), weight: 60,
            PiecewiseLinear(nothing: 30, everything: 180)),
          Indicator(
            "contract-value", .contractValueChange(window: 365), weight: 40,
            PiecewiseLinear(nothing: -3_000, everything: 0)),
        ]),
      Part(
        .service, weight: 15,
        [
          Indicator(
            "escalation-load", .escalationLoad(halfLife: 60, window: 365), weight: 60,
            PiecewiseLinear(nothing: 30_000, everything: 0)),
          Indicator(
            "resolution-time", .resolutionTime(window: 365), weight: 40,
            PiecewiseLinear(nothing: 20_000, everything: 10_000)),
        ]),
      Part(
        .voice, weight: 10,
        [
          Indicator(
            "survey-answers",
            .voice(
              window: 730, halfLife: 180,
              lines: [
                // On 0 to 10 a detractor ends at 6, a promoter begins at 9.
                InstrumentLine(.nps, PiecewiseLinear(nothing: 6_000, everything: 9_000)),
                // On 1 to 5: nothing at 2, everything at 4, the top two.
                InstrumentLine(.csat, PiecewiseLinear(nothing: 2_500, everything: 7_500)),
              ]),
            weight: 100, PiecewiseLinear(nothing: 0, everything: 10_000))
        ]),
    ],
    caps: [
      Cap(.noticeReceived(lingering: 365), limit: 3_900),
      Cap(.worstEscalationOverdue, limit: 5_900),
      Cap(.contractEnding(within: 90), limit: 5_900),
      Cap(.deciderLost, limit: 6_900),
    ],
    bands: Bands(green: 7_500, amber: 5_000, minimumCoverage: 6_000),
    service: ServiceLevels(
      weights: [20_000, 10_000, 5_000, 2_500], targetDays: [2, 5, 10, 20], doublingDays: 30),
    renewal: RenewalRules(opportunityDays: 365),
    warnings: WarningThresholds(
      quarter: 90, visitIncrease: 11_500, winRateDrop: 500, minimumClosed: 10,
      minimumClosedNow: 3, minimumVisitsBefore: 4, revenueBasis: .invoiced, growthWindow: 365,
      purchasingWindow: 180, purchasingShare: 7_000, purchasingMinimum: 5))
}
