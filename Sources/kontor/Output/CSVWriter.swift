import Money

/// A table for German spreadsheets.
///
/// What Excel in a German Windows opens by a double click: semicolons, decimal commas without
/// grouping, days as 31.03.2026, CRLF, and a byte order mark, without which it reads UTF-8 as
/// Windows-1252 and breaks every umlaut.
struct CSVWriter {
  enum Cell {
    case text(String)
    case amount(Amount)
    case integer(Int64)
    /// Basis points as a percentage: 250 are 2,50.
    case percent(Int64)
    case day(CalendarDay)
  }

  private(set) var text = "\u{FEFF}"

  var bytes: [UInt8] { Array(text.utf8) }

  mutating func row(_ cells: [Cell?]) {
    text += cells.map { $0.map(Self.written) ?? "" }.joined(separator: ";") + "\r\n"
  }

  private static func written(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): quoted(harmless(text))
    case .amount(let amount): GermanText.plain(amount)
    case .integer(let number): "\(number)"
    case .percent(let points): GermanText.percent(points)
    case .day(let day): GermanText.day(day)
    }
  }

  /// A text that a spreadsheet does not take for a formula.
  ///
  /// A customer could be named `=HYPERLINK(…)`. An apostrophe before it makes every spreadsheet show
  /// the text; numbers of our own are written by other cells and keep their minus.
  private static func harmless(_ text: String) -> String {
    let shown = text.printable(lines: true)
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
