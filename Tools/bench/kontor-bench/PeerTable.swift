/// What the peers reach with the same bytes, and how many times as fast the ledger is.
struct PeerTable {
  private static let sides = [
    ("sqlite", "SQLite"), ("postgres", "PostgreSQL table"),
    ("message-store", "PostgreSQL message store"), ("eventsourcing", "eventsourcing on SQLite"),
  ]
  private static let works = [
    ("single", "durable single append"), ("writers-8", "8 writers"), ("writers", "64 writers"),
    ("writers-512", "512 writers"), ("bulk", "bulk append, groups of 10,000"),
    ("timeline", "newest 50 of an account"),
  ]

  private let results: Results

  init(_ results: Results) { self.results = results }

  var rows: [[String]] {
    [["work", "kontor"] + Self.sides.map(\.1)]
      + Self.works.filter { !results.rates($0.0, "kontor").isEmpty }.map { row($0.0, $0.1) }
  }

  private func row(_ work: String, _ title: String) -> [String] {
    let own = results.rates(work, "kontor")
    guard results.isSame(work) else { return [title] + Self.sides.map { _ in "void" } + ["void"] }
    return [title, Figure.rate(own)]
      + Self.sides.map { side, _ in
        let others = results.rates(work, side)
        guard !others.isEmpty else { return "–" }
        let ratios = zip(own, others).map { $0 / $1 }.sorted()
        let range = "\(Figure.decimal(ratios[0]))–\(Figure.decimal(ratios[ratios.count - 1]))"
        return "\(Figure.rate(others)), \(Figure.decimal(Results.middle(ratios))) × (\(range))"
      }
  }
}
