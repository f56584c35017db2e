import Foundation

/// What the runs printed, beside the aims of the design.
struct ResultTable {
  private var results = Results()

  init(parsing path: String) throws {
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      try results.add(line)
    }
  }

  /// A table in Markdown, which a terminal shows as well.
  var text: String {
    let header = ["work", "kontor", "LMDB in C", "SQLite", "ratio (range)", "aim", "met"]
    return Self.table([header] + rates + rebuilds + figures) + "\n\n"
      + Self.table(PeerTable(results).rows)
  }

  private static func table(_ rows: [[String]]) -> String {
    let header = rows[0]
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      let cells = row.indices.map {
        row[$0].padding(toLength: widths[$0], withPad: " ", startingAt: 0)
      }
      return "| " + cells.joined(separator: " | ") + " |"
    }
    lines.insert("|" + widths.map { String(repeating: "-", count: $0 + 2) + "|" }.joined(), at: 1)
    return lines.joined(separator: "\n")
  }

  private var rates: [[String]] {
    let lmdb = "lmdb", sqlite = "sqlite"
    return [
      rate("durable single append", "single", to: lmdb, .atLeast(0.90)),
      rate("64 writers, group commit", "writers", to: lmdb, .atLeast(0.60)),
      rate("bulk append, groups of 10,000", "bulk", to: lmdb, .atLeast(0.33)),
      rate("the same by CPU time of all threads", "bulk-cpu", to: lmdb, .none),
      rate("import against one-row commits", "import-single", to: sqlite, .atLeast(10)),
      rate("import against batches of 10,000", "import-batched", to: sqlite, .atLeast(1)),
      rate("import of a CSV table", "import-csv", to: sqlite, .none),
      rate("header scan", "scan", to: lmdb, .atLeast(1 / 0.70)),
      rate("the same by CPU time", "scan-cpu", to: lmdb, .none),
      rate("commission rebuild, flat rate", "commission", to: lmdb, .rate(3_000_000)),
      rate("commission with tiers, caps, release", "tiers", to: lmdb, .none),
      rate("newest 50 of an account", "timeline", to: lmdb, .none),
      rate("verify against sha256sum", "verify", to: "sha256sum", .none),
      rate("export of tiles", "tile-export", to: lmdb, .none),
    ]
  }

  private var figures: [[String]] {
    let mega = 1_048_576.0
    let ratio = results.middle("disk-bytes", "kontor") / results.middle("payload-bytes", "kontor")
    return [
      times("single append, p50 / p99", "single", limit: nil),
      times("64 writers, p50 / p99 (C: a batch)", "writers", limit: nil),
      beyond("64 writers, p99 above C's batch", limit: 1_000),
      times("newest 50 of an account, p50 / p99", "timeline", limit: 1_000),
      times("page of a timeline, p50 / p99", "timeline-page", limit: 1_000),
      times("health of one account, p50 / p99", "health", limit: nil),
      times("health as of a day 18 months ago", "health-as-of", limit: nil),
      times("root of a former size, p50 / p99", "root", limit: 1_000),
      times("inclusion proof, p50 / p99", "inclusion", limit: 1_000),
      times("consistency proof, p50 / p99", "consistency", limit: 1_000),
      figure(
        "verify, megabytes of records a second", speed("verify", "kontor"), "MB/s", limit: nil),
      figure("sha256sum of the same bytes", speed("verify", "sha256sum"), "MB/s", limit: nil),
      figure(
        "anonymous memory in import", results.worst("import-anonymous") / mega, "MB", limit: 128),
      figure(
        "high water mark in import, map included",
        results.worst("import-high-water") / mega, "MB", limit: nil),
      figure(
        "anonymous memory in commission with tiers", results.worst("tiers-anonymous") / mega, "MB",
        limit: nil),
      figure(
        "anonymous memory in an export of tiles",
        results.worst("tile-export-anonymous") / mega, "MB", limit: nil),
      figure("bytes on disk per payload byte", ratio, "", limit: 1.30),
    ]
  }

  /// Speeds of two workers against one, and the memory of either.
  private var rebuilds: [[String]] {
    ["accounts", "health", "commission"].flatMap { name -> [[String]] in
      let one = results.rates("rebuild-\(name)-1", "kontor")
      let two = results.rates("rebuild-\(name)-2", "kontor")
      guard !one.isEmpty, !two.isEmpty else { return [] }
      let ratio = Results.middle(two) / Results.middle(one)
      let memory = results.worst("rebuild-\(name)-anonymous") / 1_048_576
      return [
        ["rebuild of \(name), one worker", Figure.rate(one), "", "", "", "", ""],
        [
          "rebuild of \(name), two workers", Figure.rate(two), "", "", Figure.decimal(ratio),
          "≥ 1.70",
          met(ratio >= 1.7),
        ],
        figure("anonymous memory in a rebuild of \(name)", memory, "MB", limit: 64),
      ]
    }
  }

  private enum Aim {
    case atLeast(Double)
    case rate(Double)
    case none
  }

  private func rate(_ title: String, _ work: String, to side: String, _ aim: Aim) -> [String] {
    let own = results.rates(work, "kontor")
    let others = results.rates(work, side)
    var cells = [title, Figure.rate(own), Figure.rate(results.rates(work, "lmdb"))]
    cells.append(Figure.rate(side == "sha256sum" ? others : results.rates(work, "sqlite")))
    guard results.isSame(work) else { return cells + ["void: the results differ", "", "no"] }
    let ratios = zip(own, others).map { $0 / $1 }.sorted()
    guard let least = ratios.first, let most = ratios.last else {
      return cells + ["skipped", "", ""]
    }
    let middle = Results.middle(ratios)
    cells.append("\(Figure.decimal(middle)) (\(Figure.decimal(least))–\(Figure.decimal(most)))")
    switch aim {
    case .none: return cells + ["", ""]
    case .atLeast(let wanted):
      return cells + ["≥ \(Figure.decimal(wanted))", met(middle >= wanted)]
    case .rate(let wanted):
      let speed = Results.middle(own)
      return cells + ["≥ \(Figure.rate([wanted]))", met(speed >= wanted)]
    }
  }

  /// Megabytes of record bytes a second of a work that reads them all.
  private func speed(_ work: String, _ side: String) -> Double {
    let nanoseconds = results.middle(work, side)
    guard nanoseconds > 0 else { return 0 }
    return results.middle("payload-bytes", "kontor") * 1_000 / nanoseconds
  }

  private func times(_ title: String, _ work: String, limit: Double?) -> [String] {
    let cells = ["kontor", "lmdb", "sqlite"].map { side in
      let half = results.middle("\(work)-p50", side) / 1_000
      let slow = results.middle("\(work)-p99", side) / 1_000
      return half > 0 ? "\(Int(half)) / \(Int(slow)) µs" : "–"
    }
    guard let limit else { return [title] + cells + ["", "", ""] }
    let slow = results.middle("\(work)-p99", "kontor") / 1_000
    return [title] + cells + ["", "p99 < \(Int(limit)) µs", slow > 0 ? met(slow < limit) : ""]
  }

  private func beyond(_ title: String, limit: Double) -> [String] {
    let own = results.middle("writers-p99", "kontor") / 1_000
    let sync = results.middle("writers-p50", "lmdb") / 1_000
    return [
      title, "\(Int(own - sync)) µs", "", "", "", "< \(Int(limit)) µs", met(own - sync < limit),
    ]
  }

  private func figure(
    _ title: String, _ value: Double, _ unit: String, limit: Double?
  ) -> [String] {
    guard value > 0 else { return [title, "–", "", "", "", "", ""] }
    let shown = unit.isEmpty ? Figure.decimal(value) : "\(Int(value)) \(unit)"
    guard let limit else { return [title, shown, "", "", "", "", ""] }
    let aim = unit.isEmpty ? Figure.decimal(limit) : "\(Int(limit)) \(unit)"
    return [title, shown, "", "", "", "≤ \(aim)", met(value <= limit)]
  }

  private func met(_ isMet: Bool) -> String { isMet ? "yes" : "no" }
}
