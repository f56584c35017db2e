import Money

/// Writes a table that German spreadsheets open as it is: UTF-8 with its mark, semicolons, CRLF.
///
/// A text that a spreadsheet would run as a formula gets an apostrophe in front. Figures stand in
/// columns of their own and are written by this program, so they keep their sign.
struct CSVWriter {
  enum Cell {
    case text(String)
    case number(String)
    case empty

    init(_ text: String?) { self = text.map { .text($0) } ?? .empty }
    init(_ number: (some BinaryInteger)?) { self = number.map { .number("\($0)") } ?? .empty }
    init(_ day: CalendarDay?) { self = day.map { .text("\($0)") } ?? .empty }
    init(_ amount: Amount) { self = .number(GermanText.plain(amount)) }
  }

  private(set) var text = "\u{FEFF}"

  init(_ columns: [String]) {
    add(columns.map { Cell.text($0) })
  }

  mutating func add(_ cells: [Cell]) {
    text += cells.map(Self.field).joined(separator: ";") + "\r\n"
  }

  /// What was written since the last time, so that a long table leaves in parts.
  mutating func take() -> String {
    defer { text = "" }
    return text
  }

  private static func field(_ cell: Cell) -> String {
    switch cell {
    case .empty: ""
    case .number(let number): number
    case .text(let text): quoted(harmless(text))
    }
  }

  /// The text with an apostrophe where a spreadsheet would take it for a formula.
  private static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) else {
      return text
    }
    return "'" + text
  }

  /// In quotes where a separator, a quote or a line end would break the row (RFC 4180).
  private static func quoted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ";\"\r\n".unicodeScalars.contains($0) }) else {
      return text
    }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
