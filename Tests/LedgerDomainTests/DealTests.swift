import LedgerDomain
import LedgerEvents
import Testing

struct DealTests {
  @Test func `An opportunity is decided once`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.won("op-1")) == .unknownOpportunity)
    try story.record(.opportunity("op-1"), on: "2026-01-10")
    #expect(try story.code(.opportunity("op-1")) == .duplicateOpportunity)
    #expect(try story.code(.won("op-1"), on: "2026-01-09") == .beforeItBegan)
    #expect(try story.code(.won("op-1"), on: "2026-01-10") == nil)
    try story.record(.lost("op-1"), on: "2026-02-10")
    #expect(try story.code(.won("op-1"), on: "2026-01-20") == .opportunityClosed)
    #expect(try story.code(.lost("op-1"), on: "2026-03-10") == .opportunityClosed)
  }

  @Test func `A stage changes only before the decision, whenever it is reported`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.stage("op-1")) == .unknownOpportunity)
    try story.record(.opportunity("op-1"), on: "2026-01-10")
    #expect(try story.code(.stage("op-1") { $0.probabilityBp = 10_001 }) == .outOfRange)
    #expect(try story.code(.stage("op-1") { $0.probabilityBp = 10_000 }) == nil)
    try story.record(.won("op-1"), on: "2026-02-10")
    #expect(try story.code(.stage("op-1"), on: "2026-02-10") == .opportunityClosed)
    #expect(try story.code(.stage("op-1"), on: "2026-02-09") == nil)
    #expect(try story.code(.stage("op-1"), on: nil) == .opportunityClosed)
  }

  @Test func `An offer belongs to an open opportunity and is no dearer than the list`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.offer("of-1")) == .unknownOpportunity)
    try story.record(.opportunity("op-1"))
    #expect(try story.code(.offer("of-1") { $0.net = .eur(1_000_00) }) == nil)
    #expect(try story.code(.offer("of-1") { $0.net = .eur(1_000_01) }) == .netAboveList)
    #expect(try story.code(.offer("of-1"), on: "2026-04-02") == .beforeItBegan)
    #expect(try story.code(.offer("of-1"), on: "2026-04-01") == nil)
    try story.record(.won("op-1"))
    #expect(try story.code(.offer("of-1"), on: "2026-03-03") == .opportunityClosed)
  }

  @Test func `An offer is decided once per version, and not at all after it was accepted`() throws {
    var story = try Story.nordwerk()
    try story.record(.opportunity("op-1"))
    try story.record(.opportunity("op-2"))
    #expect(try story.code(.offerDecision("of-1")) == .unknownOffer)
    try story.record(.offer("of-1"))
    #expect(try story.code(.offer("of-1")) == .versionNotAscending)
    #expect(try story.code(.offer("of-1", version: 2, for: "op-2")) == .offerMoved)
    try story.record(.offerDecision("of-1", .rejected))
    #expect(try story.code(.offerDecision("of-1", .expired)) == .offerDecided)
    try story.record(.offer("of-1", version: 2))
    try story.record(.offerDecision("of-1"))
    #expect(try story.code(.offerDecision("of-1")) == .offerDecided)
    #expect(try story.code(.offer("of-1", version: 3)) == .offerDecided)
  }

  @Test func `A discount is given on a deal that is there, up to the whole price`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.discount(.offerID("of-1"))) == .unknownOffer)
    #expect(try story.code(.discount(.contractID("ct-1"))) == .unknownContract)
    try story.record(.contract("ct-1"))
    #expect(try story.code(.discount(.contractID("ct-1"), bp: 10_000)) == nil)
    #expect(try story.code(.discount(.contractID("ct-1"), bp: 10_001)) == .outOfRange)
    #expect(try story.code(.discount(.contractID("ct-1")) { $0.deal = nil }) == .missingValue)
  }

  @Test func `A contract lasts at least a day`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.contract("ct-1", to: 20_260_101)) == .emptyPeriod)
    #expect(try story.code(.contract("ct-1", to: 20_260_102)) == nil)
    #expect(try story.code(.contract("ct-1", to: nil)) == nil)
    #expect(try story.code(.contract("ct-1") { $0.acv = .eur(-1) }) == .wrongSign)
    #expect(try story.code(.contract("ct-1") { $0.monthlyFee = .eur(-1) }) == .wrongSign)
    try story.record(.contract("ct-1") { $0.monthlyFee = .eur(500_00) })
    #expect(try story.code(.contract("ct-1")) == .duplicateContract)
    #expect(try story.code(.renewal("ct-1") { $0.monthlyFee = .of(1, "USD") }) == .foreignCurrency)
    #expect(
      try story.code(.contractChange("ct-1") { $0.employeeID = "E 1" }) == .malformedIdentifier)
    #expect(try story.code(.contractChange("ct-1") { $0.employeeID = "e-1" }) == nil)
    #expect(try story.code(.contractEnd("ct-1") { $0.cause = .unspecified }) == .missingValue)
    #expect(try story.code(.contractEnd("ct-1") { $0.cause = .customer }) == nil)
  }

  @Test func `A renewal goes on where the contract ends`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.renewal("ct-1")) == .unknownContract)
    try story.record(.contract("ct-1", to: 20_270_101))
    let rejection = try #require(try story.refusal(.renewal("ct-1", from: 20_270_201)))
    #expect(rejection.code == .oldEndDiffers)
    #expect(
      rejection.reason
        == """
        contract ct-1 ends on 2027-01-01, but the renewal starts from 2027-02-01; record missing \
        renewals first
        """)
    #expect(try story.code(.renewal("ct-1", from: nil)) == .oldEndDiffers)
    #expect(try story.code(.renewal("ct-1", to: 20_270_101)) == .emptyPeriod)
    #expect(try story.code(.renewal("ct-1", to: 20_270_102)) == nil)
    try story.record(.renewal("ct-1", to: nil))
    #expect(try story.code(.renewal("ct-1")) == .oldEndDiffers)
    #expect(try story.code(.renewal("ct-1", from: nil, to: 20_280_101)) == nil)
  }

  @Test func `An ended contract is neither renewed nor changed nor ended again`() throws {
    var story = try Story.nordwerk()
    try story.record(.contract("ct-1"))
    try story.record(.contractEnd("ct-1"), on: "2026-06-30")
    let rejection = try #require(try story.refusal(.renewal("ct-1"), on: "2026-06-30"))
    #expect(rejection.code == .contractEnded)
    #expect(rejection.reason.hasPrefix("contract ct-1 has ended since 2026-06-30"))
    #expect(try story.code(.contractChange("ct-1"), on: "2026-07-01") == .contractEnded)
    #expect(try story.code(.notice("ct-1", effective: 20_260_901), on: nil) == .contractEnded)
    #expect(try story.code(.contractEnd("ct-1"), on: "2026-05-01") == .contractEnded)
    #expect(try story.code(.renewal("ct-1"), on: "2026-06-29") == nil)
  }

  @Test func `Notice after the end makes sense only where the contract renews itself`() throws {
    var story = try Story.nordwerk()
    try story.record(.contract("ct-1", to: 20_270_101))
    try story.record(.contract("ct-2", to: 20_270_101) { $0.autoRenew = true })
    #expect(try story.code(.notice("ct-1", effective: 20_270_101)) == nil)
    #expect(try story.code(.notice("ct-1", effective: 20_270_102)) == .noticeAfterEnd)
    #expect(try story.code(.notice("ct-2", effective: 20_270_102)) == nil)
    #expect(try story.code(.notice("ct-9", effective: 20_270_102)) == .unknownContract)
  }
}
