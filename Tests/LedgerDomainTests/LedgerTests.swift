import LedgerDomain
import LedgerEvents
import Money
import Testing

struct LedgerTests {
  private static let digest = String(repeating: "a", count: 64)

  private func created(_ currency: String = "EUR") -> Record.OneOf_Data {
    var data = LedgerCreated()
    data.name = "Kontor Hamburg"
    data.currency = currency
    data.timeZone = "Europe/Berlin"
    data.format = 1
    return .ledgerCreated(data)
  }

  private func started() throws -> Story {
    var story = try Story("ledger")
    try story.record(created())
    return story
  }

  private func closed(_ period: String, _ scope: String) -> Record.OneOf_Data {
    var data = PeriodClosed()
    data.period = period
    data.scope = scope
    return .periodClosed(data)
  }

  @Test func `A ledger begins once and gives its terms to all streams`() throws {
    var story = try Story("ledger")
    #expect(try story.code(closed("2026-07", "ledger")) == .ledgerNotCreated)
    #expect(try story.code(created("XYZ")) == .unknownValue)
    #expect(try story.code(created("")) == .missingValue)
    try story.record(created("CHF"))
    #expect(try story.code(created()) == .ledgerCreated)
    let state = try #require(story.state.ledger)
    #expect(state.terms == LedgerTerms(currency: try Currency("CHF")))

    var account = try Story("account/nordwerk")
    account.terms = nil
    #expect(try account.code(.account()) == .ledgerNotCreated)
  }

  @Test func `A period is closed once for each scope`() throws {
    var story = try started()
    try story.record(closed("2026-07", "ledger"))
    #expect(try story.code(closed("2026-07", "ledger")) == .periodClosed)
    #expect(try story.code(closed("2026-07", "plan/kam-2026")) == nil)
    #expect(try story.code(closed("2026-08", "ledger")) == nil)
    #expect(try story.code(closed("Juli", "ledger")) == .malformedPeriod)
    #expect(try story.code(closed("2026-07", "plan/")) == .unknownSubject)
    let state = try #require(story.state.ledger)
    #expect(state.isClosed(try Period(parsing: "2026-07"), for: "ledger"))
    #expect(!state.isClosed(try Period(parsing: "2026-08"), for: "ledger"))
  }

  @Test func `An import loses no row and is recorded once`() throws {
    var story = try started()
    let run = { (rows: UInt64) in
      var data = ImportCompleted()
      data.batchID = "im-1"
      data.fileSha256 = Self.digest
      data.rows = rows
      (data.accepted, data.rejected, data.duplicates) = (8_790, 6, 4)
      return Record.OneOf_Data.importCompleted(data)
    }
    #expect(try story.code(run(8_801)) == .rowsDoNotSum)
    try story.record(run(8_800))
    #expect(try story.code(run(8_800)) == .duplicateImport)
  }

  @Test func `A type of one's own is registered before it is used`() throws {
    var story = try started()
    let type = { (name: String, version: UInt32) in
      var data = EventTypeRegistered()
      data.name = name
      data.version = version
      data.jsonSchema = "{}"
      data.title = "Messebesuch"
      return Record.OneOf_Data.eventTypeRegistered(data)
    }
    #expect(try story.code(type("de.kontor.order.booked", 1)) == .reservedName)
    #expect(try story.code(type("Messe", 1)) == .malformedText)
    try story.record(type("com.example.fair.visited", 1))
    #expect(try story.code(type("com.example.fair.visited", 1)) == .versionNotAscending)
    #expect(try story.code(type("com.example.fair.visited", 2)) == nil)
    let state = try #require(story.state.ledger)
    #expect(state.terms?.customTypes == ["com.example.fair.visited.v1"])

    var visited = CustomEvent()
    visited.type = "com.example.fair.visited.v1"
    visited.json = "{}"
    #expect(try Story.nordwerk().code(.customEvent(visited)) == nil)
    visited.type = "com.example.fair.visited.v2"
    #expect(try Story.nordwerk().code(.customEvent(visited)) == .unknownType)
  }

  @Test func `A generation is switched to, not kept`() throws {
    var story = try started()
    let promoted = { (generation: UInt32) in
      var data = ProjectionPromoted()
      data.projection = "commission"
      data.generation = generation
      return Record.OneOf_Data.projectionPromoted(data)
    }
    try story.record(promoted(4))
    #expect(try story.code(promoted(4)) == .generationRunning)
    #expect(try story.code(promoted(5)) == nil)
    var back = ProjectionRolledBack()
    back.projection = "commission"
    back.generation = 4
    #expect(try story.code(.projectionRolledBack(back)) == .generationRunning)
    back.generation = 3
    #expect(try story.code(.projectionRolledBack(back)) == nil)
    var rebuilt = ProjectionRebuilt()
    rebuilt.projection = "commission"
    rebuilt.codeVersion = "1.4.0"
    #expect(try story.code(.projectionRebuilt(rebuilt)) == .missingValue)
    rebuilt.digestAfter = Self.digest
    #expect(try story.code(.projectionRebuilt(rebuilt)) == nil)
  }

  @Test func `Only the streams that there were are committed`() throws {
    var story = try started()
    story.streams[10] = StreamsFigure(count: 3, root: Self.digest)
    func committed(_ edit: (inout StreamsCommitted) -> Void = { _ in }) -> Record.OneOf_Data {
      var data = StreamsCommitted()
      (data.size, data.streams, data.root, data.occasion) = (10, 3, Self.digest, .statement)
      edit(&data)
      return .streamsCommitted(data)
    }
    #expect(try story.code(committed()) == nil)
    #expect(try story.code(committed { $0.size = 0 }) == .missingValue)
    #expect(try story.code(committed { $0.size = 11 }) == .sizeAhead)
    #expect(try story.code(committed { $0.streams = 4 }) == .streamsDiffer)
    #expect(try story.code(committed { $0.root = "" }) == .missingValue)
    #expect(try story.code(committed { $0.root = "abc" }) == .malformedDigest)
    #expect(
      try story.code(committed { $0.root = String(repeating: "0", count: 64) }) == .streamsDiffer)
    #expect(try story.code(committed { $0.occasion = .unspecified }) == .missingValue)
    let refusal = try story.refusal(committed { $0.streams = 4 })
    #expect(refusal?.reason.contains("leave it out") == true)
    var account = try Story.nordwerk()
    account.streams[10] = StreamsFigure(count: 3, root: Self.digest)
    #expect(try account.code(committed()) == .wrongSubject)
  }

  @Test func `A rate of another currency is fixed once a day`() throws {
    var story = try started()
    #expect(try story.code(.rate("XYZ")) == .unknownValue)
    #expect(try story.code(.rate("")) == .missingValue)
    #expect(try story.code(.rate("EUR")) == .ownCurrency)
    #expect(try story.code(.rate(on: 20_260_230)) == .noSuchDay)
    #expect(try story.code(.rate { $0.rateMillionths = 0 }) == .outOfRange)
    #expect(try story.code(.rate { $0.rateMillionths = 1 }) == nil)
    #expect(try story.code(.rate { $0.source = "" }) == .missingValue)
    try story.record(.rate())
    #expect(try story.code(.rate()) == .duplicateRate)
    #expect(try story.code(.rate(on: 20_260_401)) == nil)
    #expect(try story.code(.rate("CHF")) == nil)
    try story.record(retraction("fact-1"))
    #expect(try story.code(.rate()) == nil)
    #expect(try Story.nordwerk().code(.rate()) == .wrongSubject)
    #expect(try story.code(.attained(scope: "ledger")) == nil)
  }

  @Test func `An export says what for`() throws {
    let story = try started()
    var data = ExportCreated()
    data.scope = "account/nordwerk"
    data.format = "csv"
    data.sha256 = Self.digest
    #expect(try story.code(.exportCreated(data)) == .missingValue)
    data.purpose = "Betriebsprüfung"
    #expect(try story.code(.exportCreated(data)) == nil)
  }

  @Test func `A fact is refused on the wrong kind of subject by name`() throws {
    let rejection = try #require(try started().refusal(.order("or-1")))
    #expect(rejection.code == .wrongSubject)
    #expect(rejection.reason == "order.booked cannot be about ledger; it belongs to account/…")
    #expect(try Story.nordwerk().code(created()) == .wrongSubject)
    #expect(try Story("plan/kam-2026").code(created()) == .wrongSubject)
    for subject in ["team/nord", "account/", "account", "", "/x"] {
      #expect(throws: Rejection.self) { try Story(subject) }
    }
  }

  @Test func `Figures about employees need a works agreement that holds on the day`() throws {
    var story = try started()
    func permitted(
      _ edit: (inout EmployeeFiguresPermitted) -> Void = { _ in }
    ) -> Record.OneOf_Data {
      var data = EmployeeFiguresPermitted()
      data.worksAgreement = "BV 12"
      data.validFrom = .on(20_260_101)
      data.approverID = "e-3"
      edit(&data)
      return .employeeFiguresPermitted(data)
    }
    func read(_ edit: (inout EmployeeFiguresRead) -> Void = { _ in }) -> Record.OneOf_Data {
      var data = EmployeeFiguresRead()
      data.employeeID = "e-7"
      data.figures = ["visits"]
      data.from = .on(20_260_101)
      data.to = .on(20_260_401)
      edit(&data)
      return .employeeFiguresRead(data)
    }
    #expect(try story.code(read()) == .employeeFiguresOff)
    #expect(try story.code(permitted { $0.worksAgreement = "" }) == .missingValue)
    #expect(try story.code(permitted { $0.approverID = "" }) == .missingValue)
    #expect(
      try story.code(permitted { $0.validTo = .on(20_260_101) }) == .emptyPeriod)
    try story.record(permitted())
    #expect(try story.code(read()) == nil)
    #expect(try story.code(read { $0.employeeID = "" }) == .missingValue)
    #expect(try story.code(read { $0.figures = [] }) == .missingValue)
    #expect(try story.code(read { $0.to = .on(20_260_101) }) == .emptyPeriod)
    // The newest permission holds alone: one that has ended takes the figures back.
    try story.record(permitted { $0.validTo = .on(20_260_102) })
    #expect(try story.code(read()) == .employeeFiguresOff)
  }
}
