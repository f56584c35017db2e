import YAMLText

/// The measures by the words of a model text, with what each needs to be told.
enum MeasureKind: String, CaseIterable {
  case buyingCentreCoverage = "buying_centre_coverage"
  case daysSinceTopLevel = "days_since_top_level"
  case purchasingOnlyShare = "purchasing_only_share"
  case planAge = "plan_age"
  case revenueAgainstPath = "revenue_against_path"
  case contributionMargin = "contribution_margin"
  case winRateChange = "win_rate_change"
  case daysToContractEnd = "days_to_contract_end"
  case contractValueChange = "contract_value_change"
  case escalationLoad = "escalation_load"
  case resolutionTime = "resolution_time"
  case voice

  /// The keys that tell a measure what it has to know; all of them are needed.
  var parameters: [String] {
    switch self {
    case .buyingCentreCoverage, .contractValueChange, .resolutionTime: ["window_days"]
    case .daysSinceTopLevel: []
    case .purchasingOnlyShare: ["window_days", "minimum_interactions"]
    case .planAge: ["alone_days"]
    case .revenueAgainstPath: ["revenue", "window_days", "minimum_days"]
    case .contributionMargin: ["revenue", "window_days"]
    case .winRateChange: ["window_days", "minimum_closed"]
    case .daysToContractEnd: ["secured_days"]
    case .escalationLoad: ["half_life_days", "window_days"]
    case .voice: ["window_days", "half_life_days", "instruments"]
    }
  }

  /// What the breakpoints of its scale are written in.
  var unit: ScaleUnit {
    switch self {
    case .buyingCentreCoverage, .purchasingOnlyShare, .revenueAgainstPath, .contributionMargin,
      .winRateChange, .contractValueChange, .resolutionTime:
      .percent
    case .daysSinceTopLevel, .planAge, .daysToContractEnd: .days
    case .escalationLoad: .load
    case .voice: .points
    }
  }

  /// The measure as `node` sets it up; nil where an issue says why not.
  func read(_ node: YAMLNode, _ issues: inout IssueList) -> HealthModel.Measure? {
    for parameter in Self.allParameters where !parameters.contains(parameter) {
      node.forbid(parameter, "has no meaning for the measure \(rawValue)", &issues)
    }
    var found: [String: Int] = [:]
    for parameter in parameters where parameter != "revenue" && parameter != "instruments" {
      found[parameter] = node.requiredValue(parameter, &issues, as: HealthWord.count)
    }
    let basis =
      parameters.contains("revenue")
      ? node.requiredChoice("revenue", &issues, of: RevenueWord.self)?.basis : nil
    let lines = parameters.contains("instruments") ? readInstruments(node, &issues) : []
    let window = found["window_days"]
    switch self {
    case .buyingCentreCoverage: return window.map { .buyingCentreCoverage(window: $0) }
    case .daysSinceTopLevel: return .daysSinceTopLevel
    case .purchasingOnlyShare:
      guard let window, let minimum = found["minimum_interactions"] else { return nil }
      return .purchasingOnlyShare(window: window, minimum: minimum)
    case .planAge: return found["alone_days"].map { .planAge(alone: $0) }
    case .revenueAgainstPath:
      guard let basis, let window, let minimum = found["minimum_days"] else { return nil }
      if minimum > window, let place = node.child("minimum_days") {
        issues.add("minimum_days is longer than window_days \(window)", at: place)
      }
      return .revenueAgainstPath(basis: basis, window: window, minimumDays: minimum)
    case .contributionMargin:
      guard let basis, let window else { return nil }
      return .contributionMargin(basis: basis, window: window)
    case .winRateChange:
      guard let window, let minimum = found["minimum_closed"] else { return nil }
      return .winRateChange(window: window, minimum: minimum)
    case .daysToContractEnd: return found["secured_days"].map { .daysToContractEnd(secured: $0) }
    case .contractValueChange: return window.map { .contractValueChange(window: $0) }
    case .escalationLoad:
      guard let window, let halfLife = found["half_life_days"] else { return nil }
      return .escalationLoad(halfLife: halfLife, window: window)
    case .resolutionTime: return window.map { .resolutionTime(window: $0) }
    case .voice:
      guard let window, let halfLife = found["half_life_days"], let lines else { return nil }
      return .voice(window: window, halfLife: halfLife, lines: lines)
    }
  }

  static let allParameters: [String] = {
    var all: [String] = []
    for kind in allCases {
      for parameter in kind.parameters where !all.contains(parameter) { all.append(parameter) }
    }
    return all
  }()

  private func readInstruments(
    _ node: YAMLNode, _ issues: inout IssueList
  ) -> [HealthModel.InstrumentLine]? {
    guard node.required("instruments", &issues) != nil,
      let items = node.list("instruments", meaning: "list nps, csat or ces", &issues)
    else { return nil }
    var lines: [HealthModel.InstrumentLine] = []
    for item in items {
      guard item.isMapping("an instrument", keys: ["instrument", "scale"], &issues),
        let instrument = item.requiredChoice("instrument", &issues, of: InstrumentWord.self)?.fact,
        let scale = PiecewiseLinear.read(item, .percent, &issues)
      else { continue }
      if lines.contains(where: { $0.instrument == instrument }) {
        issues.add("the instrument stands there twice; keep one line", at: item)
      }
      lines.append(.init(instrument, scale))
    }
    return lines.count == items.count ? lines : nil
  }
}

/// What the values of a scale are written in.
enum ScaleUnit {
  case percent, days, load, points

  func value(_ text: String) throws(HealthWordError) -> Int {
    switch self {
    case .percent: try HealthWord.percent(text)
    case .days: try HealthWord.days(text)
    case .load: try HealthWord.load(text)
    case .points: try HealthWord.points(text)
    }
  }
}

/// Whether revenue counts when it is ordered or when it is invoiced.
enum RevenueWord: String, CaseIterable {
  case ordered, invoiced

  var basis: HealthFacts.RevenueBasis {
    switch self {
    case .ordered: .ordered
    case .invoiced: .invoiced
    }
  }
}

private enum InstrumentWord: String, CaseIterable {
  case nps, csat, ces

  var fact: HealthFacts.Instrument {
    switch self {
    case .nps: .nps
    case .csat: .csat
    case .ces: .ces
    }
  }
}
