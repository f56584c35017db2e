import Money
import YAMLText

/// In what the bounds of bands are written.
enum BoundUnit {
  case money(Currency)
  case partOfTarget
  case share
  case whole

  /// Nil where the currency of the plan is not known.
  init?(of measure: Tiers.Measure, hasTarget: Bool, _ currency: Currency?) {
    switch measure {
    case .discount, .margin: self = .share
    case .paymentAge: self = .whole
    case .credited, .revenue, .units:
      if hasTarget {
        self = .partOfTarget
      } else if measure == .units {
        self = .whole
      } else {
        guard let currency else { return nil }
        self = .money(currency)
      }
    }
  }

  func read(_ text: String) throws(PlanWordError) -> Rate {
    switch self {
    case .money(let currency): try Self.plain(PlanWord.amount(text, currency).minor)
    case .partOfTarget: try PlanWord.attainment(text)
    case .share: try PlanWord.part(text)
    case .whole: try Self.plain(PlanWord.whole(text))
    }
  }

  func describe(_ bound: Rate) -> String {
    switch self {
    case .money(let currency): Amount(minor: bound.numerator, currency: currency).description
    case .partOfTarget, .share: bound.description
    case .whole: "\(bound.numerator)"
    }
  }

  private static func plain(_ number: Int64) throws(PlanWordError) -> Rate {
    do { return try Rate(numerator: number, denominator: 1) } catch { throw .money(error) }
  }
}

extension Tiers {
  /// Nil where an issue says why.
  static func readBands(
    _ tiers: YAMLNode, _ unit: BoundUnit?, _ mode: Mode?, _ issues: inout IssueList
  ) -> [Band]? {
    guard tiers.required("bands", &issues) != nil,
      let items = tiers.list("bands", meaning: "no value would have a rate", &issues)
    else { return nil }
    var bands: [Band] = []
    var bounds = BoundChain(unit: unit)
    for (index, node) in items.enumerated() {
      let keys = ["from", "to", "rate", "factor", "retroactive"]
      guard node.isMapping("a band", keys: keys, &issues) else { continue }
      let upper = bounds.read(node, isLast: index == items.count - 1, &issues)
      let value = readValue(node, &issues)
      let lifts = node.value("retroactive", &issues, as: PlanWord.flag) ?? false
      if let mode, mode != .marginal {
        node.forbid("retroactive", "has a meaning only with mode: marginal", &issues)
      }
      if lifts, index == 0, let place = node.child("retroactive") {
        issues.add("nothing lies below the first band that it could lift", at: place)
      }
      guard let value else { continue }
      if let first = bands.first?.value, first.isFactor != value.isFactor {
        issues.add("some bands have a rate and some a factor; write one of the two", at: node)
        continue
      }
      bands.append(Band(upper: upper, value: value, isRetroactive: lifts))
    }
    return bands.count == items.count && !bands.isEmpty ? bands : nil
  }

  private static func readValue(_ node: YAMLNode, _ issues: inout IssueList) -> Band.Value? {
    let rate = node.value("rate", &issues, as: PlanWord.share)
    let factor = node.value("factor", &issues, as: PlanWord.factor)
    guard (node.child("rate") == nil) != (node.child("factor") == nil) else {
      issues.add("a band needs exactly one of rate and factor", at: node)
      return nil
    }
    return rate.map { .rate($0) } ?? factor.map { .factor($0) }
  }
}

extension Tiers.Band.Value {
  var isFactor: Bool {
    guard case .factor = self else { return false }
    return true
  }
}

/// Follows the bounds from band to band, so that each begins where the one before ends.
private struct BoundChain {
  let unit: BoundUnit?
  /// Where the last band ended; nil where that could not be read.
  private var end: Rate? = .zero

  init(unit: BoundUnit?) { self.unit = unit }

  mutating func read(_ node: YAMLNode, isLast: Bool, _ issues: inout IssueList) -> Rate? {
    guard let unit else { return nil }
    let from = node.value("from", &issues, as: unit.read)
    let to = node.value("to", &issues, as: unit.read)
    if let from, let end, let place = node.child("from") {
      let (begin, before) = (unit.describe(from), unit.describe(end))
      if from > end {
        issues.add("a gap: from \(begin), but the band before ends at \(before)", at: place)
      }
      if from < end {
        issues.add("an overlap: from \(begin), but the band before ends at \(before)", at: place)
      }
    }
    switch (node.child("to"), isLast) {
    case (nil, false):
      issues.add("only the last band may have no to", at: node)
    case (let place?, true):
      issues.add(
        "the last band must have no to; nothing would hold above \(place.text ?? "it")", at: place)
    default: break
    }
    if let to, let lower = from ?? end, to <= lower, let place = node.child("to") {
      issues.add("to \(unit.describe(to)) must lie above \(unit.describe(lower))", at: place)
    }
    end = to
    return to
  }
}
