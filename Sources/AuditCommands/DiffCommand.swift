import ArgumentParser
import Audit
import Commission
import Money
import Printing
import Projections
import StrictJSON

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what changed between two times, two plan versions, or two ledgers (Vergleich).",
    discussion: """
      Question 6 of an audit: what changed since a statement was approved, and how much money does \
      it move? Both times are times of knowledge; what had happened by when (--as-of) stays the \
      same on both sides.

        \(AuditProgram.words) diff --statement st-e-7-2026-03
        \(AuditProgram.words) diff --from size:1200 --known-at size:1900 --payee e-7
        \(AuditProgram.words) diff --plans key-account@1 key-account@2
        \(AuditProgram.words) diff --with /media/backup/ledger

      With --moves the events that moved the amounts are named as well. Exit code with --with: 0 \
      when one history goes on from the other, 1 when they forked.

      JSON: {"from":{"size","root"},"lines":[…],"differences":[…],"moves":[…],
        "speaksFor"}; with --plans as `kontor plan diff --json`; with --with
        {"relation":"same"|"leftIsLonger"|"rightIsLonger"|"forked"|"unrelated",
        "common":{"size","root"},"left","right"}
      """)

  @OptionGroup var source: SourceOptions

  @Option(
    help: "The earlier time: 2026-03-01T12:00:00Z, or size:1200.",
    transform: ClockOptions.knownAt)
  var from: KnownAt?

  @Option(help: "From the basis of this statement, its payee and its period.")
  var statement: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Two published versions, as plan@version.", valueName: "old new"))
  var plans: [String] = []

  @Option(
    name: .customLong("with"),
    help: ArgumentHelp("Another ledger or export, to compare histories.", valueName: "path"))
  var other: String?

  @OptionGroup var selection: CommissionSelection

  @Flag(help: "Name the events that moved the amounts.")
  var moves = false

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let ways = [from != nil, statement != nil, !plans.isEmpty, other != nil].count { $0 }
    guard ways == 1 else {
      throw ValidationError("Name one of --from, --statement, --plans and --with.")
    }
    guard plans.isEmpty || plans.count == 2 else {
      throw ValidationError("--plans takes two versions, such as key-account@1 key-account@2.")
    }
  }

  func run() throws {
    let history = try source.history()
    if let other { return try compare(history, with: other) }
    if !plans.isEmpty { return try comparePlans(history) }
    var scope = Movements.Scope(
      payee: selection.payee, period: selection.period, asOf: clocks.asOf)
    var start = Clocks(asOf: clocks.asOf, knownAt: from)
    if let statement {
      let book = try StatementBook(history, try history.standpoint())
      guard
        let issued = book.issued.values.joined().first(where: { $0.document.id == statement })
      else { throw Failure(.no, "no statement \(statement) was issued among these records") }
      scope.payee = issued.document.payee
      scope.period = issued.document.period
      start.knownAt = .size(issued.document.basisSize)
    }
    try compare(history, scope, start)
  }

  private func compare(_ history: History, _ scope: Movements.Scope, _ start: Clocks) throws {
    let before = try history.standpoint(start)
    let after = try history.standpoint(clocks.clocks)
    guard before.size <= after.size else {
      throw Failure(.usage, "the first time lies after the second; name the earlier one first")
    }
    let movements = Movements(history)
    let changes = try LineChange.between(
      try movements.lines(scope, at: before.size), try movements.lines(scope, at: after.size))
    if changes.isEmpty { try names.check(history, clocks.clocks) }
    var moved: [Movements.Movement]?
    if moves {
      let progress = ProgressLine("Events")
      moved = try movements.movements(scope, from: before.size, to: after.size) {
        progress.show($0, of: $1)
      }
      progress.end()
    }
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.head(named: "from", size: before.size, root: before.root)
        json.changes("lines", changes)
        json.array("differences", try changes.sums()) { $0.value($1) }
        if let moved { json.moves("moves", moved) }
        json.speaksFor(after)
        json.endObject()
      }
    }
    if changes.isEmpty {
      try output.line("Nothing changed: every line is as it was at size \(before.size).")
    } else {
      try LineChangeTable.show(changes, output)
    }
    if let moved {
      try output.line("")
      try MovesTable.show(moved, output)
    }
    try output.line(
      "From size \(before.size), root \(before.root), to size \(after.size).", .faint)
    try output.showHead(after)
  }

  private func comparePlans(_ history: History) throws {
    let query = try CommissionQuery(history, clocks.clocks)
    let sources = try plans.map(Self.source)
    let difference = try query.difference(
      from: sources[0], to: sources[1],
      DifferenceScope(payee: selection.payee, period: selection.period))
    if difference.lines.isEmpty { try names.check(history, clocks.clocks) }
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.changedLines(difference)
        json.member("unchanged", difference.unchanged)
        json.totals("payees", difference.payees)
        json.totals("totals", difference.totals)
        json.failed(difference.failedDeals)
        json.unreadable(difference.quarantined)
        json.speaksFor(difference.speaksFor)
        json.endObject()
      }
    }
    let report = PlanDifferenceReport(difference: difference, output: output)
    if difference.lines.isEmpty {
      try output.line("Nothing changes.")
    } else {
      try report.showLines(withPayee: selection.payee == nil)
      try report.showTotals(difference.payees)
    }
    try report.showCounts()
    try CommissionReport.showFailed(difference.failedDeals)
    try output.showHead(difference.speaksFor)
  }

  private var names: NamesAsked { NamesAsked(payee: selection.payee) }

  private static func source(_ text: String) throws -> PlanSource {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let version = Int(parts[1]) else {
      throw Failure(.usage, "\(text) is no plan version; write it as key-account@2")
    }
    return .published(plan: String(parts[0]), version: version)
  }

  private func compare(_ history: History, with path: String) throws {
    let difference = try HistoryDifference(
      history, History(try SourceOptions.open(path).records))
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.member("relation", difference.relation.rawValue)
        json.head(named: "common", size: difference.common, root: difference.commonRoot)
        json.speaksFor(difference.left, named: "left")
        json.speaksFor(difference.right, named: "right")
        json.endObject()
      }
    } else {
      try output.line(difference.sentence(with: path), difference.isFork ? .bad : .good)
      try output.line("Common: size \(difference.common), root \(difference.commonRoot)")
      try output.line("There: size \(difference.right.size), root \(difference.right.root)")
      try output.showHead(difference.left)
    }
    if difference.isFork { throw Answer.no }
  }
}

extension HistoryDifference {
  fileprivate var isFork: Bool { relation == .forked || relation == .unrelated }

  fileprivate func sentence(with path: String) -> String {
    switch relation {
    case .same: "The same history."
    case .leftIsLonger:
      "This history goes on from \(path) with \((left.size - common).counted("more event"))."
    case .rightIsLonger:
      "\(path) goes on from this history with \((right.size - common).counted("more event"))."
    case .forked:
      """
      Forked at position \(common): here \((left.size - common).counted("event")) follow, there \
      \((right.size - common).counted("other"))
      """
    case .unrelated: "Two different ledgers: they do not even begin with the same event."
    }
  }
}
