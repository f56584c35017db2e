import LedgerDomain
import LedgerEvents
import Testing

struct OwnershipTests {
  @Test func `There is one key account manager at any day`() throws {
    var story = try Story.nordwerk()
    try story.record(.assignment("as-1", "e-17", from: 20_240_401))

    let rejection = try #require(
      try story.refusal(.assignment("as-2", "e-23", from: 20_260_101)))
    #expect(rejection.code == .secondActiveKAM)
    #expect(rejection.member == "valid_from")
    #expect(
      rejection.reason
        == """
        e-23 would be a second key account manager from 2026-01-01: e-17 is it from 2024-04-01 on \
        (assignment as-1); record assignment.ended for as-1 first, on 2026-01-01 or earlier
        """)

    try story.record(.assignmentEnd("as-1", to: 20_260_101))
    #expect(try story.code(.assignment("as-2", "e-23", from: 20_251_231)) == .secondActiveKAM)
    #expect(try story.code(.assignment("as-2", "e-23", from: 20_260_101)) == nil)
  }

  @Test func `An open assignment that began earlier cannot be put before the present one`() throws {
    var story = try Story.nordwerk()
    try story.record(.assignment("as-1", "e-17", from: 20_240_401))
    let rejection = try story.refusal(.assignment("as-0", "e-11", from: 20_200_101))
    #expect(rejection?.code == .secondActiveKAM)
    #expect(rejection?.reason.contains("in the order of their first days") == true)
  }

  @Test func `Other roles may be held by several, but not twice by one`() throws {
    var story = try Story.nordwerk()
    try story.record(.assignment("as-1", "e-17", from: 20_240_401, as: .fieldSales))
    #expect(try story.code(.assignment("as-2", "e-23", from: 20_240_401, as: .fieldSales)) == nil)
    #expect(
      try story.code(.assignment("as-2", "e-17", from: 20_250_101, as: .fieldSales))
        == .overlappingAssignment)
    #expect(try story.code(.assignment("as-2", "e-17", from: 20_250_101, as: .support)) == nil)
  }

  @Test func `An assignment ends once, after it began`() throws {
    var story = try Story.nordwerk()
    try story.record(.assignment("as-1", "e-17", from: 20_240_401))
    #expect(try story.code(.assignmentEnd("as-9", to: 20_250_101)) == .unknownAssignment)
    #expect(try story.code(.assignmentEnd("as-1", to: 20_240_331)) == .emptyPeriod)
    #expect(try story.code(.assignmentEnd("as-1", to: 20_240_401)) == nil)
    #expect(try story.code(.assignmentEnd("as-1", to: 20_240_402)) == nil)
    try story.record(.assignmentEnd("as-1", to: 20_250_101))
    #expect(try story.code(.assignmentEnd("as-1", to: 20_250_201)) == .assignmentEnded)
  }

  @Test func `An assignment that ended on its first day stands in nobody's way`() throws {
    var story = try Story.nordwerk()
    try story.record(.assignment("as-1", "e-17", from: 20_240_401))
    try story.record(.assignmentEnd("as-1", to: 20_240_401))
    #expect(try story.code(.assignment("as-2", "e-18", from: 20_240_301)) == nil)
    #expect(try story.code(.assignment("as-2", "e-17", from: 20_240_401)) == nil)
  }

  @Test func `An assignment needs a role, a whole share at most and an id of its own`() throws {
    var story = try Story.nordwerk()
    #expect(
      try story.code(.assignment("as-1", "e-17", from: 20_240_401, as: .unspecified))
        == .missingValue)
    let share = { (bp: UInt32) in
      Record.OneOf_Data.assignment("as-1", "e-17", from: 20_240_401) { $0.creditShareBp = bp }
    }
    #expect(try story.code(share(10_001)) == .outOfRange)
    #expect(try story.code(share(10_000)) == nil)
    #expect(
      try story.code(.assignment("As 1", "e-17", from: 20_240_401)) == .malformedIdentifier)
    try story.record(share(10_000))
    #expect(
      try story.code(.assignment("as-1", "e-23", from: 20_240_401, as: .support))
        == .duplicateAssignment)
  }

  @Test func `A handover goes from one person to another and is accepted by the receiver`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.handoverDone()) == .unknownHandover)
    #expect(try story.code(.handover { $0.toEmployeeID = "e-17" }) == .handoverToSelf)
    try story.record(.handover(), on: "2026-01-10")
    #expect(try story.code(.handover()) == .duplicateHandover)
    #expect(try story.code(.handoverDone(by: "e-17")) == .wrongReceiver)
    #expect(try story.code(.handoverDone(), on: "2026-01-09") == .beforeItBegan)
    try story.record(.handoverDone(), on: "2026-02-01")
    #expect(try story.code(.handoverDone(), on: "2026-02-02") == .handoverCompleted)
  }

  @Test func `An item of the checklist is done once, also when it is reported late`() throws {
    var story = try Story.nordwerk()
    try story.record(.contact("c-1"))
    try story.record(.handover(), on: "2026-01-10")
    try story.record(.handoverItem(.needs), on: "2026-01-11")
    #expect(try story.code(.handoverItem(.needs), on: "2026-01-12") == .itemCompleted)
    try story.record(.handoverDone(), on: "2026-02-01")
    #expect(try story.code(.handoverItem(.risks), on: "2026-02-02") == .handoverCompleted)
    #expect(try story.code(.handoverItem(.risks), on: "2026-02-01") == nil)
    #expect(try story.code(.introduction(to: "c-9"), on: "2026-01-20") == .unknownContact)
    #expect(try story.code(.introduction(to: "c-1"), on: "2026-01-20") == nil)
  }
}
