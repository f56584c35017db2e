/// Rows in columns that fit the terminal.
struct Table {
  struct Column {
    let title: String
    var isRight = false
    /// The narrowest it may become when the table is too wide; nil: it is never cut.
    var minimum: Int?

    static func text(_ title: String, minimum: Int = 12) -> Column {
      Column(title: title, minimum: minimum)
    }
    static func id(_ title: String) -> Column { Column(title: title) }
    static func number(_ title: String) -> Column { Column(title: title, isRight: true) }
  }

  struct Cell: ExpressibleByStringInterpolation {
    let text: String
    var style = Style.plain

    init(_ text: String, _ style: Style = .plain) {
      self.text = text.printable()
      self.style = style
    }

    init(stringLiteral value: String) { self.init(value) }
  }

  let columns: [Column]
  private(set) var rows: [[Cell]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row with a cell for each column.
  mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// The lines, with titles where there are any, and whether a text was cut for the width.
  func lines(width: Int?, style stream: StandardStream) -> (lines: [String], wasCut: Bool) {
    let titles = columns.map { Cell($0.title, .heading) }
    let all = titles.allSatisfy(\.text.isEmpty) ? rows : [titles] + rows
    let widths = fitted(naturalWidths(all), into: width)
    var wasCut = false
    let lines = all.map { row in
      var line = ""
      var gap = ""
      for (index, cell) in row.enumerated() {
        let (text, isCut) = cell.text.cut(to: widths[index])
        wasCut = wasCut || isCut
        let space = String(repeating: " ", count: max(0, widths[index] - text.columns))
        let shown = cell.style.applied(to: text, on: stream)
        line += gap + (columns[index].isRight ? space + shown : shown)
        gap = (columns[index].isRight ? "" : space) + "  "
      }
      return line
    }
    return (lines, wasCut)
  }

  private func naturalWidths(_ rows: [[Cell]]) -> [Int] {
    columns.indices.map { index in rows.map { $0[index].text.columns }.max() ?? 0 }
  }

  /// Takes from the widest column that may be cut until the table fits or none can give more.
  private func fitted(_ natural: [Int], into width: Int?) -> [Int] {
    guard let width else { return natural }
    var widths = natural
    var excess = widths.reduce(2 * (widths.count - 1), +) - width
    while excess > 0 {
      let widest = widths.indices
        .filter { index in columns[index].minimum.map { widths[index] > $0 } ?? false }
        .max { widths[$0] < widths[$1] }
      guard let widest else { break }
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }
}
