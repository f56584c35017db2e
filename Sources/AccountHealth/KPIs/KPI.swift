/// A key figure of the catalogue; the raw value is its name in questions and answers.
///
/// Several belong to one of the thirty numbers: variants that are never mixed, and open cases beside
/// the closed ones.
package enum KPI: String, CaseIterable, Sendable {
  case revenue
  case orderIntake = "order-intake"
  case revenueGrowth = "revenue-growth"
  case orderIntakeGrowth = "order-intake-growth"
  case revenueAgainstPath = "revenue-against-path"
  case contributionMargin = "contribution-margin"
  case contributionMarginRate = "contribution-margin-rate"
  case directMargin = "direct-margin"
  case marginAboveGoal = "margin-above-goal"
  case customerValue = "customer-value"
  case customerValueExpected = "customer-value-expected"
  case customerValueDiscounted = "customer-value-discounted"
  case revenueShare = "revenue-share"
  case orderIntakeShare = "order-intake-share"
  case revenueTopThree = "revenue-top-three"
  case revenueConcentration = "revenue-concentration"
  case orderIntakeTopThree = "order-intake-top-three"
  case orderIntakeConcentration = "order-intake-concentration"
  case shareOfWallet = "share-of-wallet"
  case targetAttainment = "target-attainment"
  case orderTargetAttainment = "order-target-attainment"
  case doubleCreditRate = "double-credit-rate"
  case doubleCreditPremium = "double-credit-premium"
  case commissionCostRatio = "commission-cost-ratio"
  case wonValue = "won-value"
  case winRate = "win-rate"
  case winRateByValue = "win-rate-by-value"
  case openOpportunities = "open-opportunities"
  case openOpportunityAge = "open-opportunity-age"
  case salesCycle = "sales-cycle"
  case salesCycleP90 = "sales-cycle-p90"
  case salesCycleNew = "sales-cycle-new"
  case salesCycleCrossSell = "sales-cycle-cross-sell"
  case salesCycleUpSell = "sales-cycle-up-sell"
  case salesCycleRenewal = "sales-cycle-renewal"
  case salesCycleWinBack = "sales-cycle-win-back"
  case crossSellShare = "cross-sell-share"
  case newProductShare = "new-product-share"
  case pipelineCoverage = "pipeline-coverage"
  case pipelineCoverageWeighted = "pipeline-coverage-weighted"
  case stalePipeline = "stale-pipeline"
  case slipRate = "slip-rate"
  case forecastAccuracy = "forecast-accuracy"
  case forecastAccuracyByDay = "forecast-accuracy-by-day"
  case forecastBias = "forecast-bias"
  case initiativesOpen = "initiatives-open"
  case initiativesClosed = "initiatives-closed"
  case nps
  case csat
  case visits
  case visitChange = "visit-change"
  case winRateChange = "win-rate-change"
  case effortUpYieldDown = "effort-up-yield-down"
  case purchasingOnlyShare = "purchasing-only-share"
  case purchasingOnlyAccounts = "purchasing-only-accounts"
  case buyingCentreCoverage = "buying-centre-coverage"
  case daysSinceTopLevel = "days-since-top-level"
  case newContacts = "new-contacts"
  case planFunctions = "plan-functions"
  case planAge = "plan-age"
  case plansAlone = "plans-alone"
  case discountTalk = "discount-talk"
  case discountDepth = "discount-depth"
  case reviewsHeld = "reviews-held"
  case reviewRate = "review-rate"
  case reviewsOverdue = "reviews-overdue"
  case retentionRate = "retention-rate"
  case churnRate = "churn-rate"
  case grossRetention = "gross-retention"
  case netRetention = "net-retention"
  case renewalRate = "renewal-rate"
  case renewalRateByValue = "renewal-rate-by-value"
  case resolutionMedian = "resolution-median"
  case resolutionP90 = "resolution-p90"
  case openEscalations = "open-escalations"
  case openEscalationAge = "open-escalation-age"
  case openEscalationOldest = "open-escalation-oldest"
  case reactionTime = "reaction-time"
  case reactionWithin48Hours = "reaction-within-48h"
  case unacknowledged
  case handoverLeadTime = "handover-lead-time"
  case handoverChecklist = "handover-checklist"
  case handoverFirstContact = "handover-first-contact"
  case handoversOpen = "handovers-open"
  case onboardingOnTime = "onboarding-on-time"
  case portfolioAccounts = "portfolio-accounts"
  case accountsPerManager = "accounts-per-manager"
}

extension KPI {
  /// What a figure counts in.
  package enum Unit: String, Sendable {
    case minorUnits = "minor-units"
    case basisPoints = "basis-points"
    /// From −10,000 to 10,000 for −100 to 100.
    case hundredths
    case count
    /// From 0 to 10,000.
    case index
    case days
    case hours
  }

  /// What a figure means and how it is made.
  struct Definition: Sendable {
    /// Of the thirty.
    let number: Int
    let german: String
    let unit: Unit
    let form: KPIForm
    let formula: String
    let events: String
    /// Why it is usually undefined.
    let reason: String

    init(
      _ number: Int, _ german: String, _ unit: Unit, _ form: KPIForm, _ formula: String,
      events: String, undefined reason: String
    ) {
      self.number = number
      self.german = german
      self.unit = unit
      self.form = form
      self.formula = formula
      self.events = events
      self.reason = reason
    }
  }

  private static let definitions =
    moneyDefinitions.merging(pipelineDefinitions) { first, _ in first }
    .merging(relationshipDefinitions) { first, _ in first }
    .merging(caseDefinitions) { first, _ in first }

  private var definition: Definition {
    guard let definition = Self.definitions[self] else {
      preconditionFailure("\(rawValue) has no definition")
    }
    return definition
  }

  package var number: Int { definition.number }
  package var german: String { definition.german }
  package var unit: Unit { definition.unit }
  package var formula: String { definition.formula }
  /// The types of the events that go into it.
  package var events: String { definition.events }
  package var reason: String { definition.reason }
  package var form: KPIForm { definition.form }
}
