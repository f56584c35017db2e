import YAMLText

extension PiecewiseLinear {
  /// The line under `scale` of `node`, its corners in ascending order; nil where an issue says why
  /// not.
  static func read(
    _ node: YAMLNode, _ unit: ScaleUnit, _ issues: inout IssueList
  ) -> PiecewiseLinear? {
    guard let place = node.required("scale", &issues),
      let items = node.list("scale", meaning: "a line needs two corners", &issues)
    else { return nil }
    var corners: [Breakpoint] = []
    for item in items where item.isMapping("a corner of a scale", keys: ["at", "points"], &issues) {
      let value = item.requiredValue("at", &issues) { text throws(HealthWordError) in
        try unit.value(text)
      }
      let worth = item.requiredValue("points", &issues, as: HealthWord.points)
      guard let value, let worth else { continue }
      if let last = corners.last, last.value >= value, let at = item.child("at") {
        issues.add(
          "the corners do not ascend: \(at.text ?? "") stands after a larger or equal value; "
            + "sort them by \"at\"", at: at)
      }
      corners.append(Breakpoint(value, worth: worth))
    }
    guard corners.count == items.count else { return nil }
    if corners.count == 1 {
      issues.add("a line needs two corners; add another", at: place)
    } else if let first = corners.first, corners.allSatisfy({ $0.worth == first.worth }) {
      issues.add("every value is worth the same; such a scale measures nothing", at: place)
    }
    return PiecewiseLinear(corners)
  }
}
