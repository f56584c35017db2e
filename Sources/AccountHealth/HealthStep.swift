/// The way from one assessment to another, line by line; the lines sum to the change exactly.
///
/// The contributions of an assessment sum to its score, so their differences sum to the difference.
/// An assessment without a score has contributions of nothing: the step from it begins at 0.
package struct HealthStep: Equatable, Sendable {
  /// What one indicator or one cap adds to the change.
  package struct Line: Equatable, Sendable {
    package enum Subject: Hashable, Sendable {
      case indicator(String)
      case cap(String)

      /// The id in files and answers.
      package var id: String {
        switch self {
        case .indicator(let id), .cap(let id): id
        }
      }
    }

    package let subject: Subject
    /// Hundredths of a point.
    package let change: Int
    /// Events that speak after the step and did not before, ascending.
    package let gained: [HealthFacts.Position]
    /// Events that spoke before the step and do not after it, ascending.
    package let lost: [HealthFacts.Position]
  }

  /// In hundredths of a point; nothing where nothing was known.
  package let before: Int?
  package let after: Int?
  /// The lines that change something, the indicators in the order of the model before the caps.
  package let lines: [Line]

  /// In hundredths of a point.
  package var change: Int { (after ?? 0) - (before ?? 0) }

  package init(from before: HealthAssessment, to after: HealthAssessment) {
    self.before = before.exactScore
    self.after = after.exactScore
    let old = Self.parts(of: before)
    let new = Self.parts(of: after)
    var lines: [Line] = []
    let subjects =
      new.map(\.subject)
      + old.map(\.subject).filter { subject in
        !new.contains { $0.subject == subject }
      }
    for subject in subjects {
      let left = old.first { $0.subject == subject }
      let right = new.first { $0.subject == subject }
      let known = Set(left?.evidence ?? [])
      let knows = Set(right?.evidence ?? [])
      let line = Line(
        subject: subject, change: (right?.value ?? 0) - (left?.value ?? 0),
        gained: knows.subtracting(known).sorted(), lost: known.subtracting(knows).sorted())
      if line.change != 0 { lines.append(line) }
    }
    self.lines = lines
  }

  private typealias Part = (subject: Line.Subject, value: Int, evidence: [HealthFacts.Position])

  private static func parts(of assessment: HealthAssessment) -> [Part] {
    let indicators = assessment.indicators.map { indicator -> Part in
      let evidence: [HealthFacts.Position]
      switch indicator.measurement {
      case .known(let reading): evidence = reading.evidence
      case .missing: evidence = []
      }
      return (.indicator(indicator.id), indicator.contribution, evidence)
    }
    return indicators
      + assessment.caps.map { (.cap($0.condition.id), $0.effect, $0.evidence) }
  }
}
