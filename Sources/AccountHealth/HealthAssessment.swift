package import Money

/// An account's health on one day, with everything that explains it.
///
/// The contributions of the indicators and the effects of the caps sum to `exactScore`, their whole
/// points to `score`.
package struct HealthAssessment: Equatable, Sendable {
  /// What a score means at a glance.
  package enum Band: String, Sendable {
    case green, amber, red
    /// Too little is known for a colour (zu wenig Belege).
    case tooLittleEvidence = "too-little-evidence"
  }

  /// One indicator's part in the score.
  package struct Indicator: Equatable, Sendable {
    package let id: String
    package let dimension: HealthModel.Dimension
    /// The weight the model gives it, in basis points of the whole.
    package let weight: Int
    /// The weight it has after that of missing and faded evidence was redistributed; the sum is
    /// 10,000 if anything is known.
    package let effectiveWeight: Int
    package let measurement: Measurement
    /// What the value is worth on the model's line, in hundredths of a point.
    package let worth: Int?
    /// Hundredths of a point, and whole points, that it adds to the score.
    package let contribution: Int
    package let points: Int
  }

  /// How one side of the relationship stands by itself, before any cap.
  package struct Dimension: Equatable, Sendable {
    package let dimension: HealthModel.Dimension
    /// The mean of its indicators in hundredths of a point; nothing without evidence.
    package let score: Int?
  }

  /// A cap whose condition holds.
  package struct Cap: Equatable, Sendable {
    package let condition: HealthModel.CapCondition
    package let limit: Int
    package let evidence: [HealthFacts.Position]
    /// What it takes off, in hundredths of a point and in whole points: nothing or less, and other
    /// than nothing only for the one cap that binds.
    package let effect: Int
    package let points: Int

    package var isBinding: Bool { effect < 0 }
  }

  package let modelID: String
  package let modelVersion: Int
  package let asOf: CalendarDay
  /// 0 to 100, rounded down so that it never shows a band it is not in; nothing if nothing is known.
  package let score: Int?
  /// 0 to 10,000 hundredths of a point.
  package let exactScore: Int?
  package let band: Band
  /// The share of the model's weight that is backed by evidence, in basis points.
  package let coverageBp: Int
  package let indicators: [Indicator]
  package let dimensions: [Dimension]
  package let caps: [Cap]
  package let warnings: [HealthWarning]
}
