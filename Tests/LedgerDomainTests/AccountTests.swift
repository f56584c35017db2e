import LedgerDomain
import LedgerEvents
import Testing

struct AccountTests {
  @Test func `Nothing happens to an account that is not registered`() throws {
    let story = try Story("account/nordwerk")
    let rejection = try #require(try story.refusal(.order("or-1")))
    #expect(rejection.code == .accountNotRegistered)
    #expect(
      rejection.description
        == """
        account/nordwerk is not registered; record account.registered for it first \
        [account-not-registered]
        """)
    #expect(try story.code(.account()) == nil)
  }

  @Test func `An account is registered once and under its own name`() throws {
    let story = try Story.nordwerk()
    #expect(try story.code(.account()) == .duplicateAccount)
    #expect(try Story("account/suedwerk").code(.account("nordwerk")) == .subjectDiffers)
    #expect(try Story("account/suedwerk").code(.account("suedwerk")) == nil)
  }

  @Test func `An account is not its own parent`() throws {
    let story = try Story("account/nordwerk")
    #expect(try story.code(.account { $0.parentAccountID = "nordwerk" }) == .ownParent)
    #expect(try story.code(.account { $0.parentAccountID = "nordwerk-holding" }) == nil)

    var changed = AccountDetailsChanged()
    changed.field = .parentAccountID
    changed.new = "nordwerk"
    #expect(try Story.nordwerk().code(.accountDetailsChanged(changed)) == .ownParent)
    changed.new = "nordwerk-holding"
    #expect(try Story.nordwerk().code(.accountDetailsChanged(changed)) == nil)
  }

  @Test func `Changed details must be what their field holds`() throws {
    let story = try Story.nordwerk()
    var changed = AccountDetailsChanged()
    #expect(try story.code(.accountDetailsChanged(changed)) == .missingValue)
    changed.field = .employees
    changed.new = "viele"
    #expect(try story.code(.accountDetailsChanged(changed)) == .outOfRange)
    changed.new = "1200"
    #expect(try story.code(.accountDetailsChanged(changed)) == nil)
    changed.field = .country
    #expect(try story.code(.accountDetailsChanged(changed)) == .malformedCountry)
  }

  @Test func `A merged account names its survivor and only finishes what it began`() throws {
    var story = try Story.nordwerk()
    story.standings = ["suedwerk": .registered, "alt": .merged(into: "suedwerk")]
    try story.record(.order("or-1"))
    try story.record(.invoice("iv-1"))
    #expect(try story.code(.merged(into: "nordwerk")) == .mergedIntoItself)
    #expect(try story.code(.merged(into: "unbekannt")) == .unknownSurvivor)
    #expect(try story.code(.merged(into: "alt")) == .survivorMerged)
    #expect(
      try story.code(.merged(into: "suedwerk") { $0.absorbedID = "westwerk" }) == .subjectDiffers)
    #expect(try story.code(.mergeReverted(from: "suedwerk")) == .accountNotMerged)
    try story.record(.merged(into: "suedwerk"))

    let rejection = try #require(try story.refusal(.order("or-2")))
    #expect(rejection.code == .accountMerged)
    #expect(rejection.reason.contains("account/suedwerk"))
    #expect(try story.code(.payment(1_000_00)) == nil)
    #expect(try story.code(.merged(into: "suedwerk")) == .accountMerged)
    #expect(try story.code(.mergeReverted(from: "westwerk")) == .survivorDiffers)
    try story.record(.mergeReverted(from: "suedwerk"))
    #expect(try story.code(.order("or-2")) == nil)
  }

  @Test func `An account tells others how it stands`() throws {
    var story = try Story("account/nordwerk")
    story.standings = ["suedwerk": .registered]
    #expect(story.state.standing == .unknown)
    try story.record(.account())
    #expect(story.state.standing == .registered)
    try story.record(.merged(into: "suedwerk"))
    #expect(story.state.standing == .merged(into: "suedwerk"))
  }

  @Test func `A site is added once before it is referred to`() throws {
    var story = try Story.nordwerk()
    let visit = Record.OneOf_Data.interaction("int-1") { $0.locationID = "werk-kiel" }
    #expect(try story.code(visit) == .unknownLocation)
    try story.record(.location("werk-kiel"))
    #expect(try story.code(visit) == nil)
    #expect(try story.code(.location("werk-kiel")) == .duplicateLocation)
  }

  @Test func `A score adds up`() throws {
    let story = try Story.nordwerk()
    var scored = AccountSelectionScored()
    scored.items = [item("Umsatz", 80, 6_000), item("Potenzial", 55, 4_000)]
    // 80 × 0.6 + 55 × 0.4 = 70
    scored.total = 70
    #expect(try story.code(.accountSelectionScored(scored)) == nil)
    scored.total = 72
    #expect(try story.code(.accountSelectionScored(scored)) == .totalDiffers)
    scored.total = 101
    #expect(try story.code(.accountSelectionScored(scored)) == .outOfRange)
    scored.items[1].weightBp = 3_999
    scored.total = 70
    #expect(try story.code(.accountSelectionScored(scored)) == .weightsDoNotSum)
    scored.items = [item("Umsatz", 80, 6_000), item("Umsatz", 55, 4_000)]
    #expect(try story.code(.accountSelectionScored(scored)) == .duplicateCriterion)
  }

  private func item(
    _ name: String, _ points: UInt32, _ weight: UInt32
  ) -> AccountSelectionScored.Item {
    var item = AccountSelectionScored.Item()
    item.criterion = name
    item.points = points
    item.weightBp = weight
    return item
  }

  @Test func `A tier is one this release knows, from a day on`() throws {
    let story = try Story.nordwerk()
    var assigned = AccountTierAssigned()
    assigned.validFrom = .on(20_260_101)
    #expect(try story.code(.accountTierAssigned(assigned)) == .missingValue)
    assigned.tier = .UNRECOGNIZED(9)
    let rejection = try #require(try story.refusal(.accountTierAssigned(assigned)))
    #expect(rejection.code == .unknownValue)
    #expect(rejection.reason.hasSuffix("write one of standard, key, strategic"))
    assigned.tier = .key
    #expect(try story.code(.accountTierAssigned(assigned)) == nil)
  }
}
