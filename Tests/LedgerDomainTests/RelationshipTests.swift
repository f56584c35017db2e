import LedgerDomain
import LedgerEvents
import Testing

struct RelationshipTests {
  @Test func `Contacts are added before they are met, and once`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.interaction("int-1", with: ["c-1"])) == .unknownContact)
    #expect(try story.code(.interaction("int-1")) == nil)
    try story.record(.contact("c-1"))
    #expect(try story.code(.contact("c-1")) == .duplicateContact)
    #expect(try story.code(.contact("c-2") { $0.locationID = "werk-9" }) == .unknownLocation)
    #expect(try story.code(.contact("c-2") { $0.function = .unspecified }) == .missingValue)
    try story.record(.interaction("int-1", with: ["c-1"]))
    #expect(try story.code(.interaction("int-1", with: ["c-1"])) == .duplicateInteraction)
    #expect(try story.code(.visit(with: ["c-1"])) == nil)
    #expect(try story.code(.visit(with: ["c-2"])) == .unknownContact)
  }

  @Test func `Nobody is met from the day they left`() throws {
    var story = try Story.nordwerk()
    try story.record(.contact("c-1"))
    try story.record(.contact("c-2"))
    #expect(try story.code(.contactLeft("c-9", on: 20_260_301)) == .unknownContact)
    #expect(
      try story.code(.contactLeft("c-1", on: 20_260_301) { $0.successorID = "c-1" })
        == .ownSuccessor)
    #expect(
      try story.code(.contactLeft("c-1", on: 20_260_301) { $0.successorID = "c-9" })
        == .unknownContact)
    try story.record(.contactLeft("c-1", on: 20_260_301) { $0.successorID = "c-2" })
    #expect(try story.code(.contactLeft("c-1", on: 20_260_301)) == .contactLeft)
    let met = Record.OneOf_Data.interaction("int-1", with: ["c-1"])
    #expect(try story.code(met, on: "2026-03-01") == .contactLeft)
    #expect(try story.code(met, on: nil) == .contactLeft)
    #expect(try story.code(met, on: "2026-02-28") == nil)
    #expect(try story.code(.assessed("c-1"), on: "2026-03-01") == .contactLeft)
  }

  @Test func `Influence is 1 to 5 and data are erased once`() throws {
    var story = try Story.nordwerk()
    try story.record(.contact("c-1"))
    #expect(try story.code(.assessed("c-1") { $0.influence = 0 }) == .outOfRange)
    #expect(try story.code(.assessed("c-1") { $0.influence = 6 }) == .outOfRange)
    #expect(try story.code(.assessed("c-1") { $0.influence = 5 }) == nil)
    try story.record(.erased("c-1"))
    #expect(try story.code(.erased("c-1")) == .dataErased)
    #expect(try story.code(.erased("c-9")) == .unknownContact)
  }

  @Test func `A review is held once and the next one is not before it`() throws {
    var story = try Story.nordwerk()
    let review = { (due: UInt32) in Record.OneOf_Data.review("rv-1") { $0.nextDue = .on(due) } }
    #expect(try story.code(review(20_260_301), on: "2026-03-02") == .beforeItBegan)
    #expect(try story.code(review(20_260_302), on: "2026-03-02") == nil)
    #expect(try story.code(.review("rv-1") { $0.period = "Q1 2026" }) == .malformedPeriod)
    try story.record(.review("rv-1"))
    #expect(try story.code(.review("rv-1")) == .duplicateReview)
  }

  @Test func `An agreed action is closed once`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.actionDone("ac-1")) == .unknownAction)
    #expect(try story.code(.action("ac-1") { $0.owner = nil }) == .missingValue)
    #expect(try story.code(.action("ac-1") { $0.owner = .contactID("c-9") }) == .unknownContact)
    try story.record(.action("ac-1"))
    #expect(try story.code(.action("ac-1")) == .duplicateAction)
    #expect(try story.code(.actionDropped("ac-1") { $0.reason = "" }) == .missingValue)
    try story.record(.actionDone("ac-1"))
    #expect(try story.code(.actionDropped("ac-1")) == .actionClosed)
  }

  @Test func `Judgements stay on their scales`() throws {
    let story = try Story.nordwerk()
    #expect(try story.code(.survey(score: 10)) == nil)
    #expect(try story.code(.survey(score: 11)) == .outOfRange)
    #expect(try story.code(.survey(score: -1)) == .outOfRange)
    #expect(try story.code(.survey { $0.scaleMax = 0 }) == .outOfRange)
    #expect(try story.code(.survey { $0.contactID = "c-9" }) == .unknownContact)
    #expect(try story.code(.sentiment(5)) == nil)
    #expect(try story.code(.sentiment(6)) == .outOfRange)
    #expect(try story.code(.sentiment(0)) == .outOfRange)
    #expect(try story.code(.competitor()) == nil)
    #expect(try story.code(.competitor { $0.threat = .unspecified }) == .missingValue)
  }

  @Test func `Plan versions ascend and goals are reviewed where they were set`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.goalReview("g-1")) == .unknownGoal)
    try story.record(.plan(version: 2) { $0.goals = [.of("g-1"), .of("g-2")] })
    #expect(try story.code(.goalReview("g-1")) == nil)
    #expect(try story.code(.plan(version: 2)) == .versionNotAscending)
    #expect(try story.code(.plan(version: 3)) == nil)
    #expect(try story.code(.plan("ap-2", version: 1)) == nil)
    #expect(try story.code(.plan("ap-2", version: 0)) == .outOfRange)
    #expect(
      try story.code(.plan(version: 3) { $0.goals = [.of("g-1"), .of("g-1")] }) == .duplicateGoal)
    #expect(try story.code(.plan(version: 3) { $0.to = $0.from }) == .emptyPeriod)
    #expect(
      try story.code(.plan(version: 3) { $0.goals = [.of("g-1", due: 20_251_231)] })
        == .beforeItBegan)
    #expect(try story.code(.plan(version: 3) { $0.documentSha256 = "abc" }) == .malformedDigest)
    #expect(
      try story.code(.goalReview("g-1") { $0.actual.money = .of(1, "CHF") }) == .foreignCurrency)
  }

  @Test func `An initiative is closed once and value is shown to known people`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.initiativeEnd("in-1")) == .unknownInitiative)
    try story.record(.initiative("in-1"))
    #expect(try story.code(.initiative("in-1")) == .duplicateInitiative)
    try story.record(.initiativeEnd("in-1"))
    #expect(try story.code(.initiativeEnd("in-1")) == .initiativeClosed)
    #expect(try story.code(.valueProposition(to: ["c-1"])) == .unknownContact)
    try story.record(.contact("c-1"))
    #expect(try story.code(.valueProposition(to: ["c-1"])) == nil)
  }

  @Test func `Texts have an end`() throws {
    let story = try Story.nordwerk()
    let text = { (count: Int) in
      Record.OneOf_Data.action("ac-1") { $0.text = String(repeating: "ü", count: count) }
    }
    #expect(try story.code(text(2_000)) == nil)
    #expect(try story.code(text(2_001)) == .malformedText)
  }
}
