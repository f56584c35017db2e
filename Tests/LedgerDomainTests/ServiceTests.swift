import LedgerDomain
import LedgerEvents
import Testing

struct ServiceTests {
  @Test func `An escalation that nobody raised cannot go on`() throws {
    let story = try Story.nordwerk()
    let steps: [Record.OneOf_Data] = [
      .acknowledged("es-1"), .paused("es-1"), .resumed("es-1"), .resolved("es-1"),
      .reopened("es-1"),
    ]
    for step in steps { #expect(try story.code(step) == .unknownEscalation) }
    let rejection = try #require(try story.refusal(.resolved("es-1")))
    #expect(
      rejection.reason
        == """
        escalation es-1 is not known here; record escalation.raised for it first, or name another
        """)
  }

  @Test func `Severity is 1 to 4`() throws {
    let story = try Story.nordwerk()
    #expect(try story.code(.escalation("es-1", severity: 0)) == .outOfRange)
    #expect(try story.code(.escalation("es-1", severity: 1)) == nil)
    #expect(try story.code(.escalation("es-1", severity: 4)) == nil)
    #expect(try story.code(.escalation("es-1", severity: 5)) == .outOfRange)
    #expect(try story.code(.escalation("es-1") { $0.due = .on(20_260_301) }) == .beforeItBegan)
    #expect(try story.code(.escalation("es-1") { $0.due = .on(20_260_302) }) == nil)
  }

  @Test func `Pause and resume alternate`() throws {
    var story = try Story.nordwerk()
    try story.record(.escalation("es-1"))
    #expect(try story.code(.escalation("es-1")) == .duplicateEscalation)
    #expect(try story.code(.resumed("es-1")) == .escalationNotPaused)
    try story.record(.paused("es-1"))
    #expect(try story.code(.paused("es-1")) == .escalationPaused)
    try story.record(.resumed("es-1"))
    #expect(try story.code(.resumed("es-1")) == .escalationNotPaused)
  }

  @Test func `The first reaction counts and a resolution is not before the escalation`() throws {
    var story = try Story.nordwerk()
    try story.record(.escalation("es-1"), on: "2026-03-10")
    #expect(try story.code(.resolved("es-1"), on: "2026-03-09") == .beforeItBegan)
    #expect(try story.code(.acknowledged("es-1"), on: "2026-03-09") == .beforeItBegan)
    try story.record(.acknowledged("es-1"), on: "2026-03-10")
    #expect(try story.code(.acknowledged("es-1"), on: "2026-03-11") == .escalationAcknowledged)
  }

  @Test func `A resolved escalation goes on only when it is reopened`() throws {
    var story = try Story.nordwerk()
    try story.record(.escalation("es-1"), on: "2026-03-10")
    #expect(try story.code(.reopened("es-1"), on: "2026-03-11") == .escalationNotResolved)
    try story.record(.resolved("es-1"), on: "2026-03-20")
    #expect(try story.code(.resolved("es-1"), on: "2026-03-21") == .escalationResolved)
    #expect(try story.code(.paused("es-1"), on: "2026-03-21") == .escalationResolved)
    #expect(try story.code(.acknowledged("es-1"), on: "2026-03-20") == nil)
    #expect(try story.code(.reopened("es-1"), on: "2026-03-19") == .beforeItBegan)
    try story.record(.reopened("es-1"), on: "2026-03-21")
    #expect(try story.code(.resolved("es-1"), on: "2026-03-25") == nil)
  }

  @Test func `An override lasts ninety days at most`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.overrideCleared()) == .noOverride)
    // 2026-03-02 plus 90 days: 29 left in March, 30 in April, 31 in May is 2026-05-31.
    #expect(try story.code(.override(until: 20_260_531), on: "2026-03-02") == nil)
    #expect(try story.code(.override(until: 20_260_601), on: "2026-03-02") == .overrideTooLong)
    #expect(try story.code(.override(until: 20_260_302), on: "2026-03-02") == .emptyPeriod)
    try story.record(.override(until: 20_260_531))
    try story.record(.overrideCleared())
    #expect(try story.code(.overrideCleared()) == .noOverride)
  }

  @Test func `What was reached is said in the figure of the target`() throws {
    var story = try Story.nordwerk()
    let money = { (version: UInt32) in
      Record.OneOf_Data.attained(version: version) { $0.value.money = .eur(468_200_00) }
    }
    #expect(try story.code(money(1)) == nil)
    try story.record(.target())
    let rejection = try #require(try story.refusal(money(1)))
    #expect(rejection.code == .figureDiffers)
    #expect(
      rejection.reason
        == """
        the target revenue for 2026-Q1 is a number, but what was reached is an amount of money; give \
        the figure the target was set in
        """)
    #expect(try story.code(.attained { $0.period = "2026-Q2" }) == nil)
    #expect(try story.code(.attained { $0.value.basisPoints = 1 }) == .figureDiffers)
    #expect(try story.code(.attained { $0.clearValue() }) == .missingValue)
    #expect(try story.code(.attained(scope: "account/suedwerk")) == .subjectDiffers)
    #expect(try story.code(.attained(version: 0)) == .outOfRange)
    try story.record(.attained())
    #expect(try story.code(.attained()) == .versionNotAscending)
    #expect(try story.code(.attained(version: 2)) == nil)
    // The newest version of the target says in what it is measured.
    try story.record(.target(version: 2) { $0.value.money = .eur(450_000_00) })
    #expect(try story.code(.attained(version: 2)) == .figureDiffers)
    #expect(try story.code(money(2)) == nil)
    let employee = try Story("employee/e-23")
    #expect(try employee.code(.attained(scope: "employee/e-23")) == nil)
  }

  @Test func `Targets and forecasts speak for their own subject`() throws {
    var story = try Story.nordwerk()
    #expect(try story.code(.target(scope: "account/suedwerk")) == .subjectDiffers)
    #expect(try story.code(.target(scope: "team/nord")) == .unknownSubject)
    #expect(try story.code(.target { $0.clearValue() }) == .missingValue)
    try story.record(.target(version: 2))
    #expect(try story.code(.target(version: 2)) == .versionNotAscending)
    #expect(try story.code(.target(version: 3)) == nil)
    #expect(try story.code(.target(version: 1) { $0.period = "2026-Q2" }) == nil)
    #expect(try story.code(.forecast()) == nil)
    #expect(try story.code(.forecast { $0.amount = .eur(-1) }) == .wrongSign)
    #expect(try story.code(.forecast(scope: "employee/e-1")) == .subjectDiffers)
  }
}
