/// A JSON value.
///
/// Numbers keep their own characters, objects keep the order of their members.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// An integer as a number.
  package static func integer(_ value: some BinaryInteger) -> JSONValue {
    .number(String(value))
  }

  /// The string, nil for any other kind.
  package var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The truth value, nil for any other kind.
  package var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The number as an integer, nil for any other kind, a fraction, or one that does not fit.
  package var int64: Int64? {
    guard case .number(let digits) = self else { return nil }
    return Int64(digits)
  }

  /// The elements, nil for any other kind.
  package var array: [JSONValue]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  /// The members, nil for any other kind.
  package var object: JSONObject? {
    guard case .object(let value) = self else { return nil }
    return value
  }

  /// The same value with the members of all objects in the order of RFC 8785 (UTF-16 units).
  package var canonical: JSONValue {
    switch self {
    case .null, .bool, .number, .string: self
    case .array(let elements): .array(elements.map(\.canonical))
    case .object(let object):
      .object(
        JSONObject(
          object.map { JSONMember($0.name, $0.value.canonical) }
            .sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }))
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }

  package init(integerLiteral value: Int64) { self = .integer(value) }

  package init(booleanLiteral value: Bool) { self = .bool(value) }

  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { JSONMember($0, $1) }))
  }
}
