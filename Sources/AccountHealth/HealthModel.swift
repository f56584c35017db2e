/// The rules a health score is computed by: what is measured, what it is worth, and what caps it.
///
/// A model is a value. Its weights are percentages that sum to 100 among the dimensions and among
/// the indicators of each dimension; `problems` says where they do not.
package struct HealthModel: Equatable, Sendable {
  /// The five sides of the relationship with an account.
  package enum Dimension: String, CaseIterable, Sendable {
    case relationship, commercial, contract, service, voice
  }

  /// A dimension's weight and the indicators it is made of.
  package struct Part: Equatable, Sendable {
    package var dimension: Dimension
    package var weight: Int
    package var indicators: [Indicator]

    package init(_ dimension: Dimension, weight: Int, _ indicators: [Indicator]) {
      self.dimension = dimension
      self.weight = weight
      self.indicators = indicators
    }
  }

  /// One measured value, its weight inside its dimension and what its values are worth.
  package struct Indicator: Equatable, Sendable {
    package var id: String
    package var measure: Measure
    package var weight: Int
    package var scale: PiecewiseLinear

    package init(_ id: String, _ measure: Measure, weight: Int, _ scale: PiecewiseLinear) {
      self.id = id
      self.measure = measure
      self.weight = weight
      self.scale = scale
    }
  }

  /// A condition that limits the score whatever the indicators say.
  package struct Cap: Equatable, Sendable {
    package var condition: CapCondition
    /// The highest score while the condition holds, in hundredths of a point.
    package var limit: Int

    package init(_ condition: CapCondition, limit: Int) {
      self.condition = condition
      self.limit = limit
    }
  }

  /// Where a band begins, in hundredths of a point, and how much must be known for having one.
  package struct Bands: Equatable, Sendable {
    package var green: Int
    package var amber: Int
    /// Coverage in basis points below which there is too little evidence for a colour.
    package var minimumCoverage: Int

    package init(green: Int, amber: Int, minimumCoverage: Int) {
      self.green = green
      self.amber = amber
      self.minimumCoverage = minimumCoverage
    }
  }

  package var id: String
  package var name: String
  package var version: Int
  package var parts: [Part]
  package var caps: [Cap]
  package var bands: Bands
  package var service: ServiceLevels
  package var renewal: RenewalRules
  package var warnings: WarningThresholds

  package init(
    id: String, name: String, version: Int, parts: [Part], caps: [Cap], bands: Bands,
    service: ServiceLevels, renewal: RenewalRules, warnings: WarningThresholds
  ) {
    self.id = id
    self.name = name
    self.version = version
    self.parts = parts
    self.caps = caps
    self.bands = bands
    self.service = service
    self.renewal = renewal
    self.warnings = warnings
  }

  /// What is wrong with the model, in words for whoever wrote it; empty for a sound one.
  ///
  /// Assess only with a sound one: the percentages of another mean nothing.
  package var problems: [String] {
    var found: [String] = []
    let weights = parts.reduce(0) { $0 + $1.weight }
    if weights != 100 {
      found.append("the weights of the dimensions sum to \(weights), not to 100")
    }
    var ids: Set<String> = []
    for part in parts {
      let sum = part.indicators.reduce(0) { $0 + $1.weight }
      if sum != 100 {
        found.append(
          "the weights of the indicators of \(part.dimension.rawValue) sum to \(sum), not to 100")
      }
      if part.weight < 0 { found.append("the weight of \(part.dimension.rawValue) is negative") }
      for indicator in part.indicators {
        if !ids.insert(indicator.id).inserted {
          found.append("the indicator \(indicator.id) stands there twice")
        }
        found += indicator.problems
      }
    }
    for cap in caps where !(0...10_000).contains(cap.limit) {
      found.append("the cap \(cap.condition.id) has a limit outside 0 to 100 points")
    }
    if !(0 <= bands.amber && bands.amber <= bands.green && bands.green <= 10_000) {
      found.append("the bands are not in order: amber \(bands.amber), green \(bands.green)")
    }
    return found
  }
}

extension HealthModel.Indicator {
  fileprivate var problems: [String] {
    var found: [String] = []
    if weight < 0 { found.append("the weight of \(id) is negative") }
    let breakpoints = scale.breakpoints
    if let window = measure.window, window <= 0 {
      found.append("\(id) looks at \(window) days, which is no window")
    }
    if breakpoints.isEmpty { found.append("\(id) has no breakpoints") }
    for (left, right) in zip(breakpoints, breakpoints.dropFirst()) where left.value >= right.value {
      found.append("the breakpoints of \(id) do not ascend at \(right.value)")
    }
    for breakpoint in breakpoints where !(0...10_000).contains(breakpoint.worth) {
      found.append("\(id) is worth less than 0 or more than 100 points at \(breakpoint.value)")
    }
    return found
  }
}
