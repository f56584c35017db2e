import Journal
import LedgerEvents
import Money
import Testing
import TransparencyLog

@testable import Projections

struct AccountsTests {
  private let ledger: TestLedger

  init() throws { ledger = try TestLedger() }

  private func register(_ id: String, _ name: String, country: String = "DE") throws {
    try ledger.record(
      "account.registered.v1", on: "account/\(id)", at: "2026-01-05",
      #"{"account_id":"\#(id)","name":"\#(name)","sector":"Maschinenbau","country":"\#(country)"}"#,
      id: "reg-\(id)")
  }

  private func assign(_ id: String, _ employee: String, from day: String, on account: String) throws
    -> UInt64
  {
    try ledger.record(
      "assignment.started.v1", on: "account/\(account)", at: day,
      """
      {"assignment_id":"\(id)","employee_id":"\(employee)","role":"kam","valid_from":"\(day)"}
      """, id: "start-\(id)")
  }

  @Test func `A row says what the account's events come to`() throws {
    try register("nordwerk", "Nordwerk")
    _ = try assign("as-1", "kam-1", from: "2026-01-10", on: "nordwerk")
    for (type, day, data) in [
      ("account.details_changed.v1", "2026-02-01", #"{"field":"name","new":"Nordwerk Großbau"}"#),
      ("account.tier_assigned.v1", "2026-02-01", #"{"tier":"key","valid_from":"2026-02-01"}"#),
      (
        "account.tier_assigned.v1", "2026-02-02", #"{"tier":"strategic","valid_from":"2026-07-01"}"#
      ),
      (
        "escalation.raised.v1", "2026-02-03",
        #"{"escalation_id":"x-1","severity":2,"category":"quality"}"#
      ),
      (
        "escalation.raised.v1", "2026-02-04",
        #"{"escalation_id":"x-2","severity":2,"category":"quality"}"#
      ),
      ("escalation.resolved.v1", "2026-02-05", #"{"escalation_id":"x-1"}"#),
      (
        "contract.signed.v1", "2026-02-06",
        """
        {"contract_id":"k-1","kind":"frame","start":"2026-02-06","end":"2027-02-06",\
        "notice_days":90,"auto_renew":false,"acv":\(euros("1.00"))}
        """
      ),
      (
        "contract.notice_received.v1", "2026-02-07",
        #"{"contract_id":"k-1","effective":"2026-12-31"}"#
      ),
      (
        "interaction.recorded.v1", "2026-02-09",
        #"{"interaction_id":"i-1","kind":"call","contact_ids":[],"employee_ids":[],"topics":[]}"#
      ),
      (
        "interaction.recorded.v1", "2026-02-08",
        #"{"interaction_id":"i-2","kind":"call","contact_ids":[],"employee_ids":[],"topics":[]}"#
      ),
    ] {
      try ledger.record(type, on: "account/nordwerk", at: day, data)
    }
    let accounts = try Accounts(ledger.history, in: ledger.path)
    let page = try accounts.list(.init(today: try CalendarDay("2026-03-01")))
    let row = try #require(page.rows.first)
    #expect(row.name == "Nordwerk Großbau")
    #expect(row.tier == .key)
    #expect(row.kam == "kam-1")
    #expect(row.openEscalations == 1)
    #expect(row.nextContractEnd == (try CalendarDay("2026-12-31")))
    #expect(row.eventCount == 12)
    #expect(row.interactionCount == 2)
    #expect(row.lastInteraction == (try CalendarDay("2026-02-09")))
    #expect(row.lastPosition == 11)
    #expect(page.speaksFor == (try ledger.history.standpoint()))
    // The second tier begins in July.
    let july = try accounts.list(.init(today: try CalendarDay("2026-07-01")))
    #expect(july.rows.first?.tier == .strategic)
    // With clocks the same is folded from the journal.
    let past = try accounts.list(.init(clocks: .init(asOf: try CalendarDay("2026-02-03"))))
    #expect(past.rows.first?.openEscalations == 1)
    #expect(past.rows.first?.interactionCount == 0)
    // Registration, assignment, name, two tiers, the first escalation.
    #expect(past.rows.first?.eventCount == 6)
    #expect(try accounts.account("nordwerk", today: try CalendarDay("2026-03-01")).row == row)
  }

  @Test func `Filters choose by text, tier and key account manager`() throws {
    try register("nordwerk", "Nordwerk Maschinen")
    try register("sued", "Süd-Straßenbau", country: "AT")
    _ = try assign("as-1", "kam-1", from: "2026-01-10", on: "sued")
    try ledger.record(
      "account.tier_assigned.v1", on: "account/nordwerk", at: "2026-01-10",
      #"{"tier":"key","valid_from":"2026-01-10"}"#)
    let accounts = try Accounts(ledger.history, in: ledger.path)
    func found(_ set: (inout AccountFilter) -> Void) throws -> [String] {
      var filter = AccountFilter()
      set(&filter)
      return try accounts.list(.init(filter: filter, today: try CalendarDay("2026-03-01"))).rows
        .map(\.id)
    }
    #expect(try found { _ in } == ["nordwerk", "sued"])
    #expect(try found { $0.text = "STRASSEN" } == ["sued"])
    #expect(try found { $0.tier = .key } == ["nordwerk"])
    #expect(try found { $0.kam = "kam-1" } == ["sued"])
  }

  @Test func `A merged account leaves the list until it is asked for`() throws {
    try register("nordwerk", "Nordwerk")
    try register("altwerk", "Altwerk")
    try ledger.record(
      "account.merged.v1", on: "account/altwerk", at: "2026-02-01",
      #"{"survivor_id":"nordwerk","absorbed_id":"altwerk"}"#)
    let accounts = try Accounts(ledger.history, in: ledger.path)
    #expect(try accounts.list().rows.map(\.id) == ["nordwerk"])
    var filter = AccountFilter()
    filter.includesMerged = true
    #expect(
      try accounts.list(.init(filter: filter)).rows.map { "\($0.id) \($0.mergedInto ?? "-")" } == [
        "altwerk nordwerk", "nordwerk -",
      ])
  }

  @Test func `Pages of accounts show each once`() throws {
    let ids = (10..<33).map { "acc-\($0)" }
    for id in ids.reversed() { try register(id, "Firma") }
    let accounts = try Accounts(ledger.history, in: ledger.path)
    for clocks in [Clocks(), Clocks(asOf: try CalendarDay("2026-12-31"))] {
      var seen: [String] = []
      var cursor: String?
      repeat {
        let page = try accounts.list(.init(clocks: clocks, limit: 5, cursor: cursor))
        seen += page.rows.map(\.id)
        cursor = page.nextCursor
      } while cursor != nil
      #expect(seen == ids)
    }
    #expect(throws: ProjectionError.brokenCursor) {
      try accounts.list(.init(cursor: "no cursor"))
    }
  }

  @Test(arguments: [1, 2, 3])
  func `The kept rows equal those of a fresh fold`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let ids = ["a", "b", "c"]
    for id in ids { try register(id, "Firma \(id)") }
    let accounts = try Accounts(ledger.history, in: ledger.path)
    var recorded: [(id: String, account: String)] = []
    for number in 0..<120 {
      let account = ids.randomElement(using: &random) ?? "a"
      let day =
        "2026-0\(Int.random(in: 1...9, using: &random))-1\(Int.random(in: 0...9, using: &random))"
      let id = "n-\(number)"
      let escalation = "x-\(Int.random(in: 0...2, using: &random))"
      switch Int.random(in: 0..<7, using: &random) {
      case 0:
        try ledger.record(
          "account.details_changed.v1", on: "account/\(account)", at: day,
          #"{"field":"name","new":"Name \#(number)"}"#, id: id)
      case 1:
        try ledger.record(
          "account.tier_assigned.v1", on: "account/\(account)", at: day,
          #"{"tier":"key","valid_from":"\#(day)"}"#, id: id)
      case 2:
        try ledger.record(
          "escalation.raised.v1", on: "account/\(account)", at: day,
          #"{"escalation_id":"\#(escalation)","severity":2,"category":"quality"}"#, id: id)
      case 3:
        try ledger.record(
          "escalation.resolved.v1", on: "account/\(account)", at: day,
          #"{"escalation_id":"\#(escalation)"}"#, id: id)
      case 4:
        try ledger.record(
          "contract.signed.v1", on: "account/\(account)", at: day,
          """
          {"contract_id":"k-\(number % 2)","kind":"frame","start":"\(day)","end":"2027-01-\(10 + number % 20)",\
          "notice_days":90,"auto_renew":false,"acv":\(euros("1.00"))}
          """, id: id)
      case 5:
        _ = try assign("as-\(number)", "kam-\(number)", from: day, on: account)
        continue
      default:
        guard let target = recorded.randomElement(using: &random) else { continue }
        try ledger.record(
          "event.retracted.v1", on: "account/\(target.account)", at: day,
          #"{"target_event_id":"\#(target.id)","reason":"wrong"}"#, id: id)
        recorded.append((id, target.account))
        continue
      }
      recorded.append((id, account))
      if Int.random(in: 0..<5, using: &random) == 0 { try accounts.catchUp() }
    }
    try accounts.catchUp()
    let kept = try accounts.storedRows()
    // Another cursor makes the view throw its rows away and fold all of them.
    try accounts.setCursor(
      ViewCursor(size: 1, root: MerkleTree.emptyRoot, format: AccountFold.format))
    #expect(try accounts.catchUp() == .otherHistory(size: 1), Comment("seed \(seed)"))
    #expect(try accounts.storedRows() == kept, Comment("seed \(seed)"))
    // And so does a fold that never was a row.
    let folds = try AccountScan.all(ledger.history, try ledger.history.standpoint())
    #expect(folds.mapValues(\.stored) == kept, Comment("seed \(seed)"))
  }

  @Test func `A cursor that cannot be is noticed, and the rows are made anew`() throws {
    try register("nordwerk", "Nordwerk")
    let accounts = try Accounts(ledger.history, in: ledger.path)
    let right = try accounts.list()
    #expect(right.rebuild == nil)
    let root = try ledger.journal.root(at: 1)
    try accounts.setCursor(ViewCursor(size: 9, root: root, format: AccountFold.format))
    var page = try accounts.list()
    #expect(page.rebuild == .ahead(cursor: 9, size: 1))
    #expect(page.rows == right.rows)
    try accounts.setCursor(
      ViewCursor(size: 1, root: MerkleTree.emptyRoot, format: AccountFold.format))
    page = try accounts.list()
    #expect(page.rebuild == .otherHistory(size: 1))
    #expect(page.rows == right.rows)
    try accounts.setCursor(ViewCursor(size: 1, root: root, format: 99))
    page = try accounts.list()
    #expect(page.rebuild == .otherFormat(found: 99, known: AccountFold.format))
    #expect(page.rows == right.rows)
    #expect(try accounts.list().rebuild == nil)
  }

  @Test func `Who is responsible depends on the day and on what was known`() throws {
    try register("nordwerk", "Nordwerk")
    let first = try assign("as-1", "kam-1", from: "2026-01-10", on: "nordwerk")
    let ended = try ledger.record(
      "assignment.ended.v1", on: "account/nordwerk", at: "2026-03-05",
      #"{"assignment_id":"as-1","valid_to":"2026-03-01"}"#, id: "end-1")
    let second = try assign("as-2", "kam-2", from: "2026-03-01", on: "nordwerk")
    let ownership = Ownership(ledger.history)
    func holders(_ day: String, knownAt: KnownAt? = nil) throws -> [RoleHolder] {
      try ownership.asOf("nordwerk", on: try CalendarDay(day), knownAt: knownAt).holders
    }
    #expect(try holders("2026-01-09").isEmpty)
    let february = try #require(try holders("2026-02-28").first)
    #expect(february.employee == "kam-1")
    #expect(february.startedAt == first)
    #expect(february.endedAt == ended)
    #expect(february.role == .kam)
    // Half-open: on the day it ends the next one holds.
    #expect(try holders("2026-03-01").map(\.startedAt) == [second])
    // Before the end was recorded, kam-1 was believed to go on.
    #expect(try holders("2026-03-01", knownAt: .size(ended)).map(\.employee) == ["kam-1"])
    try ledger.record(
      "event.corrected.v1", on: "account/nordwerk", at: "2026-03-10",
      """
      {"target_event_id":"start-as-1","reason":"earlier","replacement":{\
      "type":"de.kontor.assignment.started.v1","data":{"assignment_id":"as-1",\
      "employee_id":"kam-9","role":"kam","valid_from":"2026-01-02"}}}
      """)
    #expect(try holders("2026-01-09").map(\.employee) == ["kam-9"])
    #expect(try holders("2026-01-09", knownAt: .size(4)).isEmpty)
  }
}
