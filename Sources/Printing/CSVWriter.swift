package import Money

/// A table for German spreadsheets.
///
/// What Excel in a German Windows opens by a double click: semicolons, decimal commas without
/// grouping, days as 31.03.2026, CRLF, and a byte order mark, without which it reads UTF-8 as
/// Windows-1252 and breaks every umlaut.
package struct CSVWriter {
  package enum Cell {
    case text(String)
    case amount(Amount)
    case integer(Int64)
    /// Basis points as a percentage: 250 are 2,50.
    case percent(Int64)
    case day(CalendarDay)
    case empty

    package init(_ text: String?) { self = text.map { .text($0) } ?? .empty }
    package init(_ number: (some BinaryInteger)?) {
      self = number.map { .integer(Int64($0)) } ?? .empty
    }
    /// As 2026-03-31, for tables that programs read as well.
    package init(_ day: CalendarDay?) { self = day.map { .text("\($0)") } ?? .empty }
    package init(_ amount: Amount) { self = .amount(amount) }
  }

  package private(set) var text = "\u{FEFF}"

  package init() {}

  /// Begins with the titles of the columns.
  package init(_ columns: [String]) {
    add(columns.map { Cell.text($0) })
  }

  package var bytes: [UInt8] { Array(text.utf8) }

  package mutating func add(_ cells: [Cell]) {
    text += cells.map(Self.written).joined(separator: ";") + "\r\n"
  }

  package mutating func row(_ cells: [Cell?]) { add(cells.map { $0 ?? .empty }) }

  /// What was written since the last time, so that a long table leaves in parts.
  package mutating func take() -> String {
    defer { text = "" }
    return text
  }

  private static func written(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): quoted(harmless(text))
    case .amount(let amount): GermanText.plain(amount)
    case .integer(let number): "\(number)"
    case .percent(let points): GermanText.percent(points)
    case .day(let day): GermanText.day(day)
    case .empty: ""
    }
  }

  /// A text that a spreadsheet does not take for a formula.
  ///
  /// A customer could be named `=HYPERLINK(…)`. An apostrophe before it makes every spreadsheet show
  /// the text; numbers of our own are written by other cells and keep their minus.
  private static func harmless(_ text: String) -> String {
    // Line ends and tabs are part of what was recorded, and harmless inside quotes.
    let shown = text.unicodeScalars.map { scalar in
      "\t\r\n".unicodeScalars.contains(scalar) ? String(scalar) : String(scalar).printable()
    }.joined()
    // Looked at before and after, because what is not printable may have hidden the sign.
    let isFormula = [text, shown].contains { text in
      text.unicodeScalars.first.map { "=+-@\t\r\n".unicodeScalars.contains($0) } ?? false
    }
    return isFormula ? "'" + shown : shown
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { "\";\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }
}
