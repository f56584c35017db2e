import LedgerEvents
import Money

/// The targets of one subject and what was reached of each, in their newest versions, and the
/// forecasts, which follow no state.
struct Targets: Equatable, Sendable {
  struct Aim: Hashable, Sendable {
    let kpi: String
    let period: String
  }

  /// What is counted: money cannot be held against a number of things.
  enum Figure: String, Sendable {
    case money = "an amount of money"
    case count = "a number"
    case basisPoints = "a ratio in basis points"
    case days = "a number of days"
  }

  private(set) var versions: [Aim: UInt32] = [:]
  private(set) var figures: [Aim: Figure] = [:]
  /// The versions of the findings (Zielfeststellungen).
  private(set) var findings: [Aim: UInt32] = [:]
}

extension Targets {
  mutating func evolve(_ set: TargetSet) {
    let aim = Aim(kpi: set.kpi, period: set.period)
    if set.version >= versions[aim] ?? 0 { figures[aim] = Figure(set.value) }
    versions[aim] = max(versions[aim] ?? 0, set.version)
  }

  mutating func evolve(_ attained: TargetAttained) {
    let aim = Aim(kpi: attained.kpi, period: attained.period)
    findings[aim] = max(findings[aim] ?? 0, attained.version)
  }
}

extension Targets {
  func decide(_ set: TargetSet, of fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    try requireScope(set.scope, of: fact)
    try Required.text(set.kpi, at: "kpi")
    try Required.period(set.period, at: "period")
    try terms.quantity(set.value, at: "value")
    try Rejection.check(
      set.version, follows: versions[Aim(kpi: set.kpi, period: set.period)],
      of: "the target \(set.kpi) for \(set.period)")
  }

  func decide(_ attained: TargetAttained, of fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    try requireScope(attained.scope, of: fact)
    try Required.text(attained.kpi, at: "kpi")
    try Required.period(attained.period, at: "period")
    try terms.quantity(attained.value, at: "value")
    let aim = Aim(kpi: attained.kpi, period: attained.period)
    if let expected = figures[aim], let given = Figure(attained.value), expected != given {
      throw Rejection(
        .figureDiffers, at: "value",
        """
        the target \(attained.kpi) for \(attained.period) is \(expected.rawValue), but what was \
        reached is \(given.rawValue); give the figure the target was set in
        """)
    }
    try Rejection.check(
      attained.version, follows: findings[aim],
      of: "what was reached of \(attained.kpi) in \(attained.period)")
  }

  func decide(
    _ submitted: ForecastSubmitted, of fact: Fact, _ terms: LedgerTerms
  ) throws(Rejection) {
    try requireScope(submitted.scope, of: fact)
    try Required.period(submitted.period, at: "period")
    try terms.minor(submitted.amount, .notNegative, at: "amount")
    try Required.choice(submitted.category, at: "category")
    _ = try Required.day(submitted.asOf, at: "as_of")
  }

  private func requireScope(_ scope: String, of fact: Fact) throws(Rejection) {
    guard scope != fact.subject else { return }
    try Required.subject(scope, at: "scope")
    throw Rejection(
      .subjectDiffers, at: "scope",
      "the event's subject is \(fact.subject), but its scope is \(scope); write the same in both")
  }
}

extension Targets.Figure {
  /// Nil where there is no figure.
  init?(_ quantity: Quantity) {
    switch quantity.value {
    case .money: self = .money
    case .count: self = .count
    case .basisPoints: self = .basisPoints
    case .days: self = .days
    case nil: return nil
    }
  }
}

extension Targets: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(versions)
    writer.write(figures)
    writer.write(findings)
  }

  init(from reader: inout StateReader) {
    versions = reader.read()
    figures = reader.read()
    findings = reader.read()
  }
}

extension Targets.Aim: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(kpi)
    writer.write(period)
  }

  init(from reader: inout StateReader) {
    kpi = reader.read()
    period = reader.read()
  }
}

extension Targets.Figure: Compact {
  func write(to writer: inout StateWriter) {
    switch self {
    case .money: writer.byte(0)
    case .count: writer.byte(1)
    case .basisPoints: writer.byte(2)
    case .days: writer.byte(3)
    }
  }

  init(from reader: inout StateReader) {
    switch reader.byte() {
    case 0: self = .money
    case 1: self = .count
    case 2: self = .basisPoints
    case 3: self = .days
    default: preconditionFailure("a state has a figure of no kind")
    }
  }
}
