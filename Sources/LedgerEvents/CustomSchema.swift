import StrictJSON

/// The part of JSON Schema 2020-12 that the ledger checks; anything else is refused by name, so a
/// schema never promises what nobody looks at.
struct CustomSchema: Hashable, Sendable {
  private enum Kind: String, Hashable, Sendable {
    case object, array, string, integer, number, boolean, null
  }

  private struct Property: Hashable, Sendable {
    let name: String
    let schema: CustomSchema
  }

  private var kinds: [Kind] = []
  private var properties: [Property] = []
  private var required: [String] = []
  private var allowsOthers = true
  private var permitted: [JSONValue]?
  /// At most one element; an array because a value cannot hold itself.
  private var items: [CustomSchema] = []
  private var minimum: Int64?
  private var maximum: Int64?
  private var minLength: Int64?
  private var maxLength: Int64?

  /// Reads a schema from JSON text; throws the first keyword that is unknown or malformed.
  init(parsing text: String) throws(EventProblem) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: text)
    } catch {
      throw .schema(pointer: error.location.pointer, fault: error.problem.explanation)
    }
    try self.init(value, at: "")
    guard kinds == [.object] else {
      throw .schema(pointer: "", fault: "the data of an event are an object; write type object")
    }
  }

  private init(_ value: JSONValue, at pointer: String) throws(EventProblem) {
    guard let object = value.object else {
      throw .schema(pointer: pointer, fault: "a schema is an object")
    }
    for member in object {
      try read(member.name, member.value, at: "\(pointer)/\(member.name)")
    }
  }

  private mutating func read(
    _ keyword: String, _ value: JSONValue, at pointer: String
  ) throws(EventProblem) {
    switch keyword {
    case "$schema", "$id", "title", "description", "$comment":
      try require(value.string != nil, "a string is expected", at: pointer)
    case "type": kinds = try Self.kinds(value, at: pointer)
    case "properties":
      guard let object = value.object else {
        throw .schema(pointer: pointer, fault: "an object is expected")
      }
      for member in object {
        let schema = try CustomSchema(member.value, at: "\(pointer)/\(member.name)")
        properties.append(Property(name: member.name, schema: schema))
      }
    case "required":
      required = value.array?.compactMap(\.string) ?? []
      try require(
        required.count == value.array?.count, "a list of names is expected", at: pointer)
    case "additionalProperties":
      guard let allowed = value.bool else {
        throw .schema(pointer: pointer, fault: "true or false is expected")
      }
      allowsOthers = allowed
    case "enum":
      permitted = value.array
      try require(permitted?.isEmpty == false, "a list of values is expected", at: pointer)
    case "const": permitted = [value]
    case "items": items = [try CustomSchema(value, at: pointer)]
    case "minimum": minimum = try Self.integer(value, at: pointer)
    case "maximum": maximum = try Self.integer(value, at: pointer)
    case "minLength": minLength = try Self.integer(value, at: pointer)
    case "maxLength": maxLength = try Self.integer(value, at: pointer)
    default:
      throw .schema(
        pointer: pointer, fault: "the keyword \(keyword) is not supported; leave it out")
    }
  }

  private func require(
    _ condition: Bool, _ fault: String, at pointer: String
  ) throws(EventProblem) {
    guard condition else { throw .schema(pointer: pointer, fault: fault) }
  }

  private static func integer(
    _ value: JSONValue, at pointer: String
  ) throws(EventProblem) -> Int64 {
    guard let integer = value.int64 else {
      throw .schema(pointer: pointer, fault: "a whole number is expected")
    }
    return integer
  }

  private static func kinds(
    _ value: JSONValue, at pointer: String
  ) throws(EventProblem) -> [Kind] {
    let names = value.array ?? [value]
    let kinds = names.compactMap { $0.string.flatMap(Kind.init) }
    guard !kinds.isEmpty, kinds.count == names.count else {
      throw .schema(
        pointer: pointer,
        fault: "one of object, array, string, integer, number, boolean, null is expected")
    }
    return kinds
  }

  /// Where the value breaks the schema and how, nil when it fits.
  func fault(in value: JSONValue, at pointer: String = "") -> (pointer: String, fault: String)? {
    if !kinds.isEmpty, !kinds.contains(where: { Self.is(value, $0) }) {
      let names = kinds.map(\.rawValue).joined(separator: " or ")
      return (pointer, "a value of type \(names) is expected")
    }
    if let permitted, !permitted.contains(value) {
      let names = permitted.map { String(decoding: $0.write(), as: UTF8.self) }
      return (pointer, "one of \(names.joined(separator: ", ")) is expected")
    }
    switch value {
    case .null, .bool: return nil
    case .number: return fault(inNumber: value, at: pointer)
    case .string(let text): return fault(inLength: Int64(text.unicodeScalars.count), at: pointer)
    case .array(let elements):
      guard let schema = items.first else { return nil }
      for (index, element) in elements.enumerated() {
        if let fault = schema.fault(in: element, at: "\(pointer)/\(index)") { return fault }
      }
      return nil
    case .object(let object): return fault(in: object, at: pointer)
    }
  }

  private func fault(
    in object: JSONObject, at pointer: String
  ) -> (pointer: String, fault: String)? {
    for name in required where object[name] == nil {
      return (pointer, "the member \(name) is missing")
    }
    for member in object {
      guard let property = properties.first(where: { $0.name == member.name }) else {
        if allowsOthers { continue }
        return ("\(pointer)/\(member.name)", "the member is not part of the schema")
      }
      let place = "\(pointer)/\(member.name)"
      if let fault = property.schema.fault(in: member.value, at: place) { return fault }
    }
    return nil
  }

  private func fault(
    inNumber value: JSONValue, at pointer: String
  ) -> (pointer: String, fault: String)? {
    guard minimum != nil || maximum != nil else { return nil }
    guard let number = value.int64 else { return (pointer, "a whole number is expected") }
    if let minimum, number < minimum { return (pointer, "the least permitted is \(minimum)") }
    if let maximum, number > maximum { return (pointer, "the greatest permitted is \(maximum)") }
    return nil
  }

  private func fault(
    inLength length: Int64, at pointer: String
  ) -> (pointer: String, fault: String)? {
    if let minLength, length < minLength {
      return (pointer, "at least \(minLength) characters are expected")
    }
    if let maxLength, length > maxLength {
      return (pointer, "at most \(maxLength) characters are expected")
    }
    return nil
  }

  private static func `is`(_ value: JSONValue, _ kind: Kind) -> Bool {
    switch kind {
    case .object: value.object != nil
    case .array: value.array != nil
    case .string: value.string != nil
    case .integer: value.int64 != nil
    case .number: if case .number = value { true } else { false }
    case .boolean: value.bool != nil
    case .null: value == .null
    }
  }
}
