import AccountHealth
import Printing
import Projections
import StrictJSON

/// All accounts ranked by health, as text and as JSON.
struct RankingReport {
  let answer: PortfolioAnswer
  /// Whose accounts were asked for; nil: everybody's.
  let owner: String?

  init(_ answer: PortfolioAnswer, owner: String?) {
    self.answer = answer
    self.owner = owner
  }

  private var nothing: String {
    guard answer.assessed == 0 else {
      return "None of \(answer.assessed.counted("account")) is such an account."
    }
    if let owner { return "No account has \(owner.printable()) as its key account manager." }
    return "No account is recorded yet; `kontor import FILE` records the events of a file."
  }

  func show(_ output: OutputOptions) throws {
    guard !answer.rows.isEmpty else {
      try StandardStream.output.line(nothing)
      return try output.showFooter(
        answer.speaksFor, answer.quarantined,
        from: .init(accounts: answer.generation, andJournal: true))
    }
    let hasRoom = output.wide || Terminal.columns >= 110
    var columns: [Table.Column] = [
      .number("Score"), .id("Band"), .text("Account", minimum: 24), .text("KAM", minimum: 6),
      .number("Coverage"),
    ]
    if hasRoom { columns += [.id("Rel Com Con Ser Voi"), .text("Weakest")] }
    var table = Table(columns + [.prose(hasRoom ? "Signals" : "Look at", minimum: 14)])
    for row in answer.rows {
      var cells = [
        Table.Cell(row.score.map { "\($0)" } ?? "–"), Table.Cell(row.band.short, Style(row.band)),
        Table.Cell(row.account), Table.Cell(row.owner ?? ""),
        Table.Cell("\(row.coverageBp / 100) %"),
      ]
      let weakest = Table.Cell(row.weakest ?? "", .faint)
      let signals = Table.Cell(row.signalWords, .warning)
      if hasRoom {
        cells += [Table.Cell(row.dimensionWords), weakest, signals]
      } else {
        // Where nothing speaks up, the weakest indicator is what to look at.
        cells.append(row.signalWords.isEmpty ? weakest : signals)
      }
      table.add(cells)
    }
    try output.show(table)
    let bands: [HealthAssessment.Band] = [.red, .amber, .green, .tooLittleEvidence]
    let counts = bands.map { "\(answer.bands[$0] ?? 0) \($0.words)" }.joined(separator: ", ")
    try StandardStream.output.line(
      """

      \(answer.rows.count) of \(answer.matched) shown. All \(answer.assessed.counted("account")): \
      \(counts)
      As of \(answer.day), model \(answer.model.words)
      """)
    try output.showFooter(
      answer.speaksFor, answer.quarantined,
      from: .init(accounts: answer.generation, andJournal: true))
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.array("accounts", answer.rows) { json, row in
      json.beginObject()
      json.member("account", row.account)
      json.member("name", optional: row.name)
      json.member("owner", optional: row.owner)
      json.member("score", optional: row.score)
      json.member("exactScore", optional: row.exactScore)
      json.member("band", row.band.rawValue)
      json.member("coverageBp", row.coverageBp)
      json.dimensions(row.dimensions)
      json.array("caps", row.caps) { $0.value($1) }
      json.array("warnings", row.warnings) { $0.value($1) }
      json.member("weakest", optional: row.weakest)
      json.override(row.override)
      json.endObject()
    }
    json.member("matched", answer.matched)
    json.member("assessed", answer.assessed)
    json.name("bands")
    json.beginObject()
    for (band, count) in answer.bands.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      json.member(band.rawValue, count)
    }
    json.endObject()
    json.member("model", answer.model)
    json.member("day", "\(answer.day)")
    json.unreadable(answer.quarantined)
    json.speaksFor(
      answer.speaksFor, from: .init(accounts: answer.generation, andJournal: true))
    json.endObject()
  }
}

extension PortfolioRow {
  /// The scores of the dimensions in the order of the heading.
  fileprivate var dimensionWords: String {
    HealthModel.Dimension.allCases.map { wanted in
      let score = dimensions.first { $0.dimension == wanted }?.score
      let text = score.map { "\($0 / 100)" } ?? "–"
      return String(repeating: " ", count: max(0, 3 - text.count)) + text
    }.joined(separator: " ")
  }

  /// Caps, warnings and a band set by hand.
  fileprivate var signalWords: String {
    (caps + warnings + (override.map { ["by hand " + $0.band.words] } ?? []))
      .joined(separator: ", ")
  }
}

extension HealthAssessment.Band {
  /// A word that leaves room for others.
  fileprivate var short: String { self == .tooLittleEvidence ? "too little" : words }
}
