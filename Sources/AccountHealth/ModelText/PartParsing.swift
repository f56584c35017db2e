import YAMLText

extension HealthModel.Part {
  /// The dimensions in the order of the text, their weights checked.
  static func readAll(_ root: YAMLNode, _ issues: inout IssueList) -> [HealthModel.Part] {
    guard let node = root.required("dimensions", &issues) else { return [] }
    let words = HealthModel.Dimension.allCases.map(\.rawValue)
    guard node.isMapping("dimensions", keys: words, &issues) else { return [] }
    var parts: [HealthModel.Part] = []
    var indicators = IndicatorReading()
    for entry in node.entries("dimensions", &issues) {
      guard let dimension = HealthModel.Dimension(rawValue: entry.key) else { continue }
      let keys = ["weight", "indicators"]
      guard entry.value.isMapping(entry.key, keys: keys, &issues) else { continue }
      let weight = entry.value.requiredValue("weight", &issues, as: HealthWord.weight)
      let own = indicators.read(entry.value, of: dimension, &issues)
      if let weight { parts.append(HealthModel.Part(dimension, weight: weight, own)) }
    }
    let sum = parts.reduce(0) { $0 + $1.weight }
    // A weight that cannot be read is an issue already.
    if sum != 100, parts.count == node.entries("dimensions", &issues).count {
      issues.add("the weights of the dimensions sum to \(sum), not to 100", at: node)
    }
    return parts
  }
}

/// Reads the indicators of all dimensions; an id or a measure may stand only once in the model.
private struct IndicatorReading {
  private var ids: Set<String> = []
  private var measures: [(measure: HealthModel.Measure, id: String)] = []

  mutating func read(
    _ node: YAMLNode, of dimension: HealthModel.Dimension, _ issues: inout IssueList
  ) -> [HealthModel.Indicator] {
    guard let place = node.required("indicators", &issues),
      let items = node.list("indicators", meaning: "a dimension needs one or more", &issues)
    else { return [] }
    var found: [HealthModel.Indicator] = []
    var sum = 0
    var areWeightsKnown = true
    for item in items {
      let keys = ["id", "measure", "weight", "scale"] + MeasureKind.allParameters
      guard item.isMapping("an indicator", keys: keys, &issues) else {
        areWeightsKnown = false
        continue
      }
      let id = item.requiredValue("id", &issues, as: HealthWord.identifier)
      if let id, !ids.insert(id).inserted, let node = item.child("id") {
        issues.add("the indicator \(id) stands there twice; every id must be its own", at: node)
      }
      let weight = item.requiredValue("weight", &issues, as: HealthWord.weight)
      sum += weight ?? 0
      areWeightsKnown = areWeightsKnown && weight != nil
      guard let kind = item.requiredChoice("measure", &issues, of: MeasureKind.self) else {
        continue
      }
      let measure = kind.read(item, &issues)
      let scale = PiecewiseLinear.read(item, kind.unit, &issues)
      guard let id, let weight, let measure, let scale else { continue }
      if let other = measures.first(where: { $0.measure == measure }),
        let node = item.child("measure")
      {
        issues.add(
          "\(other.id) measures the same already; what counts twice is a larger weight", at: node)
      }
      measures.append((measure, id))
      found.append(.init(id, measure, weight: weight, scale))
    }
    if areWeightsKnown, !items.isEmpty, sum != 100 {
      issues.add(
        "the weights of the indicators of \(dimension.rawValue) sum to \(sum), not to 100",
        at: place)
    }
    return found
  }
}
