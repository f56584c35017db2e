import LedgerEvents
import Money
import StrictJSON
import Testing

@Suite struct `Events and their types` {
  @Test func `Types are found by number and by name`() throws {
    for type in EventCatalogue.shared.types {
      #expect(EventCatalogue.shared[number: type.number] == type)
      #expect(EventCatalogue.shared[outsideName: type.outsideName] == type)
      #expect(type.family.rawValue == type.number / 100)
    }
    for name in ["", "de.kontor.", "de.kontor.visit.recorded.v2", "xx.kontor.visit.recorded.v1"] {
      #expect(EventCatalogue.shared[outsideName: name] == nil)
    }
    #expect(EventCatalogue.shared[number: 1900] == nil)
    #expect(EventCatalogue.shared[number: 100]?.outsideName == "de.kontor.account.registered.v1")
  }

  @Test func `Families share out all types`() {
    let families = EventFamily.allCases
    let count = families.reduce(0) { $0 + EventCatalogue.shared.types(of: $1).count }
    #expect(count == EventCatalogue.shared.types.count)
    #expect(String(families.map(\.letter)) == "ABCDEFGHIJKLMX")
    #expect(Set(families.map(\.englishTitle)).count == families.count)
    #expect(Set(families.map(\.germanTitle)).count == families.count)
  }

  @Test func `Attributes and extensions are carried`() throws {
    let text = try Examples.text("order.booked").replacing(
      "\"specversion\"",
      with: """
        "traceparent": "00-ab", "dataschema": "https://example.com/s", "shopnumber": -7,
        "isretry": true, "gone": null, "sequence": "00000000000000000009",
        "recordedtime": "1999-01-01T00:00:00Z", "specversion"
        """)
    let event = try CloudEvents.parse(Array(text.utf8))
    let expected = [
      EventAttribute(name: "dataschema", value: "https://example.com/s"),
      EventAttribute(name: "isretry", value: "true"),
      EventAttribute(name: "shopnumber", value: "-7"),
      EventAttribute(name: "traceparent", value: "00-ab"),
    ]
    #expect(event.extensions == expected)
    let stored = try Examples.stored(event)
    #expect(stored.extensions == expected)
    #expect(try CloudEvents.parse(try CloudEvents.write(stored)) == event)
    #expect(stored.recorded.microseconds == 1_767_300_000_123_456)
  }

  @Test(
    arguments: [
      ("\"2026-03-01T00:30:00+01:00\"", nil, 1_772_321_400_000_000, nil),
      ("\"2026-03-01T00:30:00+01:00\"", "minute", 1_772_321_400_000_000, nil),
      ("\"2026-03-01T00:30:00+01:00\"", "day", 1_772_323_200_000_000, 20_260_301),
      ("\"2026-03-17T00:30:00+01:00\"", "month", 1_772_323_200_000_000, 20_260_301),
    ] as [(String, String?, Int64, UInt32?)])
  func `A day is the one that was written, a moment is in UTC`(
    time: String, precision: String?, microseconds: Int64, day: UInt32?
  ) throws {
    // 2026-03-01T00:00:00Z is 1 772 323 200 s; half past midnight at +01:00 is 1 800 s earlier.
    let members = precision.map { ", \"timeprecision\": \"\($0)\"" } ?? ""
    let text = """
      {"specversion": "1.0", "id": "1", "source": "s", "subject": "account/a", "time": \(time)
      \(members), "type": "de.kontor.sentiment.rated.v1", "data": {"rating": 3}}
      """
    let event = try CloudEvents.parse(Array(text.utf8))
    #expect(event.occurrence.instant?.microseconds == microseconds)
    #expect(event.occurrence.day?.yyyymmdd == day)
    #expect(try CloudEvents.parse(try CloudEvents.write(try Examples.stored(event))) == event)
  }

  @Test func `Without a time the moment of recording stands in`() throws {
    let text = """
      {"specversion": "1.0", "id": "1", "source": "s", "subject": "ledger", \
      "type": "de.kontor.sentiment.rated.v1", "data": {"rating": 3}}
      """
    let event = try CloudEvents.parse(Array(text.utf8))
    #expect(event.occurrence == .unknown)
    let stored = try Examples.stored(event)
    #expect(stored.occurred == stored.recorded)
    #expect(try CloudEvents.parse(try CloudEvents.write(stored)) == event)
  }

  @Test func `Escaped names, values and types are understood`() throws {
    let plain = """
      {"specversion":"1.0","id":"1","source":"s","subject":"account/a",\
      "type":"de.kontor.opportunity.lost.v1","data":{"opportunity_id":"o","reason":"price",\
      "competitor":"Ä"}}
      """
    let escaped = plain.replacing("\"reason\"", with: "\"r\\u0065ason\"")
      .replacing("\"price\"", with: "\"pric\\u0065\"").replacing("Ä", with: "\\u00c4")
    #expect(
      try CloudEvents.parse(Array(escaped.utf8)) == (try CloudEvents.parse(Array(plain.utf8))))
  }

  @Test func `A batch is read whole, and its fault names the event`() throws {
    let texts = try ["order.booked", "sentiment.rated"].map { try Examples.text($0) }
    let events = try CloudEvents.parseBatch(Array("[\(texts.joined(separator: ","))]".utf8))
    #expect(events.map(\.type.name) == ["order.booked", "sentiment.rated"])
    #expect(try CloudEvents.parseBatch(Array("[]".utf8)).isEmpty)
    let faulty = texts.joined(separator: ",").replacing("\"rating\": 4", with: "\"rating\": 6")
    let error = #expect(throws: EventError.self) {
      try CloudEvents.parseBatch(Array("[\(faulty)]".utf8))
    }
    #expect(error?.location?.pointer == "/1/data/rating")
    #expect(error?.description.contains("at /1/data/rating: a whole number from 1 to 5") == true)
  }

  @Test func `Custom types keep their own equality`() {
    #expect(EventType(custom: "a.b.v1") == EventType(custom: "a.b.v1"))
    #expect(EventType(custom: "a.b.v1") != EventType(custom: "a.b.v2"))
    #expect(Set([EventType(custom: "a.b.v1"), EventType(custom: "a.b.v2")]).count == 2)
  }
}
