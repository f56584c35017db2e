import Journal
import LedgerEvents
import Money
import Testing

@testable import Projections

struct TimelineTests {
  private let ledger: TestLedger
  private let timeline: Timeline

  init() throws {
    ledger = try TestLedger()
    timeline = Timeline(ledger.history)
    try ledger.record(
      "account.registered.v1", on: "account/nordwerk", at: "2026-01-05",
      #"{"account_id":"nordwerk","name":"Nordwerk Maschinenbau","sector":"Maschinenbau","country":"DE"}"#
    )
  }

  private func visit(
    _ day: String, topics: String = #"["discount","offer"]"#, id: String? = nil,
    contacts: String = #"["c-1","c-2"]"#, account: String = "nordwerk"
  ) throws -> UInt64 {
    try ledger.record(
      "interaction.recorded.v1", on: "account/\(account)", at: day,
      """
      {"interaction_id":"i","kind":"visit","contact_ids":\(contacts),"employee_ids":["e-1"],\
      "topics":\(topics)}
      """, id: id)
  }

  private func order(_ day: String, _ id: String, net: String = "12345.00") throws -> UInt64 {
    try ledger.record(
      "order.booked.v1", on: "account/nordwerk", at: day,
      #"{"order_id":"\#(id)","lines":[],"net":\#(euros(net)),"employee_id":"e-2"}"#,
      id: "order-\(id)")
  }

  private func positions(_ request: TimelineRequest) throws -> [UInt64] {
    try timeline.page(request).entries.map(\.stored.position)
  }

  @Test func `The newest event stands first, however late it was recorded`() throws {
    let march = try visit("2026-03-02")
    let february = try visit("2026-02-02")
    let april = try order("2026-04-01", "a-17")
    #expect(try positions(.init(account: "nordwerk")) == [april, march, february, 0])
    #expect(
      try positions(.init(account: "nordwerk", oldestFirst: true)) == [0, february, march, april])
  }

  @Test func `A line says what happened`() throws {
    _ = try visit("2026-03-02")
    _ = try order("2026-04-01", "a-17")
    let entries = try timeline.page(.init(account: "nordwerk")).entries
    #expect(
      entries.map(\.summary) == [
        "Order a-17 booked: 12,345.00 EUR net",
        "Visit with 2 contacts, topics discount, offer",
        "Account registered: Nordwerk Maschinenbau, Maschinenbau, DE",
      ])
  }

  @Test func `A line says what a settlement rests on and goes through`() {
    func text<Payload>(
      _ wrap: (Payload) -> Record.OneOf_Data, _ empty: Payload, _ edit: (inout Payload) -> Void
    ) -> String {
      var payload = empty
      edit(&payload)
      return TimelineSummary.text(of: wrap(payload))
    }
    func euros(_ minor: Int64) -> MoneyValue {
      var money = MoneyValue()
      (money.minor, money.currency) = (minor, "EUR")
      return money
    }
    func day(_ number: UInt32) -> Day {
      var day = Day()
      day.yyyymmdd = number
      return day
    }
    #expect(
      text(Record.OneOf_Data.paymentReceived, PaymentReceived()) {
        ($0.invoiceID, $0.amount, $0.deduction) = ("iv-1", euros(588_00), euros(12_00))
      } == "Payment of 588.00 EUR for invoice iv-1, 12.00 EUR deducted (Skonto)")
    #expect(
      text(Record.OneOf_Data.paymentReversed, PaymentReversed()) {
        ($0.invoiceID, $0.amount, $0.reason) = ("iv-1", euros(588_00), "Konto erloschen")
      } == "Payment of 588.00 EUR for invoice iv-1 reversed (Rücklastschrift): Konto erloschen")
    #expect(
      text(Record.OneOf_Data.deliveryMade, DeliveryMade()) {
        ($0.deliveryID, $0.orderID, $0.net) = ("dl-1", "or-1", euros(1_000_00))
      } == "Delivery dl-1 of order or-1: 1,000.00 EUR net")
    #expect(
      text(Record.OneOf_Data.employeeLeft, EmployeeLeft()) {
        ($0.employeeID, $0.validTo) = ("e-41", day(20_261_001))
      } == "e-41 left, not employed from 2026-10-01")
    #expect(
      text(Record.OneOf_Data.targetAttained, TargetAttained()) {
        ($0.scope, $0.kpi, $0.period) = ("employee/e-23", "revenue", "2026-Q1")
        $0.value.money = euros(468_200_00)
      } == "Reached 2026-Q1 by employee/e-23, revenue: 468,200.00 EUR (Zielfeststellung)")
    #expect(
      text(Record.OneOf_Data.commissionStatementPageAdded, CommissionStatementPageAdded()) {
        ($0.statementID, $0.page) = ("st-1", 2)
      } == "Page 2 of statement st-1")
    #expect(
      text(Record.OneOf_Data.commissionPaidOut, CommissionPaidOut()) {
        ($0.employeeID, $0.amount) = ("e-23", euros(8_625_00))
      } == "8,625.00 EUR paid out to e-23 (Auszahlung)")
    #expect(
      text(Record.OneOf_Data.commissionStatementDisputed, CommissionStatementDisputed()) {
        ($0.statementID, $0.lineID, $0.reason) = ("st-1", "7", "Satz falsch")
      } == "Statement st-1 disputed, line 7: Satz falsch")
    #expect(
      text(Record.OneOf_Data.commissionStatementDisputeSettled, CommissionStatementDisputeSettled())
      {
        ($0.disputeID, $0.result) = ("sd-1", .upheld)
      } == "Dispute sd-1 settled: upheld")
    #expect(
      text(Record.OneOf_Data.employeeFiguresPermitted, EmployeeFiguresPermitted()) {
        ($0.worksAgreement, $0.validFrom) = ("BV 12", day(20_260_401))
      } == "Figures about employees allowed from 2026-04-01 by BV 12")
    #expect(
      text(Record.OneOf_Data.employeeFiguresRead, EmployeeFiguresRead()) {
        ($0.employeeID, $0.figures, $0.purpose) = ("e-17", ["visits", "nps"], "Gespräch")
      } == "Figures about e-17 read: visits, nps: Gespräch")
    #expect(
      text(Record.OneOf_Data.streamsCommitted, StreamsCommitted()) {
        ($0.size, $0.streams, $0.occasion) = (14, 3, .periodClose)
      } == "Heads of 3 streams committed at size 14, for a period close")
    for (rate, shown) in [(1_100_000, "1.1"), (1_000_000, "1"), (950_001, "0.950001")] {
      #expect(
        text(Record.OneOf_Data.exchangeRateFixed, ExchangeRateFixed()) {
          ($0.currency, $0.day, $0.rateMillionths) = ("USD", day(20_260_331), UInt64(rate))
        } == "Rate of USD on 2026-03-31: \(shown)")
    }
  }

  @Test func `An older form of an event is read as the current one`() throws {
    try ledger.record(
      "visit.recorded.v1", on: "account/nordwerk", at: "2026-03-02",
      #"{"contact_ids":["c-1"],"employee_ids":["e-1"],"topics":["delivery"]}"#)
    let entry = try #require(try timeline.page(.init(account: "nordwerk")).entries.first)
    #expect(entry.summary == "Visit with 1 contact, topics delivery")
    #expect(entry.type?.name == "interaction.recorded")
    var filter = TimelineFilter()
    filter.types = ["visit.recorded"]
    #expect(try positions(.init(account: "nordwerk", filter: filter)) == [1])
    filter.types = ["interaction.recorded"]
    #expect(try positions(.init(account: "nordwerk", filter: filter)) == [1])
  }

  @Test func `Filters choose by family, person, text and day`() throws {
    let march = try visit("2026-03-02", contacts: #"["c-7"]"#)
    let booked = try order("2026-04-01", "a-17")
    let agreed = try ledger.record(
      "action.agreed.v1", on: "account/nordwerk", at: "2026-04-02",
      #"{"action_id":"t-1","employee_id":"e-1","due":"2026-05-01","text":"Maße der Straßenbahn prüfen"}"#,
      actor: "e-9")
    func found(_ set: (inout TimelineFilter) throws -> Void) throws -> [UInt64] {
      var filter = TimelineFilter()
      try set(&filter)
      return try positions(.init(account: "nordwerk", filter: filter))
    }
    #expect(try found { $0.families = [.orders] } == [booked])
    #expect(try found { $0.families = [.orders, .relationships] } == [agreed, booked, march])
    #expect(try found { $0.employee = "e-1" } == [agreed, march])
    #expect(try found { $0.employee = "e-9" } == [agreed])
    #expect(try found { $0.contact = "c-7" } == [march])
    #expect(try found { $0.text = "STRASSENBAHN PRÜFEN" } == [agreed])
    #expect(try found { $0.text = "MASCHINENBAU" } == [0])
    // Half-open: the day `to` is not wanted any more.
    #expect(
      try found {
        $0.from = try CalendarDay("2026-03-02")
        $0.to = try CalendarDay("2026-04-02")
      } == [booked, march])
    #expect(try found { $0.families = [.voice] } == [])
  }

  @Test func `As-of cuts by the business day, known-at by what was recorded`() throws {
    let march = try visit("2026-03-02")
    let february = try visit("2026-02-02")
    let clocks = Clocks(asOf: try CalendarDay("2026-02-28"))
    #expect(try positions(.init(account: "nordwerk", clocks: clocks)) == [february, 0])
    let known = Clocks(knownAt: .size(2))
    #expect(try positions(.init(account: "nordwerk", clocks: known)) == [march, 0])
    let both = Clocks(asOf: try CalendarDay("2026-02-28"), knownAt: .size(2))
    #expect(try positions(.init(account: "nordwerk", clocks: both)) == [0])
  }

  @Test func `The business day, not the moment in UTC, decides at midnight`() throws {
    // 23:30 UTC on 31 March is half past midnight of 1 April in the ledger's time zone.
    let late = try ledger.record(
      "sentiment.rated.v1", on: "account/nordwerk", at: "2026-03-31T23:30:00Z", #"{"rating":4}"#)
    let march = Clocks(asOf: try CalendarDay("2026-03-31"))
    let april = Clocks(asOf: try CalendarDay("2026-04-01"))
    #expect(try !positions(.init(account: "nordwerk", clocks: march)).contains(late))
    #expect(try positions(.init(account: "nordwerk", clocks: april)).contains(late))
  }

  @Test func `The same clocks give the same page after more was recorded`() throws {
    _ = try visit("2026-03-02", id: "visit-1")
    try ledger.setTime("2026-04-01T08:00:00Z")
    let before = try ledger.history.standpoint(.init(knownAt: .size(2)))
    let shown = try timeline.page(.init(account: "nordwerk", clocks: .init(knownAt: .size(2))))
    try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2026-04-01",
      #"{"target_event_id":"visit-1","reason":"wrong customer"}"#)
    let again = try timeline.page(.init(account: "nordwerk", clocks: .init(knownAt: .size(2))))
    #expect(again.entries.map(\.stored.bytes) == shown.entries.map(\.stored.bytes))
    #expect(again.entries.map(\.summary) == shown.entries.map(\.summary))
    #expect(again.entries.allSatisfy { $0.amendment == nil })
    #expect(again.speaksFor == before)
    #expect(again.speaksFor.root == (try ledger.journal.root(at: 2)))
    // By time: what was recorded before April is the same two records.
    let noon = KnownAt.time(try Instant(parsing: "2026-03-31T12:00:00Z"))
    let byTime = try timeline.page(.init(account: "nordwerk", clocks: .init(knownAt: noon)))
    #expect(byTime.speaksFor == before)
  }

  @Test func `A corrected event shows what holds and what was said`() throws {
    let booked = try order("2026-04-01", "a-17", net: "12345.00")
    let correction = try ledger.record(
      "event.corrected.v1", on: "account/nordwerk", at: "2026-04-03",
      """
      {"target_event_id":"order-a-17","replacement":{"type":"de.kontor.order.booked.v1",\
      "data":{"order_id":"a-17","lines":[],"net":\(euros("1234.50"))}},\
      "business_day":"2026-01-20","reason":"decimal point"}
      """)
    let entries = try timeline.page(.init(account: "nordwerk")).entries
    // The day that holds decides the place: the order moves from April to January.
    #expect(entries.map(\.stored.position) == [correction, booked, 0])
    #expect(entries[1].summary == "Order a-17 booked: 1,234.50 EUR net")
    #expect(entries[1].originalSummary == "Order a-17 booked: 12,345.00 EUR net")
    #expect(entries[1].day == (try CalendarDay("2026-01-20")))
    #expect(entries[1].isCorrected)
    #expect(entries[1].amendment?.reason == "decimal point")
    #expect(entries[1].amendment?.position == correction)
    let january = Clocks(asOf: try CalendarDay("2026-01-31"))
    #expect(try positions(.init(account: "nordwerk", clocks: january)) == [booked, 0])
  }

  @Test func `A retraction that is retracted lets the event hold again`() throws {
    _ = try visit("2026-03-02", id: "visit-1")
    try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2026-03-03",
      #"{"target_event_id":"visit-1","reason":"wrong customer"}"#, id: "undo-1")
    var entry = try #require(
      try timeline.page(.init(account: "nordwerk", oldestFirst: true)).entries.dropFirst().first)
    #expect(entry.isRetracted)
    #expect(entry.summary == "Visit with 2 contacts, topics discount, offer")
    try ledger.record(
      "event.retracted.v1", on: "account/nordwerk", at: "2026-03-04",
      #"{"target_event_id":"undo-1","reason":"it was the right one"}"#)
    entry = try #require(
      try timeline.page(.init(account: "nordwerk", oldestFirst: true)).entries.dropFirst().first)
    #expect(entry.amendment == nil)
  }

  @Test func `What was recorded after the next day is marked as late`() throws {
    try ledger.setTime("2026-03-04T08:00:00Z")
    let late = try visit("2026-03-02")
    let nextDay = try visit("2026-03-03")
    let entries = try timeline.page(.init(account: "nordwerk")).entries
    #expect(entries.first { $0.stored.position == late }?.isLate == true)
    #expect(entries.first { $0.stored.position == nextDay }?.isLate == false)
  }

  @Test func `A merged account shows both histories until the merge is reverted`() throws {
    try ledger.record(
      "account.registered.v1", on: "account/altwerk", at: "2025-01-05",
      #"{"account_id":"altwerk","name":"Altwerk","sector":"Maschinenbau","country":"DE"}"#)
    let old = try visit("2025-06-01", account: "altwerk")
    let merge = try ledger.record(
      "account.merged.v1", on: "account/altwerk", at: "2026-02-01",
      #"{"survivor_id":"nordwerk","absorbed_id":"altwerk"}"#)
    let page = try timeline.page(.init(account: "nordwerk"))
    #expect(page.accounts == ["nordwerk", "altwerk"])
    #expect(page.entries.map(\.stored.position) == [merge, 0, old, 1])
    // Before the merge they were two.
    let before = Clocks(asOf: try CalendarDay("2026-01-31"))
    #expect(try positions(.init(account: "nordwerk", clocks: before)) == [0])
    try ledger.record(
      "account.merge_reverted.v1", on: "account/altwerk", at: "2026-03-01",
      #"{"survivor_id":"nordwerk","absorbed_id":"altwerk"}"#)
    #expect(try positions(.init(account: "nordwerk")) == [0])
  }

  @Test(arguments: [true, false])
  func `Pages show every event once while more arrive`(oldestFirst: Bool) throws {
    let seed: UInt64 = 20_260_401
    var random = SeededGenerator(seed: seed)
    for number in 0..<83 {
      let day = String(format2(Int.random(in: 1...28, using: &random)))
      let month = format2(Int.random(in: 1...6, using: &random))
      _ = try visit("2026-\(month)-\(day)", id: "v-\(number)")
    }
    for isFiltered in [false, true] {
      var filter = TimelineFilter()
      if isFiltered { filter.families = [.relationships] }
      var request = TimelineRequest(
        account: "nordwerk", filter: filter, limit: 7, oldestFirst: oldestFirst)
      let whole = try timeline.page(
        .init(account: "nordwerk", filter: filter, limit: 10_000, oldestFirst: oldestFirst))
      var seen: [UInt64] = []
      var pages = 0
      repeat {
        let page = try timeline.page(request)
        #expect(page.speaksFor == whole.speaksFor, Comment("seed \(seed)"))
        seen += page.entries.map(\.stored.position)
        request.cursor = page.nextCursor
        pages += 1
        _ = try visit("2026-0\(1 + pages % 6)-15")
      } while request.cursor != nil
      #expect(seen == whole.entries.map(\.stored.position), Comment("seed \(seed)"))
      #expect(Set(seen).count == seen.count, Comment("seed \(seed)"))
    }
  }

  @Test func `A cursor belongs to its question`() throws {
    for day in 1...5 { _ = try visit("2026-03-0\(day)") }
    let request = TimelineRequest(account: "nordwerk", limit: 2)
    let cursor = try #require(try timeline.page(request).nextCursor)
    var other = request
    other.cursor = cursor
    other.filter.contact = "c-1"
    #expect(throws: ProjectionError.otherCursor) { try timeline.page(other) }
    other = request
    other.cursor = cursor
    other.oldestFirst = true
    #expect(throws: ProjectionError.otherCursor) { try timeline.page(other) }
    other = request
    other.cursor = "no cursor"
    #expect(throws: ProjectionError.brokenCursor) { try timeline.page(other) }
    other.cursor = String(cursor.dropLast(4))
    #expect(throws: ProjectionError.brokenCursor) { try timeline.page(other) }
    // The limit may change.
    other = request
    other.cursor = cursor
    other.limit = 3
    #expect(try positions(other) == [3, 2, 1])
  }

  @Test func `Impossible questions are refused by name`() throws {
    #expect(throws: ProjectionError.unknownAccount("westwerk")) {
      try timeline.page(.init(account: "westwerk"))
    }
    #expect(throws: ProjectionError.sizeAhead(asked: 9, size: 1)) {
      try timeline.page(.init(account: "nordwerk", clocks: .init(knownAt: .size(9))))
    }
  }

  @Test func `An own event type is shown under its title`() throws {
    let registered = try CloudEvents.parse(
      Array(
        #"""
        {"specversion":"1.0","id":"r-1","source":"urn:test","subject":"ledger",
        "type":"de.kontor.event_type.registered.v1","time":"2026-01-01T00:00:00Z",
        "timeprecision":"day","data":{"name":"com.example.fair.visited","version":1,
        "json_schema":"{\"type\":\"object\"}","title":"Messebesuch"}}
        """#.utf8))
    _ = try ledger.append([registered])
    guard
      case .eventTypeRegistered(let event) = try Record.OneOf_Data(
        typeNumber: registered.type.number, payload: registered.payload)
    else {
      Issue.record("the registration is not one")
      return
    }
    let types = try CustomTypes.none.registering(event)
    let custom = try CloudEvents.parse(
      Array(
        #"""
        {"specversion":"1.0","id":"f-1","source":"urn:test","subject":"account/nordwerk",
        "type":"com.example.fair.visited.v1","time":"2026-05-01T00:00:00Z",
        "timeprecision":"day","data":{"fair":"Hannover Messe"}}
        """#.utf8), customTypes: types)
    _ = try ledger.append([custom])
    let entry = try #require(try timeline.page(.init(account: "nordwerk")).entries.first)
    #expect(entry.summary == #"Messebesuch: {"fair":"Hannover Messe"}"#)
    #expect(entry.type?.family == .custom)
  }
}

private func format2(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
