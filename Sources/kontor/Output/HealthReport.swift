import AccountHealth
import Money
import Printing
import Projections
import StrictJSON

/// An account's health as text and as JSON.
struct HealthReport {
  let answer: HealthAnswer

  init(_ answer: HealthAnswer) {
    self.answer = answer
  }

  var assessment: HealthAssessment { answer.assessment }

  func show(_ output: OutputOptions) throws {
    let score = assessment.score.map { "\($0) of 100" } ?? "no score"
    let band = Style(assessment.band).applied(to: assessment.band.words, on: .output)
    let name = Style.heading.applied(to: (answer.name ?? answer.account).printable(), on: .output)
    try StandardStream.output.line(
      """
      \(name): \(score), \(band), as of \(assessment.asOf)
      Coverage \(Rate(basisPoints: Int64(assessment.coverageBp))) of the model \
      \(answer.model.words)

      """)
    try output.show(indicators)
    try showWarnings()
    try showBeside()
    try showTrend(output)
    try showChange(output)
    try StandardStream.output.line("")
    try output.showFooter(answer.speaksFor, answer.quarantined)
  }

  private var indicators: Table {
    var table = Table([
      .id("Indicator"), .prose("Finding"), .number("Weight"),
      .number("Points"), .id("Events"),
    ])
    var dimension: HealthModel.Dimension?
    for indicator in assessment.indicators {
      if indicator.dimension != dimension {
        dimension = indicator.dimension
        table.add([Table.Cell(indicator.dimension.rawValue, .heading), "", "", "", ""])
      }
      let isMissing = indicator.worth == nil
      table.add([
        Table.Cell("  " + indicator.id),
        Table.Cell(indicator.finding(answer.model.model), isMissing ? .faint : .plain),
        Table.Cell(
          isMissing ? "–" : "\(Rate(basisPoints: Int64(indicator.effectiveWeight)))"),
        Table.Cell(isMissing ? "–" : "\(indicator.points)"),
        Table.Cell(indicator.measurement.positions.shortened, .faint),
      ])
    }
    for cap in assessment.caps {
      table.add([
        Table.Cell("cap: \(cap.condition.id)", .warning),
        Table.Cell(cap.condition.words), "",
        Table.Cell("\(cap.points)"), Table.Cell(cap.evidence.shortened, .faint),
      ])
    }
    table.add([
      Table.Cell("score", .heading), "", "",
      Table.Cell(assessment.score.map { "\($0)" } ?? "–", .heading),
      "",
    ])
    return table
  }

  private func showWarnings() throws {
    guard !assessment.warnings.isEmpty else { return }
    try StandardStream.output.line("")
    for warning in assessment.warnings {
      let text = "\(warning.words) (events \(warning.evidence.shortened))"
      for (number, line) in text.printable().wrapped(to: Terminal.columns - 9).enumerated() {
        let word = Style.bad.applied(to: "Warning", on: .output)
        try StandardStream.output.line((number == 0 ? "\(word)  " : "         ") + line)
      }
    }
  }

  private func showBeside() throws {
    if let override = answer.override {
      let text =
        "\(override.band.words) until \(override.expires), computed: "
        + "\(assessment.band.words). \(override.reason) (event \(override.position))"
      for (number, line) in text.printable().wrapped(to: Terminal.columns - 9).enumerated() {
        try StandardStream.output.line((number == 0 ? "By hand  " : "         ") + line)
      }
    }
    if let sentiment = answer.sentiment {
      try StandardStream.output.line(
        """
        Our own feeling: \(sentiment.rating) of 5 on \(sentiment.day) (event \(sentiment.position)); \
        it does not count in the score.
        """)
    }
  }
}

extension Style {
  init(_ band: HealthAssessment.Band) {
    self =
      switch band {
      case .green: .good
      case .amber: .warning
      case .red: .bad
      case .tooLittleEvidence: .faint
      }
  }
}
