import Trials

/// What was done and found, kind by kind.
struct Tally {
  private struct Row {
    var rounds = 0
    var killed = 0
    var failed = 0
    var untouched = 0
    var acknowledged = 0
    var beyond = 0
  }

  private var rows: [(kind: String, row: Row)] = []

  mutating func add(_ kind: String, _ end: Child.End, _ finding: TestLedger.Finding) {
    let place = rows.firstIndex { $0.kind == kind } ?? rows.count
    if place == rows.count { rows.append((kind, Row())) }
    rows[place].row.rounds += 1
    switch end {
    case .signal: rows[place].row.killed += 1
    case .exit(0): rows[place].row.untouched += 1
    case .exit: rows[place].row.failed += 1
    }
    rows[place].row.acknowledged += finding.acknowledged
    rows[place].row.beyond += finding.beyond
  }

  var rounds: Int { rows.reduce(0) { $0 + $1.row.rounds } }

  /// A table for people.
  var text: String {
    func line(_ cells: [String]) -> String {
      cells.enumerated().map { place, cell in
        let space = String(repeating: " ", count: max(0, (place == 0 ? 34 : 13) - cell.count))
        return place == 0 ? cell + space : space + cell
      }.joined() + "\n"
    }
    var text = line(
      ["kind", "rounds", "killed", "clear error", "untouched", "acknowledged", "beyond"])
    for (kind, row) in rows {
      text += line(
        [kind]
          + [row.rounds, row.killed, row.failed, row.untouched, row.acknowledged, row.beyond]
          .map { "\($0)" })
    }
    return text
  }
}
