import Foundation
import LedgerEvents
import StrictJSON
import Testing

@Suite struct `Refusals of events` {
  /// An example, what is replaced in it by what, the place and the sentence of the error.
  static let cases: [(String, String, String, pointer: String, sentence: String)] = [
    (
      "order.booked", "\"order_id\": \"or-9001\"", "\"oder_id\": \"or-9001\"", "/data/oder_id",
      "the member \"oder_id\" is not part of this event; did you mean \"order_id\"?"
    ),
    (
      "contact.added", "\"function\"", "\"surname\": \"Petersen\", \"function\"", "/data/surname",
      "the member \"surname\" is not part of this event; leave it out"
    ),
    (
      "order.booked",
      "\"net\": {\n      \"amount\": \"172500.00\",\n      \"currency\": \"EUR\"\n    },",
      "", "/data", "the member \"net\" is missing; add it"
    ),
    (
      "order.booked", "\"quantity\": 40", "\"quantity\": 40.0", "/data/lines/0/quantity",
      """
      a whole number from -9223372036854775808 to 9223372036854775807 is expected, \
      without fraction or exponent
      """
    ),
    (
      "order.booked", "\"quantity\": 40", "\"quantity\": \"40\"", "/data/lines/0/quantity",
      "a number is expected here; write it without quotes"
    ),
    (
      "order.booked", "\"amount\": \"120000.00\"", "\"amount\": 120000", "/data/lines/0/net/amount",
      "a string is expected here; write it in double quotes"
    ),
    (
      "order.booked", "\"amount\": \"120000.00\"", "\"amount\": \"120.000,00\"",
      "/data/lines/0/net/amount",
      """
      amount "120.000,00" is not a EUR amount; write an optional minus, digits without grouping \
      or leading zeros, a dot and 2 decimals at most, such as 1234.56
      """
    ),
    (
      "order.booked", "\"currency\": \"EUR\"", "\"currency\": \"EURO\"",
      "/data/lines/0/net/currency",
      "currency \"EURO\" is not an ISO 4217 code; write three capital letters such as EUR"
    ),
    (
      "order.booked", "\"amount\": \"120000.00\",", "", "/data/lines/0/net",
      "the member \"amount\" is missing; add it"
    ),
    (
      "order.booked", "\"amount\": \"120000.00\",", "\"amount\": \"1.00\", \"ammount\": \"1.00\",",
      "/data/lines/0/net/ammount",
      "the member \"ammount\" is not part of this event; did you mean \"amount\"?"
    ),
    (
      "order.booked", "\"amount\": \"120000.00\",", "\"amount\": \"1.00\", \"amount\": \"1.00\",",
      "/data/lines/0/net/amount",
      "the member occurs twice in its object; keep one of them"
    ),
    (
      "order.booked", "\"order_id\": \"or-9001\"", "\"order_id\": \"OR 9001\"", "/data/order_id",
      "\"OR 9001\" is refused; write 1 to 128 of a-z, 0-9 and -"
    ),
    (
      "order.booked", "\"order_id\"", "\"order_id\": \"a\", \"order_id\"", "/data/order_id",
      "the member occurs twice in its object; keep one of them"
    ),
    (
      "contract.signed", "\"2026-07-01\"", "\"2026-02-30\"", "/data/start",
      "the calendar has no day 30 in month 2 of the year 2026"
    ),
    (
      "contract.signed", "\"auto_renew\": true", "\"auto_renew\": \"yes\"", "/data/auto_renew",
      "true or false is expected here"
    ),
    (
      "contract.signed", "\"kind\": \"supply\"", "\"kind\": \"Supply\"", "/data/kind",
      "\"Supply\" is not one of the permitted values frame, supply, service, subscription"
    ),
    (
      "contract.signed", "\"kind\": \"supply\"", "\"kind\": \"\"", "/data/kind",
      "\"\" is not one of the permitted values frame, supply, service, subscription"
    ),
    (
      "discount.approved", "\"offer_id\": \"of-620\",", "", "/data",
      "exactly one of \"offer_id\", \"contract_id\" must be given"
    ),
    (
      "discount.approved", "\"offer_id\": \"of-620\",",
      "\"offer_id\": \"of-620\", \"contract_id\": \"ct-77\",", "/data",
      "exactly one of \"offer_id\", \"contract_id\" must be given"
    ),
    (
      "discount.approved", "\"discount_bp\": 789", "\"discount_bp\": 10001", "/data/discount_bp",
      "a whole number from 0 to 10000 is expected, without fraction or exponent"
    ),
    (
      "discount.approved", "\"discount_bp\": 789", "\"discount_bp\": -1", "/data/discount_bp",
      "a whole number from 0 to 10000 is expected, without fraction or exponent"
    ),
    (
      "discount.approved", "\"Mengenstaffel\"", "\"\"", "/data/reason",
      "\"\" is refused; write 1 to 2000 characters without controls of the writing direction"
    ),
    (
      "discount.approved", "\"Mengenstaffel\"", "\"Mengen\u{202E}staffel\"", "/data/reason",
      """
      "Mengen\u{202E}staffel" is refused; write 1 to 2000 characters without controls of the \
      writing direction
      """
    ),
    (
      "account.registered", "\"country\": \"DE\"", "\"country\": \"D\"", "/data/country",
      "\"D\" is refused; write an ISO 3166-1 code of two capital letters such as DE"
    ),
    (
      "cost.allocated", "\"period\": \"2026-08\"", "\"period\": \"August\"", "/data/period",
      "period \"August\" cannot be read; write 2026-03, 2026-Q1 or 2026"
    ),
    (
      "import.completed", "\"file_sha256\": \"60", "\"file_sha256\": \"6G", "/data/file_sha256",
      """
      "6G303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11…" is refused; \
      write the SHA-256 as 64 digits 0-9 and a-f
      """
    ),
    (
      "forecast.submitted", "\"scope\": \"account/nordwerk\"", "\"scope\": \"account\"",
      "/data/scope",
      "\"account\" is refused; write ledger, or a kind and an id such as account/nordwerk"
    ),
    (
      "event.corrected", "\"de.kontor.invoice.issued.v1\"", "\"de.kontor.invoice.isued.v1\"",
      "/data/replacement/type",
      """
      the event type "de.kontor.invoice.isued.v1" is unknown; \
      did you mean "de.kontor.invoice.issued.v1"?
      """
    ),
    (
      "event.corrected", "\"de.kontor.invoice.issued.v1\"", "\"de.kontor.event.retracted.v1\"",
      "/data/replacement/type",
      """
      "de.kontor.event.retracted.v1" cannot be corrected; retract the event and record a new one
      """
    ),
    (
      "event.corrected", "\"amount\": \"121000.00\"", "\"amount\": \"x\"",
      "/data/replacement/data/net/amount",
      """
      amount "x" is not a EUR amount; write an optional minus, digits without grouping or leading \
      zeros, a dot and 2 decimals at most, such as 1234.56
      """
    ),
    (
      "order.booked", "\"specversion\": \"1.0\"", "\"specversion\": \"0.3\"", "/specversion",
      "\"0.3\" is refused; the only version understood is 1.0"
    ),
    (
      "order.booked", "\"specversion\": \"1.0\",", "", "",
      "the member \"specversion\" is missing; add it"
    ),
    (
      "order.booked", "\"source\": \"urn:kontor:erp\",", "", "",
      "the member \"source\" is missing; add it"
    ),
    (
      "order.booked", "\"source\": \"urn:kontor:erp\",", "\"source\": null,", "",
      "the member \"source\" is missing; add it"
    ),
    (
      "order.booked", "\"urn:kontor:erp\"", "\"urn:kontor:\u{200B}erp\"", "/source",
      "\"urn:kontor:\u{200B}erp\" is refused; write 1 to 256 bytes of printable characters"
    ),
    (
      "order.booked", "\"account/nordwerk\"", "\"Account/Nordwerk\"", "/subject",
      "\"Account/Nordwerk\" is refused; write ledger, or a kind and an id such as account/nordwerk"
    ),
    (
      "order.booked", "de.kontor.order.booked.v1", "de.kontor.order.boked.v1", "/type",
      """
      the event type "de.kontor.order.boked.v1" is unknown; did you mean "de.kontor.order.booked.v1"?
      """
    ),
    (
      "order.booked", "de.kontor.order.booked.v1", "order.boked", "/type",
      """
      the event type "order.boked" is unknown; did you mean "de.kontor.order.booked.v1"?
      """
    ),
    (
      "order.booked", "de.kontor.order.booked.v1", "org.exmaple", "/type",
      "the event type \"org.exmaple\" is unknown; register it with event_type.registered first"
    ),
    (
      "order.booked", "de.kontor.order.booked.v1", "org.example.something.else.v1", "/type",
      """
      the event type "org.example.something.else.v1" is unknown; \
      register it with event_type.registered first
      """
    ),
    (
      "order.booked", "application/json", "text/plain", "/datacontenttype",
      "\"text/plain\" is refused; the only content is application/json"
    ),
    (
      "order.booked", "2026-06-15T07:42:10Z", "2026-06-15 07:42", "/time",
      """
      time "2026-06-15 07:42" is not a date and time of RFC 3339; \
      write it as 2026-03-01T09:30:00Z or with an offset +01:00
      """
    ),
    (
      "order.booked", "\"second\"", "\"hour\"", "/timeprecision",
      "\"hour\" is not one of the permitted values second, minute, day, month, unknown"
    ),
    (
      "order.booked", "\"second\"", "\"unknown\"", "/time",
      "the attribute \"time\" must be left out when its precision is unknown"
    ),
    (
      "order.booked", "\"time\": \"2026-06-15T07:42:10Z\",", "", "/timeprecision",
      "the attribute \"timeprecision\" needs the attribute \"time\"; add it"
    ),
    (
      "order.booked", "\"specversion\"", "\"Subject\": \"a\", \"specversion\"", "/Subject",
      "the member \"Subject\" is not part of this event; did you mean \"subject\"?"
    ),
    (
      "order.booked", "\"specversion\"", "\"shop\": {}, \"specversion\"", "/shop",
      "the attribute \"shop\" must be a string, number or truth value"
    ),
    (
      "order.booked", "\"specversion\"", "\"shop\": 3000000000, \"specversion\"", "/shop",
      """
      a whole number from -2147483648 to 2147483647 is expected, without fraction or exponent
      """
    ),
    (
      "order.booked", "\"specversion\"", "\"shop\": 1, \"shop\": 2, \"specversion\"", "/shop",
      "the member occurs twice in its object; keep one of them"
    ),
    (
      "order.booked", "\"specversion\"", "\"id\": \"x\", \"specversion\"", "/id",
      "the member occurs twice in its object; keep one of them"
    ),
    (
      "event_type.registered", "com.example.fair.visited", "de.kontor.fair.visited", "/data",
      """
      "de.kontor.fair.visited" is refused; \
      write a name of your own domain such as com.example.fair.visited
      """
    ),
    (
      "event_type.registered", "\\\"maxLength\\\"", "\\\"pattern\\\"", "/data",
      """
      the JSON Schema is refused at /properties/fair/pattern: \
      the keyword pattern is not supported; leave it out
      """
    ),
  ]

  @Test(arguments: cases)
  func `A faulty event is refused with its place and a remedy`(
    example: String, old: String, new: String, pointer: String, sentence: String
  ) throws {
    let text = try Examples.text(example)
    let place = try #require(text.range(of: old))
    let faulty = text.replacingCharacters(in: place, with: new)
    let error = #expect(throws: EventError.self) { try CloudEvents.parse(Array(faulty.utf8)) }
    #expect(error?.location?.pointer == pointer)
    #expect(error?.problem.description == shown(sentence))
  }

  /// Messages escape what cannot be seen.
  private func shown(_ sentence: String) -> String {
    sentence.replacing("\u{200B}", with: "\\u{200B}").replacing("\u{202E}", with: "\\u{202E}")
  }

  @Test func `A missing payload is refused`() throws {
    let value = try JSONValue(parsing: try Examples.text("order.booked"))
    let error = #expect(throws: EventError.self) {
      try CloudEvents.parse(value.without("data").write())
    }
    #expect(error?.problem == .missingMember("data"))
  }

  @Test func `Text behind an event is refused`() throws {
    let error = #expect(throws: EventError.self) {
      try CloudEvents.parse(Array((try Examples.text("order.booked") + "{}").utf8))
    }
    #expect(error?.problem == .json(.trailingBytes))
  }

  @Test func `Texts end at two thousand characters`() throws {
    let text = try Examples.text("discount.approved")
    let longest = text.replacing("Mengenstaffel", with: String(repeating: "ü", count: 2000))
    _ = try CloudEvents.parse(Array(longest.utf8))
    let longer = text.replacing("Mengenstaffel", with: String(repeating: "ü", count: 2001))
    #expect(throws: EventError.self) { try CloudEvents.parse(Array(longer.utf8)) }
  }

  @Test func `A record never grows beyond its limit`() throws {
    let text = try Examples.text("commission_plan.version_published")
    func withText(_ count: Int) -> [UInt8] {
      let plan = String(repeating: "a", count: count)
      return Array(text.replacing("plan: kam-2026", with: plan).utf8)
    }
    let event = try CloudEvents.parse(withText(64_000))
    #expect(try Examples.stored(event).bytes.count <= 65_535)
    let error = #expect(throws: EventError.self) { try CloudEvents.parse(withText(65_535)) }
    guard case .tooLarge(let bytes) = error?.problem else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(bytes > 65_535)
  }
}
