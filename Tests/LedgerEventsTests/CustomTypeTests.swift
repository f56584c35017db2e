import LedgerEvents
import StrictJSON
import SwiftProtobuf
import Testing

@Suite struct `Event types of the user's own` {
  private func registration(_ schema: String, name: String = "com.example.fair.visited")
    -> EventTypeRegistered
  {
    .with {
      $0.name = name
      $0.version = 1
      $0.jsonSchema = schema
      $0.title = "Messebesuch"
    }
  }

  private static let schema = """
    {"type": "object", "additionalProperties": false, "required": ["fair", "leads"], "properties": {
      "fair": {"type": "string", "minLength": 2, "maxLength": 5},
      "leads": {"type": "integer", "minimum": 0, "maximum": 100},
      "halls": {"type": "array", "items": {"enum": ["A", "B", 7]}},
      "mood": {"type": ["string", "null"]}, "kind": {"const": "fair"},
      "ratio": {"type": "number"}, "open": {"type": "boolean"}}}
    """

  private func event(_ data: String) -> [UInt8] {
    Array(
      """
      {"specversion":"1.0","id":"1","source":"s","subject":"account/a",\
      "data":\(data),"type":"com.example.fair.visited.v1"}
      """.utf8)
  }

  @Test func `A custom event is checked, carried canonically and written back`() throws {
    let types = try CustomTypes.none.registering(registration(Self.schema))
    #expect(types.names == ["com.example.fair.visited.v1"])
    let data = """
      {"leads": 7, "fair": "Hannö", "halls": ["A", 7], "mood": null, "ratio": 1.50, "open": true}
      """
    let event = try CloudEvents.parse(event(data), customTypes: types)
    #expect(event.type == EventType(custom: "com.example.fair.visited.v1"))
    let stored = try Examples.stored(event)
    guard case .customEvent(let custom) = try stored.data() else {
      Issue.record("not a custom event")
      return
    }
    #expect(
      custom.json
        == """
        {"fair":"Hannö","halls":["A",7],"leads":7,"mood":null,"open":true,"ratio":1.50}
        """)
    #expect(custom.type == "com.example.fair.visited.v1")
    #expect(stored.type == event.type)
    #expect(try CloudEvents.parse(try CloudEvents.write(stored), customTypes: types) == event)
  }

  @Test(arguments: [
    ("{\"leads\": 1}", "", "the member fair is missing"),
    ("{\"fair\": \"ab\", \"leads\": -1}", "/leads", "the least permitted is 0"),
    ("{\"fair\": \"ab\", \"leads\": 101}", "/leads", "the greatest permitted is 100"),
    ("{\"fair\": \"ab\", \"leads\": 1.5}", "/leads", "a value of type integer is expected"),
    ("{\"fair\": \"a\", \"leads\": 1}", "/fair", "at least 2 characters are expected"),
    ("{\"fair\": \"abcdef\", \"leads\": 1}", "/fair", "at most 5 characters are expected"),
    ("{\"fair\": \"ab\", \"leads\": 1, \"x\": 1}", "/x", "the member is not part of the schema"),
    (
      "{\"fair\": \"ab\", \"leads\": 1, \"halls\": [\"A\", \"C\"]}", "/halls/1",
      "one of \"A\", \"B\", 7 is expected"
    ),
    (
      "{\"fair\": \"ab\", \"leads\": 1, \"mood\": 1}", "/mood",
      "a value of type string or null is expected"
    ),
    ("{\"fair\": \"ab\", \"leads\": 1, \"kind\": \"x\"}", "/kind", "one of \"fair\" is expected"),
    ("[]", "", "a value of type object is expected"),
  ])
  func `Data that break the schema are refused`(
    data: String, pointer: String, fault: String
  ) throws {
    let types = try CustomTypes.none.registering(registration(Self.schema))
    let error = #expect(throws: EventError.self) {
      try CloudEvents.parse(event(data), customTypes: types)
    }
    let expected = EventProblem.customData(
      type: "com.example.fair.visited.v1", pointer: pointer, fault: fault)
    #expect(error?.problem == expected)
    #expect(error?.location?.pointer == "/data")
  }

  @Test(arguments: [
    ("{\"type\":\"object\",\"pattern\":\"a\"}", "/pattern"),
    ("{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#\"}}}", "/properties/a/$ref"),
    ("{\"type\":\"object\",\"properties\":[]}", "/properties"),
    ("{\"type\":\"object\",\"required\":[1]}", "/required"),
    ("{\"type\":\"object\",\"additionalProperties\":{}}", "/additionalProperties"),
    ("{\"type\":\"object\",\"enum\":[]}", "/enum"),
    ("{\"type\":\"object\",\"minimum\":1.5}", "/minimum"),
    ("{\"type\":\"object\",\"title\":1}", "/title"),
    ("{\"type\":\"objekt\"}", "/type"),
    ("{\"type\":\"string\"}", ""),
    ("{\"items\":true}", "/items"),
    ("[]", ""),
    ("{\"a\":1,\"a\":2}", "/a"),
  ])
  func `A schema that the ledger cannot check is refused at its keyword`(
    schema: String, pointer: String
  ) {
    let error = #expect(throws: EventProblem.self) {
      try CustomTypes.none.registering(registration(schema))
    }
    guard case .schema(pointer, _)? = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
  }

  @Test(arguments: ["fair", "com..fair", "com.Fair", "de.kontor.fair", "com.fair "])
  func `A name outside the user's own domain is refused`(name: String) {
    #expect(throws: EventProblem.self) {
      try CustomTypes.none.registering(registration("{\"type\":\"object\"}", name: name))
    }
  }

  @Test func `A type keeps its schema`() throws {
    let types = try CustomTypes.none.registering(registration(Self.schema))
    _ = try types.registering(registration(Self.schema))
    #expect(throws: EventProblem.self) {
      try types.registering(registration("{\"type\":\"object\"}"))
    }
  }
}
