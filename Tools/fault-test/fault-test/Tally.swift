import Trials

/// How many states of each kind were made, and how the programs ended in them.
struct Tally {
  private struct Row {
    var states = 0
    var errors = 0
    var harmless = 0
  }

  private var rows: [(kind: String, row: Row)] = []

  /// A run in which a call failed, or none was left to fail.
  mutating func add(_ kind: String, _ ending: Program.Ending, isTouched: Bool) {
    guard isTouched else { return }
    add(kind, states: 1, errors: ending.isDone ? 0 : 1, harmless: ending.isDone ? 1 : 0)
  }

  mutating func add(_ kind: String, states: Int, errors: Int = 0, harmless: Int = 0) {
    let place = rows.firstIndex { $0.kind == kind } ?? rows.count
    if place == rows.count { rows.append((kind, Row())) }
    rows[place].row.states += states
    rows[place].row.errors += errors
    rows[place].row.harmless += harmless
  }

  var states: Int { rows.reduce(0) { $0 + $1.row.states } }

  /// A table in Markdown, as it stands in RESULTS.md.
  var text: String {
    let heads = ["scenario", "states", "clear error", "nothing lost by it"]
    let cells =
      [heads]
      + rows.map { [$0.kind, "\($0.row.states)", "\($0.row.errors)", "\($0.row.harmless)"] }
    let widths = heads.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let parts = zip(cells, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }
      return "| " + parts.joined(separator: " | ") + " |\n"
    }
    let rule = widths.enumerated().map { column, width in
      column == 0
        ? String(repeating: "-", count: width) : String(repeating: "-", count: width - 1) + ":"
    }
    return line(heads) + line(rule) + cells.dropFirst().map(line).joined()
  }
}
