import LedgerEvents
import Money
import StrictJSON
import SwiftProtobuf
import Testing

@Suite struct `Typed payloads` {
  private func order() -> OrderBooked {
    var order = OrderBooked()
    order.orderID = "or-1"
    order.net = .with {
      $0.minor = 12_345
      $0.currency = "EUR"
    }
    return order
  }

  private func event(_ data: some EventPayload, id: String = "e-1") throws -> ProposedEvent {
    try ProposedEvent(
      id: id, source: "urn:kontor:test", subject: "account/a",
      occurrence: .day(try CalendarDay(year: 2026, month: 3, day: 1)), data: data, actor: "e-2")
  }

  @Test func `A typed payload becomes the same event as its JSON form`() throws {
    let json = """
      {"specversion": "1.0", "id": "e-1", "source": "urn:kontor:test", "subject": "account/a",
      "type": "de.kontor.order.booked.v1", "time": "2026-03-01T00:00:00Z", "timeprecision": "day",
      "actor": "e-2",
      "data": {"net": {"currency": "EUR", "amount": "123.45"}, "lines": [], "order_id": "or-1"}}
      """
    #expect(try event(order()) == (try CloudEvents.parse(Array(json.utf8))))
  }

  @Test func `A typed payload without a required value is refused`() throws {
    var incomplete = order()
    incomplete.clearNet()
    let error = #expect(throws: EventError.self) { try event(incomplete) }
    #expect(error?.problem == .missingMember("net"))
  }

  @Test func `A typed payload with a value of the wrong form is refused at its place`() throws {
    var faulty = order()
    faulty.orderID = "OR 1"
    let error = #expect(throws: EventError.self) { try event(faulty) }
    #expect(error?.location?.pointer == "/data/order_id")
  }

  @Test func `A typed payload with an unset kind is refused`() throws {
    let error = #expect(throws: EventError.self) {
      try event(SentimentRated())
    }
    #expect(error?.location?.pointer == "/data/rating")
    var interaction = InteractionRecorded()
    interaction.interactionID = "i"
    let other = #expect(throws: EventError.self) { try event(interaction) }
    #expect(other?.problem == .missingMember("kind"))
  }

  @Test(arguments: [
    "", " a", "a\u{200B}", "a\u{202E}b", "a\u{7}", String(repeating: "x", count: 257),
  ])
  func `An id that people cannot tell from another is refused`(id: String) {
    #expect(throws: EventError.self) { try event(order(), id: id) }
  }

  @Test(arguments: [
    EventAttribute(name: "Shop", value: "a"), EventAttribute(name: "", value: "a"),
    EventAttribute(name: "subject", value: "a"), EventAttribute(name: "shop", value: "a\u{85}"),
    EventAttribute(name: "data_base64", value: "a"),
  ])
  func `An extension that could not be read back is refused`(attribute: EventAttribute) {
    let error = #expect(throws: EventError.self) {
      try ProposedEvent(
        id: "1", source: "s", subject: "ledger", occurrence: .unknown, data: order(),
        extensions: [attribute])
    }
    guard case .unusableAttribute(attribute.name, _)? = error?.problem else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
  }

  @Test func `Two extensions of one name are refused`() {
    let twice = [EventAttribute(name: "a", value: "1"), EventAttribute(name: "a", value: "2")]
    #expect(throws: EventError.self) {
      try ProposedEvent(
        id: "1", source: "s", subject: "ledger", occurrence: .unknown, data: order(),
        extensions: twice)
    }
  }

  @Test func `A visit is read as an interaction with the event's id`() throws {
    let event = try CloudEvents.parse(Array(try Examples.text("visit.recorded").utf8))
    let stored = try Examples.stored(event)
    guard case .interactionRecorded(let interaction) = try stored.data() else {
      Issue.record("not an interaction")
      return
    }
    #expect(interaction.interactionID == event.id)
    #expect(interaction.kind == .visit)
    #expect(interaction.contactIds == ["c-301"] && interaction.employeeIds == ["e-17"])
    #expect(interaction.durationS == 3600 && interaction.locationID == "werk-kiel")
    #expect(interaction.topics == [.offer] && interaction.outcome == .neutral)
    #expect(!interaction.hasInitiatedBy)
    #expect(stored.type?.name == "visit.recorded")
    #expect(UpcasterChain.standard.currentType(of: stored.header.type) == 304)
  }

  @Test func `Steps follow each other and going round is refused`() throws {
    let stored = try Examples.stored(try event(order()))
    let there = Upcaster(from: 700, to: 701) { payload, _ in
      // Field 1 "or-1" is kept, field 3 becomes "a".
      payload.prefix(6) + [0x1A, 0x01, 0x61]
    }
    let onward = Upcaster(from: 701, to: 702) { payload, _ in payload }
    #expect(UpcasterChain([there, onward]).currentType(of: 700) == 702)
    guard case .orderCancelled(let order) = try stored.data(upcasting: .init([there, onward]))
    else {
      Issue.record("not the last type")
      return
    }
    #expect(order.orderID == "or-1" && order.reason == "a")
    let back = Upcaster(from: 701, to: 700) { payload, _ in payload }
    #expect(throws: EventError.self) { try stored.data(upcasting: .init([there, back])) }
    let broken = Upcaster(from: 700, to: 701) { _, _ in throw EventProblem.missingMember("x") }
    #expect(throws: EventError.self) { try stored.data(upcasting: .init([broken])) }
  }

  @Test func `Amounts and days pass into payloads and back`() throws {
    let amount = Amount(minor: -1_250, currency: .eur)
    #expect(try MoneyValue(amount).amount == amount)
    #expect(MoneyValue(amount).currency == "EUR")
    let day = try CalendarDay(year: 2026, month: 2, day: 28)
    #expect(Day(day).yyyymmdd == 20_260_228)
    #expect(try Day(day).calendarDay == day)
    #expect(throws: MoneyError.self) { try MoneyValue().amount }
    #expect(throws: MoneyError.self) { try Day().calendarDay }
  }

  @Test func `A replacement is decoded in its current form`() throws {
    let text = try Examples.text("event.corrected")
    let stored = try Examples.stored(try CloudEvents.parse(Array(text.utf8)))
    guard case .eventCorrected(let correction) = try stored.data(),
      case .invoiceIssued(let invoice) = try correction.replacement.decoded(id: "x")
    else {
      Issue.record("not a corrected invoice")
      return
    }
    #expect(invoice.invoiceID == "iv-3301" && invoice.net.minor == 12_100_000)
    #expect(correction.businessDay.yyyymmdd == 20_260_730)
  }

  @Test func `A record of a type of the future is carried but not decoded`() throws {
    var bytes = try Examples.stored(try event(SentimentRated.with { $0.rating = 3 })).bytes
    // Type 1099 instead of 1001: the key of field 1099 is 1099 << 3 | 2 = 8794 = 0xDA 0x44.
    bytes[RecordLayout.type] = 0x4B
    bytes[RecordLayout.type + 1] = 0x04
    let key = try #require(bytes.lastIndex(of: 0xCA))
    bytes[key] = 0xDA
    bytes[key + 1] = 0x44
    let stored = try StoredEvent(bytes)
    #expect(stored.type == nil && stored.subject == "account/a")
    #expect(stored.rawPayload == [0x08, 0x03])
    #expect(throws: EventError.self) { try stored.data() }
    #expect(throws: EventError.self) { try CloudEvents.write(stored) }
  }
}
