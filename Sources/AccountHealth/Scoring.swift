/// The weighted mean of a model's indicators before any cap, and its division into contributions.
struct Scoring {
  /// In hundredths of a point, rounded half up; nothing without evidence.
  let score: Int?
  /// In basis points, rounded down.
  let coverage: Int
  let indicators: [HealthAssessment.Indicator]
  /// In the order of the model.
  let dimensions: [HealthAssessment.Dimension]

  /// An indicator with what was measured.
  private struct Line {
    let indicator: HealthModel.Indicator
    let dimension: HealthModel.Dimension
    let dimensionWeight: Int
    let measurement: Measurement
    let worth: Int
    /// The indicator's own weight times the strength of its evidence.
    let backed: Int128
    /// The share of the whole it speaks for, in units that only its proportion to others matters of.
    var effective: Int128 = 0

    /// The weight the model gives it, of 10,000.
    var weight: Int { max(0, dimensionWeight) * max(0, indicator.weight) }
  }

  /// Keeps the division of a dimension's weight exact to a millionth of a basis point.
  private static let resolution: Int128 = 1_000_000

  init(view: AccountView, model: HealthModel) {
    var lines: [Line] = []
    var dimensions: [HealthAssessment.Dimension] = []
    for part in model.parts {
      var own: [Line] = []
      var best = 0
      for indicator in part.indicators {
        let measurement = view.measure(indicator.measure, model: model)
        var worth = 0
        var strength = 0
        if case .known(let reading) = measurement {
          worth = indicator.scale.worth(of: reading.value)
          strength = indicator.weight > 0 ? reading.strength : 0
        }
        best = max(best, strength)
        own.append(
          Line(
            indicator: indicator, dimension: part.dimension, dimensionWeight: part.weight,
            measurement: measurement, worth: worth,
            backed: Int128(max(0, indicator.weight)) * Int128(strength)))
      }
      let backed = own.reduce(Int128(0)) { $0 + $1.backed }
      if backed > 0 {
        let kept = Int128(max(0, part.weight)) * Int128(best) * Self.resolution
        for index in own.indices { own[index].effective = kept * own[index].backed / backed }
      }
      let worth = own.reduce(Int128(0)) { $0 + $1.backed * Int128($1.worth) }
      dimensions.append(
        HealthAssessment.Dimension(
          dimension: part.dimension,
          score: backed > 0 ? Int(clamping: (worth * 2 + backed) / (backed * 2)) : nil))
      lines += own
    }
    self.dimensions = dimensions
    let whole = lines.reduce(Int128(0)) { $0 + $1.effective }
    let weighted = lines.map { $0.effective * Int128($0.worth) }
    let sum = weighted.reduce(0, +)
    let score = whole > 0 ? Int(clamping: (sum * 2 + whole) / (whole * 2)) : nil
    self.score = score
    let nominal = lines.reduce(0) { $0 + $1.weight }
    let known = lines.reduce(Int128(0)) { $0 + $1.backed * Int128(max(0, $1.dimensionWeight)) }
    coverage = nominal > 0 ? Int(clamping: known / Int128(nominal)) : 0
    let contributions = Apportionment.divide(score ?? 0, by: weighted)
    let points = Apportionment.divide((score ?? 0) / 100, by: weighted)
    let weights = Apportionment.divide(10_000, by: lines.map(\.effective))
    indicators = lines.indices.map { index in
      let line = lines[index]
      let isKnown = line.measurement.isKnown
      return HealthAssessment.Indicator(
        id: line.indicator.id, dimension: line.dimension, weight: line.weight,
        effectiveWeight: weights[index], measurement: line.measurement,
        worth: isKnown ? line.worth : nil, contribution: contributions[index],
        points: points[index])
    }
  }
}

extension Measurement {
  package var isKnown: Bool {
    switch self {
    case .known: true
    case .missing: false
    }
  }
}

extension AccountView {
  func measure(_ measure: HealthModel.Measure, model: HealthModel) -> Measurement {
    switch measure {
    case .buyingCentreCoverage(let window):
      buyingCentreCoverage(window: window)
    case .daysSinceTopLevel:
      daysSinceTopLevel()
    case .purchasingOnlyShare(let window, let minimum):
      purchasingOnlyShare(window: window, minimum: minimum)
    case .planAge(let alone):
      planAge(alone: alone)
    case .revenueAgainstPath(let basis, let window, let minimumDays):
      revenueAgainstPath(basis: basis, window: window, minimumDays: minimumDays)
    case .contributionMargin(let basis, let window):
      contributionMargin(basis: basis, window: window)
    case .winRateChange(let window, let minimum):
      winRateChange(window: window, minimum: minimum)
    case .daysToContractEnd(let secured):
      daysToContractEnd(secured: secured, renewal: model.renewal)
    case .contractValueChange(let window):
      contractValueChange(window: window)
    case .escalationLoad(let halfLife, let window):
      escalationLoad(halfLife: halfLife, window: window, service: model.service)
    case .resolutionTime(let window):
      resolutionTime(window: window, service: model.service)
    case .voice(let window, let halfLife, let lines):
      voice(window: window, halfLife: halfLife, lines: lines)
    }
  }
}
