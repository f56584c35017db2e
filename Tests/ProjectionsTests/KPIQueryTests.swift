import AccountHealth
import LedgerEvents
import Money
import Testing

@testable import Projections

struct KPIQueryTests {
  private let span: KPISpan

  init() throws {
    span = .period(try Period(parsing: "2026-Q1"))
  }

  private func answer(
    _ ledger: TestLedger, _ scope: KPIScope, _ clocks: Clocks? = nil
  ) throws -> [KPI: KPIResult] {
    let clocks = try clocks ?? Clocks(asOf: CalendarDay("2026-06-30"))
    let answer = try KPIQuery(ledger.history).figures(of: scope, in: span, clocks: clocks)
    #expect(answer.quarantined.isEmpty)
    #expect(answer.results.map(\.kpi) == KPI.allCases)
    return Dictionary(uniqueKeysWithValues: answer.results.map { ($0.kpi, $0) })
  }

  /// Every figure of the account, computed by hand from the facts in `KPILedger`.
  private static let expected: [KPI: (value: Int, n: Int)] = [
    .revenue: (2_500_00, 2),
    // 1,000 + 1,000 - 200.
    .orderIntake: (1_800_00, 2),
    // (2,500 - 2,000) / 2,000, and (1,800 - 100) / 100.
    .revenueGrowth: (2_500, 3), .orderIntakeGrowth: (170_000, 3),
    // 4,500 in 365 days against 1,000 x 1.25^(365 / 1,096) = 1,077.14.
    .revenueAgainstPath: (31_777, 3),
    // 1,800 - (600 + 700 - 120) = 620, of 1,800; less 20 of logistics.
    .contributionMargin: (620_00, 2), .contributionMarginRate: (3_444, 2),
    .directMargin: (600_00, 1),
    // (620 + 40) / 1,900 = 34.73 %, and all of it less 20.
    .marginAboveGoal: (473, 3), .customerValue: (640_00, 4),
    // 2,500 of 10,000 with the 7,500 of the other account; all orders.
    .revenueShare: (2_500, 2), .orderIntakeShare: (10_000, 2),
    .shareOfWallet: (2_500, 1),
    // 2,500 and 1,800 of the 4,000 of the newer version.
    .targetAttainment: (6_250, 1), .orderTargetAttainment: (4_500, 1),
    .wonValue: (1_000_00, 1), .winRate: (5_000, 2),
    // 1,000 / (1,000 + 600).
    .winRateByValue: (6_250, 2),
    // op-3 since 5 January, op-4 since 25 March: 85 and 6 days.
    .openOpportunities: (2, 4), .openOpportunityAge: (45, 2),
    .salesCycle: (45, 2), .salesCycleP90: (50, 2), .salesCycleNew: (50, 1),
    .salesCycleCrossSell: (40, 1), .crossSellShare: (10_000, 1),
    // p-b is new: 1,000 of 1,800.
    .newProductShare: (5_555, 2),
    // 300 and 180 against 4,000 - 1,000.
    .pipelineCoverage: (1_000, 1), .pipelineCoverageWeighted: (600, 1),
    // op-3 has rested for 70 days: 700 of 1,000.
    .stalePipeline: (7_000, 2), .slipRate: (2_500, 4),
    // 3,000 was known, 2,600 came later; 2,500 it was.
    .forecastAccuracy: (8_000, 1), .forecastBias: (2_000, 1), .forecastAccuracyByDay: (9_600, 1),
    .initiativesOpen: (1, 2), .initiativesClosed: (1, 2),
    // Two promoters and one detractor of three; two satisfied of three.
    .nps: (3_333, 3), .csat: (6_666, 3),
    // 2 visits against a fourth of 1.
    .visits: (2, 4), .visitChange: (70_000, 3),
    .effortUpYieldDown: (0, 1), .purchasingOnlyShare: (7_500, 4), .purchasingOnlyAccounts: (0, 1),
    .buyingCentreCoverage: (5_000, 1), .daysSinceTopLevel: (44, 1), .newContacts: (5_000, 2),
    .planFunctions: (2, 1), .planAge: (85, 1), .plansAlone: (0, 1),
    .discountTalk: (3_333, 3), .discountDepth: (1_000, 1),
    .reviewsHeld: (1, 2), .reviewRate: (5_000, 2), .reviewsOverdue: (1, 2),
    .retentionRate: (10_000, 1), .churnRate: (0, 1),
    // 800 of 1,500 are left.
    .grossRetention: (5_333, 2), .netRetention: (5_333, 2),
    .renewalRate: (5_000, 2), .renewalRateByValue: (5_333, 2),
    // 10 - 2 and 4 days.
    .resolutionMedian: (6, 2), .resolutionP90: (8, 2), .openEscalations: (1, 3),
    .openEscalationAge: (10, 1), .openEscalationOldest: (10, 1),
    // 47 and 72 hours.
    .reactionTime: (59, 2), .reactionWithin48Hours: (5_000, 2), .unacknowledged: (1, 3),
    .handoverLeadTime: (10, 1), .handoverChecklist: (2_857, 1), .handoverFirstContact: (3, 1),
    .handoversOpen: (0, 1),
  ]

  @Test func `Every figure of an account by its formula`() throws {
    let found = try answer(KPILedger().ledger, .account("nordwerk"))
    for kpi in KPI.allCases {
      let result = try #require(found[kpi])
      guard let expected = Self.expected[kpi] else {
        #expect(result.value == nil, "\(kpi.rawValue)")
        #expect(!(result.reason ?? "").isEmpty, "\(kpi.rawValue)")
        continue
      }
      #expect(result.value == expected.value, "\(kpi.rawValue): \(result.reason ?? "")")
      #expect(result.n == expected.n, "\(kpi.rawValue)")
      #expect(result.reason == nil)
    }
  }

  @Test func `Of an account with nothing every figure is undefined and says why`() throws {
    let ledger = try TestLedger()
    try ledger.record(
      "account.registered.v1", on: "account/leer", at: "2024-01-01",
      #"{"account_id":"leer","name":"Leer","sector":"steel","country":"DE"}"#)
    for (kpi, result) in try answer(ledger, .account("leer")) {
      #expect(result.value == nil && result.n == 0, "\(kpi.rawValue)")
      #expect(!(result.reason ?? "").isEmpty && result.evidence.isEmpty, "\(kpi.rawValue)")
    }
  }

  @Test func `Both clocks cut`() throws {
    let sample = try KPILedger()
    // Before the credit note was known, and as of a day before it was issued.
    let known = try answer(
      sample.ledger, .account("nordwerk"),
      Clocks(asOf: CalendarDay("2026-06-30"), knownAt: .size(sample.beforeCreditNote)))
    #expect(known[.revenue]?.value == 3_000_00)
    #expect(known[.forecastAccuracyByDay]?.value == 10_000)
    let early = try answer(
      sample.ledger, .account("nordwerk"), Clocks(asOf: CalendarDay("2026-01-31")))
    #expect(early[.revenue]?.value == 3_000_00)
    #expect(early[.orderIntake]?.value == 2_000_00)
    // Then the term of k-2 has ended on its last day, and k-1 still runs.
    #expect(early[.renewalRate]?.value == 0 && early[.renewalRate]?.n == 1)
    // While the quarter runs its 31 days stand against the first 31 of the one before.
    #expect(early[.revenueGrowth]?.value == nil)
  }

  @Test func `A figure of several accounts is that of their facts together`() throws {
    let found = try answer(KPILedger().ledger, .ledger)
    #expect(found[.revenue]?.value == 10_000_00)
    #expect(found[.revenueShare]?.value == 10_000)
    #expect(found[.revenueTopThree]?.value == 10_000)
    // 0.25² + 0.75².
    #expect(found[.revenueConcentration]?.value == 6_250)
    #expect(found[.winRate]?.value == 5_000)
    #expect(found[.winRateChange]?.value == nil)
    // One key account manager is no crowd to hide in.
    #expect(found[.accountsPerManager]?.value == nil)
    #expect(found[.portfolioAccounts]?.value == nil)
  }

  @Test func `A portfolio is what an employee answers for on the last day`() throws {
    let ledger = try KPILedger().ledger
    let found = try answer(ledger, .portfolio(employee: "e-1", role: .kam))
    #expect(found[.portfolioAccounts]?.value == 1)
    #expect(found[.revenue]?.value == 2_500_00)
    #expect(throws: ProjectionError.emptyPortfolio("e-2", try CalendarDay("2026-03-31"))) {
      try answer(ledger, .portfolio(employee: "e-2", role: .kam))
    }
  }

  @Test func `A figure names its events`() throws {
    let ledger = try KPILedger().ledger
    let result = try #require(try answer(ledger, .account("nordwerk"))[.revenue])
    let events = try KPIQuery(ledger.history).events(at: result.evidence)
    #expect(events.map(\.type) == ["invoice.issued", "credit_note.issued"])
    #expect(events.map { "\($0.day)" } == ["2026-01-20", "2026-02-05"])
  }

  @Test func `A period that has not begun is refused`() throws {
    let ledger = try KPILedger().ledger
    #expect(throws: ProjectionError.self) {
      try answer(ledger, .ledger, Clocks(asOf: CalendarDay("2025-12-31")))
    }
    #expect(throws: ProjectionError.unknownAccount("westwerk")) {
      try answer(ledger, .account("westwerk"))
    }
  }
}
