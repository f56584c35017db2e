import LedgerDomain
import LedgerEvents
import Testing

struct CommissionTests {
  private func ordered() throws -> Story {
    var story = try Story.nordwerk()
    try story.record(.order("or-1"))
    return story
  }

  @Test func `Shares sum to one unless double credit is declared`() throws {
    let story = try ordered()
    let halves = [CreditShare.of("e-23", 6_000), .of("e-41", 4_000, as: .fieldSales)]
    #expect(try story.code(.split(halves)) == nil)
    let rejection = try #require(
      try story.refusal(.split([.of("e-23", 6_000), .of("e-41", 4_001)])))
    #expect(rejection.code == .sharesDoNotSum)
    #expect(rejection.reason.hasPrefix("the shares sum to 10001 basis points, not to 10000"))
    #expect(try story.code(.split([.of("e-23", 9_999)])) == .sharesDoNotSum)

    let both = [CreditShare.of("e-23", 10_000), .of("e-41", 10_000)]
    #expect(try story.code(.split(both)) == .sharesDoNotSum)
    #expect(try story.code(.split(both, mode: .fullEach)) == nil)
    #expect(try story.code(.split(both, mode: .unspecified)) == .missingValue)
    #expect(
      try story.code(.split([.of("e-23", 10_001)], mode: .fullEach)) == .outOfRange)
    #expect(try story.code(.split([.of("e-23", 0)], mode: .fullEach)) == .outOfRange)
    #expect(try story.code(.split([])) == .missingValue)
    #expect(
      try story.code(.split([.of("e-23", 5_000), .of("e-23", 5_000)])) == .duplicateShare)
    #expect(
      try story.code(.split([.of("e-23", 5_000), .of("e-23", 5_000, as: .support)])) == nil)
  }

  @Test func `Two people agree on a split of a deal that is there`() throws {
    var story = try ordered()
    let split = Record.OneOf_Data.split([.of("e-23", 10_000)])
    #expect(try story.code(split, by: "e-2") == .ownApproval)
    #expect(try story.code(split, by: "employee/e-2") == .ownApproval)
    #expect(try story.code(split, by: "e-12") == nil)
    #expect(try story.code(.split(of: "or-9", [.of("e-23", 10_000)])) == .unknownOrder)
    let open = Record.OneOf_Data.split([.of("e-23", 10_000)]) { $0.deal = .opportunityID("op-1") }
    #expect(try story.code(open) == .unknownOpportunity)
    try story.record(.opportunity("op-1"))
    #expect(try story.code(open) == nil)
    #expect(
      try story.code(.split([.of("e-23", 10_000)]) { $0.deal = nil }) == .missingValue)
  }

  @Test func `Only an agreed split is revised`() throws {
    var story = try ordered()
    #expect(try story.code(.revisedSplit([.of("e-23", 10_000)])) == .noSplit)
    try story.record(.split([.of("e-23", 10_000)]))
    #expect(try story.code(.split([.of("e-23", 10_000)])) == .splitAgreed)
    #expect(try story.code(.revisedSplit([.of("e-41", 10_000)])) == nil)
    #expect(try story.code(.revisedSplit([.of("e-41", 10_000)]), by: "e-2") == .ownApproval)
    #expect(
      try story.code(.revisedSplit([.of("e-41", 10_000)]) { $0.reason = "" }) == .missingValue)
  }

  @Test func `No more is taken back from anyone than was decided`() throws {
    var story = try ordered()
    #expect(try story.code(.clawback(of: "cd-1", [.of("e-23", -1)])) == .unknownDecision)
    #expect(try story.code(.decision("cd-1", [])) == .missingValue)
    try story.record(.decision("cd-1", [.of("e-23", 100_00), .of("e-41", 50_00)]))
    #expect(try story.code(.decision("cd-1", [.of("e-23", 1)])) == .duplicateDecision)
    #expect(try story.code(.clawback(of: "cd-1", [.of("e-23", 1)])) == .wrongSign)
    #expect(try story.code(.clawback(of: "cd-1", [.of("e-41", -50_01)])) == .clawbackAboveDecision)
    try story.record(.clawback(of: "cd-1", [.of("e-23", -60_00)]))
    #expect(try story.code(.clawback(of: "cd-1", [.of("e-23", -40_01)])) == .clawbackAboveDecision)
    #expect(try story.code(.clawback(of: "cd-1", [.of("e-23", -40_00)])) == nil)
    #expect(try story.code(.clawback(of: "cd-1", [.of("e-99", -1)])) == .clawbackAboveDecision)
  }

  @Test func `A decision is disputed once at a time`() throws {
    var story = try ordered()
    #expect(try story.code(.dispute("cd-1")) == .unknownDecision)
    try story.record(.decision("cd-1", [.of("e-23", 100_00)]))
    #expect(try story.code(.settled("cd-1")) == .noDispute)
    try story.record(.dispute("cd-1"))
    #expect(try story.code(.dispute("cd-1")) == .disputeOpen)
    try story.record(.settled("cd-1"))
    #expect(try story.code(.dispute("cd-1")) == nil)
  }

  @Test func `Facts about an employee need no registration, but agree with their subject`() throws {
    var story = try Story("employee/e-23")
    #expect(try story.code(.payTerms(from: 20_260_101)) == nil)
    #expect(try story.code(.employee("e-24")) == .subjectDiffers)
    #expect(try story.code(.employee { $0.managerID = "e-23" }) == .ownManager)
    try story.record(.employee())
    #expect(try story.code(.employee()) == .duplicateEmployee)
    #expect(try story.code(.manager("e-23")) == .ownManager)
    try story.record(.manager("e-2"))
    #expect(try story.code(.manager("e-4")) == .duplicateTerms)
    #expect(try story.code(.manager("e-4", from: 20_260_202)) == nil)
    try story.record(.payTerms(from: 20_260_101))
    #expect(try story.code(.payTerms(from: 20_260_101)) == .duplicateTerms)
    #expect(try story.code(.milestone(day: 0)) == .outOfRange)
    #expect(try story.code(.milestone(day: 90)) == nil)
    #expect(try story.code(.adjustment(), by: "e-2") == .ownApproval)
    #expect(try story.code(.adjustment(), by: "e-3") == nil)
    #expect(try story.code(.order("or-1")) == .wrongSubject)
    try story.record(.target(scope: "employee/e-23"))
    #expect(try story.code(.target(scope: "employee/e-23")) == .versionNotAscending)
    try story.record(.dispute("cd-1"))
    #expect(try story.code(.dispute("cd-1")) == .disputeOpen)
  }

  @Test func `A statement is issued once for a period and plan`() throws {
    var story = try Story("employee/e-23")
    try story.record(.statement("2026-07"))
    #expect(try story.code(.statement("2026-07")) == .duplicateStatement)
    #expect(try story.code(.statement("2026-07", plan: "team-2026")) == nil)
    #expect(try story.code(.statement("2026-08")) == nil)
    #expect(try story.code(.statement("2026-08") { $0.sha256 = "A" }) == .malformedDigest)
  }
}
