import Journal
import LedgerEvents
import StrictJSON
import Testing

@testable import Ledger

struct CustomTypeTests {
  private let temporary: TemporaryLedger
  private static let type = "com.example.fair.visited.v1"
  private static let schema = """
    {"type":"object","additionalProperties":false,"required":["fair","leads"],\
    "properties":{"fair":{"type":"string"},"leads":{"type":"integer","minimum":0}}}
    """

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account())
  }

  private func registration() throws -> ProposedEvent {
    var data = EventTypeRegistered()
    data.name = "com.example.fair.visited"
    data.version = 1
    data.jsonSchema = Self.schema
    data.title = "Messebesuch"
    return try ProposedEvent(
      id: "type-1", source: "urn:test", subject: Ledger.subject, occurrence: .unknown, data: data)
  }

  private func visit(_ id: String, _ data: String) throws -> ProposedEvent {
    try fact(id, Self.type, data, types: temporary.ledger.customTypes)
  }

  @Test func `A type is known after its registration, also to whoever opens the ledger next`()
    throws
  {
    let unknown = #expect(throws: EventError.self) {
      try visit("v-1", #"{"fair":"Hannover","leads":7}"#)
    }
    #expect(unknown?.problem == .unknownType(Self.type, nearest: nil))
    try temporary.record(registration())
    #expect(temporary.ledger.customTypes.names == [Self.type])
    try temporary.reopen()
    #expect(temporary.ledger.customTypes.names == [Self.type])
    let event = try visit("v-1", #"{"leads":7,"fair":"Hannover"}"#)
    #expect(try temporary.record(event).receipts?.map(\.revision) == [1])
    let stored = try #require(try temporary.ledger.events(of: "account/nordwerk").last)
    #expect(stored.type?.outsideName == Self.type)
    #expect(
      try String(decoding: CloudEvents.data(stored), as: UTF8.self)
        == #"{"fair":"Hannover","leads":7}"#)
  }

  @Test func `What its schema does not allow is refused with its place`() throws {
    try temporary.record(registration())
    for (data, pointer) in [
      (#"{"fair":"Hannover","leads":-1}"#, "/leads"), (#"{"fair":"Hannover"}"#, ""),
      (#"{"fair":"Hannover","leads":1,"hall":"A"}"#, "/hall"),
    ] {
      let error = #expect(throws: EventError.self) { try visit("v-1", data) }
      guard case .customData(Self.type, pointer, _)? = error?.problem else {
        Issue.record("\(data): \(String(describing: error))")
        continue
      }
    }
  }

  @Test func `An event of a type that another ledger knows is rejected`() throws {
    try temporary.record(registration())
    let event = try visit("v-1", #"{"fair":"Hannover","leads":7}"#)
    let other = try TemporaryLedger()
    try other.record(account())
    #expect(try other.record(event).code == "unknown-type")
  }

  @Test func `A file may register a type and use it further down`() throws {
    let schema = Self.schema.replacing("\"", with: "\\\"")
    let registered =
      #"{"name":"com.example.fair.visited","version":1,"json_schema":"\#(schema)","#
      + #""title":"Messebesuch"}"#
    let visited = #"{"fair":"Hannover","leads":7}"#
    let lines = [
      line("v-0", Self.type, visited),
      line("type-1", "event_type.registered", registered, on: "ledger"),
      line("v-1", Self.type, visited),
    ]
    let report = try temporary.importEvents(Array(lines.joined(separator: "\n").utf8))
    #expect(report.accepted == 2 && report.rejected == 1)
    #expect(temporary.ledger.customTypes.names == [Self.type])
    #expect(try temporary.ledger.events(of: "account/nordwerk").last?.id == "v-1")
  }
}
