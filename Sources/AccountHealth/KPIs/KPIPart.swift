/// What one account gives to a key figure, in a form in which accounts can be added up.
///
/// A share is added as its two sides and a median as its values, so that the figure of a portfolio
/// is that of all its facts together and not a mean of the accounts' figures.
package struct KPIPart: Equatable, Sendable {
  package var top: Int128 = 0
  package var bottom: Int128 = 0
  package var values: [Int] = []
  /// How many facts or cases the figure rests on.
  package var n = 0
  /// Why there is no figure, where it is not the usual reason.
  package var missing: String?
  package var evidence: [HealthFacts.Position] = []
  /// Cases that belong to the figure and say nothing: with one of them there is no figure at all,
  /// because the others alone would flatter it.
  package var silent = 0

  package init(
    top: Int128 = 0, bottom: Int128 = 0, values: [Int] = [], n: Int = 0, missing: String? = nil,
    evidence: [HealthFacts.Position] = []
  ) {
    self.top = top
    self.bottom = bottom
    self.values = values
    self.n = n
    self.missing = missing
    self.evidence = evidence
  }

  /// Cases with a value each, for a median; a case may have several events.
  init(values: [Int], evidence: [HealthFacts.Position]) {
    self.init(values: values, n: values.count, evidence: evidence)
  }

  static func missing(_ reason: String) -> KPIPart { KPIPart(missing: reason) }

  package mutating func add(_ other: KPIPart) {
    top += other.top
    bottom += other.bottom
    values += other.values
    // A reason of one account is none of all, unless all have it.
    if n == 0, top == 0, bottom == 0, values.isEmpty, evidence.isEmpty, missing == nil {
      missing = other.missing
    } else if missing != other.missing {
      missing = nil
    }
    n += other.n
    evidence += other.evidence
    silent += other.silent
  }
}

/// A key figure as it is answered: a value, or why there is none.
package struct KPIResult: Equatable, Sendable {
  package let kpi: KPI
  package let value: Int?
  package let reason: String?
  package let n: Int
  /// The events behind it, ascending and each once.
  package let evidence: [HealthFacts.Position]

  package init(_ kpi: KPI, _ part: KPIPart?) {
    let part = part ?? KPIPart()
    self.kpi = kpi
    guard part.silent == 0 else {
      value = nil
      reason = part.missing ?? "\(part.silent) of the cases have no known value"
      n = 0
      evidence = []
      return
    }
    let value = kpi.form.value(of: part)
    self.value = value
    reason = value == nil ? part.missing ?? kpi.reason : nil
    n = part.n
    evidence = Array(Set(part.evidence)).sorted()
  }
}
