import Foundation
import LedgerEvents
import Money
import StrictJSON
import SwiftProtobuf
import Testing

@Suite struct `Examples of all event types` {
  @Test(arguments: EventCatalogue.shared.types)
  func `An example survives the way into the journal and back`(type: EventType) throws {
    let bytes = try Examples.bytes(type)
    let event = try CloudEvents.parse(bytes)
    #expect(event.type == type)
    let written = try CloudEvents.write(try Examples.stored(event))
    #expect(try CloudEvents.parse(written) == event)

    let read = try JSONValue(parsing: written)
    #expect(read.without("recordedtime", "sequence") == (try JSONValue(parsing: bytes)))
    #expect(read.object?["recordedtime"] == "2026-01-01T20:40:00.123456Z")
    #expect(read.object?["sequence"] == "00000000000000000041")
  }

  @Test(arguments: EventCatalogue.shared.types)
  func `SwiftProtobuf reads what was written and writes the same bytes`(type: EventType) throws {
    let event = try CloudEvents.parse(try Examples.bytes(type))
    let stored = try Examples.stored(event)
    let record = try Record(serializedBytes: stored.bytes)
    #expect(try record.serializedBytes() == stored.bytes)
    #expect(record.data?.typeNumber == type.number)
    #expect(record.position == 41 && record.hasCheck && record.check == 0)
    #expect(record.type == type.number && record.stream == 7 && record.revision == 3)
    #expect(record.id == event.id && record.source == event.source)
    #expect(record.subject == event.subject && record.actor == event.actor ?? "")
    #expect(record.precision == event.occurrence.precision)
    #expect(record.occurred == event.occurrence.instant?.microseconds)
    #expect(try stored.data(upcasting: UpcasterChain([])) == record.data)
    #expect(
      stored.header
        == RecordHeader(
          position: 41, recorded: 1_767_300_000_123_456, occurred: record.occurred, stream: 7,
          revision: 3, type: type.number, businessDay: 20_260_102))
  }

  @Test(arguments: EventCatalogue.shared.types)
  func `The order of members does not change the payload`(type: EventType) throws {
    let bytes = try Examples.bytes(type)
    let expected = try CloudEvents.parse(bytes)
    let value = try JSONValue(parsing: bytes)
    let seed: UInt64 = 20_261
    var choices = Choices(seed: seed)
    for _ in 0..<20 {
      let shuffled = shuffle(value, &choices).write()
      #expect(try CloudEvents.parse(shuffled) == expected, Comment("seed \(seed)"))
    }
  }

  @Test(arguments: EventCatalogue.shared.types)
  func `Every member of an example is needed or optional as the schema says`(
    type: EventType
  ) throws {
    let value = try JSONValue(parsing: try Examples.bytes(type))
    let data = try #require(value.object?["data"]?.object)
    for member in data {
      let less = replacing(value, "data", .object(JSONObject(data.filter { $0 != member })))
      let declaration = try #require(try declaration(of: member.name, in: type))
      let isOptional = declaration.hasPrefix("optional") || declaration.hasPrefix("repeated")
      let parsed = try? CloudEvents.parse(less.write())
      #expect((parsed != nil) == isOptional, "\(type) without \(member.name)")
    }
  }

  @Test func `The folder holds one example for each type and nothing else`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Examples.folder.path())
    let expected = EventCatalogue.shared.types.map { "\($0.name).v\($0.version).json" }
    #expect(files.sorted() == expected.sorted())
  }

  @Test(arguments: EventFamily.allCases.filter { $0 != .custom })
  func `Every message and field has a comment`(family: EventFamily) throws {
    var commented = false
    for line in try Examples.schema("\(family)").split(separator: "\n") {
      let text = line.drop { $0 == " " }
      let isDeclaration = text.hasPrefix("message ") || text.contains(" = ")
      let isEnumValue = text.first?.isUppercase == true && text.contains("_")
      if isDeclaration, !isEnumValue, !text.hasPrefix("option "), !text.hasPrefix("syntax ") {
        #expect(commented, "\(family).proto: \(text)")
      }
      commented = text.hasPrefix("//")
    }
  }

  private func declaration(of field: String, in type: EventType) throws -> String? {
    let message = type.name.split(whereSeparator: { $0 == "." || $0 == "_" })
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    let lines = try Examples.schema("\(type.family)").split(separator: "\n")
    guard let start = lines.firstIndex(of: "message \(message) {") else { return nil }
    let body = lines[start...].prefix { $0 != "}" }
    return body.filter { $0.prefix(4).allSatisfy { $0 == " " } == false || $0.hasPrefix("    ") }
      .map { String($0.drop { $0 == " " }) }
      .last { $0.contains(" \(field) = ") }
  }

  private func replacing(_ value: JSONValue, _ name: String, _ new: JSONValue) -> JSONValue {
    let members = value.object ?? JSONObject()
    return .object(JSONObject(members.map { $0.name == name ? JSONMember(name, new) : $0 }))
  }

  private func shuffle(_ value: JSONValue, _ choices: inout Choices) -> JSONValue {
    switch value {
    case .null, .bool, .number, .string: return value
    case .array(let elements): return .array(elements.map { shuffle($0, &choices) })
    case .object(let object):
      let members = object.map { JSONMember($0.name, shuffle($0.value, &choices)) }
      return .object(JSONObject(members.shuffled(using: &choices)))
    }
  }
}
