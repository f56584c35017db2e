import Money

/// The targets that were set and the figures that were established, as far as they were known.
struct TargetBook: Sendable {
  enum Scope: Hashable {
    case ledger
    case payee(Name)
    case account(Name)
  }

  struct Key: Hashable {
    let scope: Scope
    let kpi: String
    let period: Period
  }

  /// A target or a figure reached, with the event that says so.
  struct Figure {
    let value: Int64
    let id: Name
    let position: UInt64
  }

  private var set: [Key: Figure] = [:]
  private var attained: [Key: Figure] = [:]

  init(_ facts: CommissionFacts, knownAt: UInt64) {
    // The word known last wins, whatever the order in which the facts are handed over.
    for figure in facts.targets.sorted(by: { $0.position < $1.position })
    where figure.position <= knownAt {
      guard let scope = Scope(figure.scope, facts.names) else { continue }
      let key = Key(scope: scope, kpi: figure.kpi, period: figure.period)
      let known = Figure(value: figure.value, id: figure.id, position: figure.position)
      switch figure.kind {
      case .set: set[key] = known
      case .attained: attained[key] = known
      }
    }
  }

  func target(_ key: Key) -> Figure? { set[key] }

  func established(_ key: Key) -> Figure? { attained[key] }

  /// The part of a target that was reached; nil while either figure is missing or the target is zero.
  func attainment(_ key: Key) throws(MoneyError) -> Rate? {
    guard let target = set[key], let reached = attained[key], target.value > 0 else { return nil }
    return try Rate(numerator: reached.value, denominator: target.value)
  }

  /// The periods for which a figure was established.
  func periods(of kpi: String) -> Set<Period> {
    Set(attained.keys.filter { $0.kpi == kpi }.map(\.period))
  }
}

extension TargetBook.Scope {
  fileprivate init?(_ subject: String, _ names: NameTable) {
    if subject == "ledger" {
      self = .ledger
      return
    }
    let parts = subject.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, let name = names.known(parts[1]) else { return nil }
    switch parts[0] {
    case "employee": self = .payee(name)
    case "account": self = .account(name)
    default: return nil
    }
  }
}
