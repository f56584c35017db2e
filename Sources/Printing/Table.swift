/// Rows in columns that fit the terminal.
package struct Table {
  package struct Column {
    package let title: String
    package var isRight = false
    /// The narrowest it may become when the table is too wide; nil: it is never made narrower.
    package var minimum: Int?
    /// Whether a text that does not fit goes on in the next line; otherwise it is cut.
    package var isWrapped = false

    package init(title: String, isRight: Bool = false, minimum: Int? = nil, isWrapped: Bool = false)
    {
      self.title = title
      self.isRight = isRight
      self.minimum = minimum
      self.isWrapped = isWrapped
    }

    package static func text(_ title: String, minimum: Int = 12) -> Column {
      Column(title: title, minimum: minimum)
    }
    package static func prose(_ title: String, minimum: Int = 20) -> Column {
      Column(title: title, minimum: minimum, isWrapped: true)
    }
    package static func id(_ title: String) -> Column { Column(title: title) }
    package static func number(_ title: String) -> Column { Column(title: title, isRight: true) }
  }

  package struct Cell: ExpressibleByStringInterpolation {
    package let text: String
    package var style = Style.plain

    package init(_ text: String, _ style: Style = .plain) {
      self.text = text.printable()
      self.style = style
    }

    package init(stringLiteral value: String) { self.init(value) }
  }

  package let columns: [Column]
  package private(set) var rows: [[Cell]] = []

  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row with a cell for each column.
  package mutating func add(_ cells: [Cell]) { rows.append(cells) }

  /// The lines, with titles where there are any, and whether a text was cut for the width.
  ///
  /// A column without a single text is left out.
  package func lines(width: Int?, style stream: StandardStream) -> (lines: [String], wasCut: Bool) {
    let shown = columns.indices.filter { index in rows.contains { !$0[index].text.isEmpty } }
    guard shown.count == columns.count else {
      var table = Table(shown.map { columns[$0] })
      for row in rows { table.add(shown.map { row[$0] }) }
      return table.lines(width: width, style: stream)
    }
    let titles = columns.map { Cell($0.title, .heading) }
    let all = titles.allSatisfy(\.text.isEmpty) ? rows : [titles] + rows
    let widths = fitted(naturalWidths(all), into: width)
    var wasCut = false
    var lines: [String] = []
    for row in all {
      let parts = columns.indices.map { index in
        columns[index].isWrapped ? row[index].text.wrapped(to: widths[index]) : [row[index].text]
      }
      for number in 0..<(parts.map(\.count).max() ?? 0) {
        let texts = parts.map { number < $0.count ? $0[number] : "" }
        lines.append(line(texts, row.map(\.style), widths, stream, &wasCut))
      }
    }
    return (lines, wasCut)
  }

  private func line(
    _ texts: [String], _ styles: [Style], _ widths: [Int], _ stream: StandardStream,
    _ wasCut: inout Bool
  ) -> String {
    var line = ""
    // Space is owed until a text follows, so that no line ends in spaces.
    var owed = 0
    for (index, whole) in texts.enumerated() {
      let (text, isCut) = whole.cut(to: widths[index])
      wasCut = wasCut || isCut
      let free = max(0, widths[index] - text.columns)
      if text.isEmpty {
        owed += free + 2
        continue
      }
      let isRight = columns[index].isRight
      line += String(repeating: " ", count: owed + (isRight ? free : 0))
      line += styles[index].applied(to: text, on: stream)
      owed = (isRight ? 0 : free) + 2
    }
    return line
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
