import StrictJSON

/// The event types that the user added, with the schema of each.
package struct CustomTypes: Sendable {
  package static let none = CustomTypes()

  private var schemas: [String: CustomSchema] = [:]

  package init() {}

  /// The outside names of all types, sorted.
  package var names: [String] { schemas.keys.sorted() }

  /// The type with this outside name.
  package func type(named outsideName: String) -> EventType? {
    schemas[outsideName] == nil ? nil : EventType(custom: outsideName)
  }

  /// The same types and one more.
  ///
  /// Throws when the name or the schema is refused, or when the type is known with another schema.
  package func registering(
    _ registered: EventTypeRegistered
  ) throws(EventProblem) -> CustomTypes {
    let name = "\(registered.name).v\(registered.version)"
    guard Self.isName(registered.name), !name.hasPrefix(EventType.outsidePrefix) else {
      throw .malformedText(
        registered.name, rule: "write a name of your own domain such as com.example.fair.visited")
    }
    let schema = try CustomSchema(parsing: registered.jsonSchema)
    guard schemas[name].map({ $0 == schema }) ?? true else {
      throw .malformedText(name, rule: "it has another schema already; raise its version")
    }
    var result = self
    result.schemas[name] = schema
    return result
  }

  /// The wire bytes of a custom event whose data fit the schema of its type.
  func payload(_ name: String, _ data: JSONValue) throws(EventProblem) -> [UInt8] {
    guard let schema = schemas[name] else { throw .unknownType(name: name) }
    if let (pointer, fault) = schema.fault(in: data) {
      throw .customData(type: name, pointer: pointer, fault: fault)
    }
    var output = WireWriter(capacity: 256)
    for (number, bytes) in [(1 as UInt32, Array(name.utf8)), (2, data.canonical.write())] {
      output.tag(number, .bytes)
      output.varint(UInt64(bytes.count))
      bytes.withUnsafeBufferPointer { output.append($0) }
    }
    return Array(output.bytes)
  }

  /// At least two parts of a-z, 0-9, - and _ with points between them.
  private static func isName(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return name.utf8.count <= 200 && parts.count >= 2
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy {
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
              || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-")
              || $0 == UInt8(ascii: "_")
          }
      }
  }
}
