/// The place of a checked string in the text that was scanned, without its quotes.
package struct JSONText: Hashable, Sendable {
  package let start: Int
  package let end: Int
  /// Whether the bytes in the text differ from the string's own.
  package let hasEscapes: Bool

  /// Bytes in the text; the string itself never has more.
  package var count: Int { end - start }
}

/// The place of a checked number in the text that was scanned.
package struct JSONNumber: Hashable, Sendable {
  package let start: Int
  package let end: Int
  /// Whether it has neither a fraction nor an exponent.
  package let isInteger: Bool
}

/// The kinds of JSON values.
package enum JSONKind: Sendable {
  case object, array, string, number, bool, null
}
