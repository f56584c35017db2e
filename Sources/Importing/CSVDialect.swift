/// How a table is written down: what separates, what quotes, what names the columns.
package struct CSVDialect: Equatable, Sendable {
  /// The bytes of the file are text in one of these.
  package enum Encoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case latin1 = "latin1"
    case windows1252 = "windows-1252"
  }

  /// One ASCII byte between two fields.
  package var delimiter: UInt8
  /// Whether `"` around a field protects delimiters and line ends, as in RFC 4180.
  package var isQuoted: Bool
  package var encoding: Encoding
  /// The names of the columns when the file has no header row; nil when its first row names them.
  package var names: [String]?
  /// Words that mean "no value" when they stand unquoted.
  package var nullWords: [String]

  package init(
    delimiter: UInt8 = UInt8(ascii: ","), isQuoted: Bool = true, encoding: Encoding = .utf8,
    names: [String]? = nil, nullWords: [String] = []
  ) {
    self.delimiter = delimiter
    self.isQuoted = isQuoted
    self.encoding = encoding
    self.names = names
    self.nullWords = nullWords
  }
}
