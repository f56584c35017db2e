import Money

/// The commission engine: facts and plans in, posting lines with their derivation out.
///
/// One posting line is one event × one payee × one clause. Deals may be handed over in any order and
/// more than once. Lines of clauses without tiers over periods, caps over periods and terms of release
/// follow from their deal alone; all others need every deal of the period, so what a calculation says
/// of one deal is complete only when it was given all of them.
package struct CommissionCalculation: Sendable {
  /// Named on every statement; a change of arithmetic is a new revision beside the old one.
  package static let revision = 3

  /// Facts at later positions are not looked at.
  package let knownAt: UInt64
  let histories: [PlanHistory]
  private(set) var team: Team
  let targets: TargetBook
  let exchangeRates: [ExchangeRate]
  let adjustments: [Adjustment]

  package init(_ facts: CommissionFacts, knownAt: UInt64 = .max) {
    self.knownAt = knownAt
    histories = PlanHistory.all(facts, knownAt: knownAt)
    team = Team(facts, knownAt: knownAt)
    targets = TargetBook(facts, knownAt: knownAt)
    exchangeRates = facts.exchangeRates.filter { $0.position <= knownAt }
      .sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    adjustments = facts.adjustments.filter { $0.position <= knownAt }
  }

  /// The same with these assignments and agreed splits in the place of those that are known, such as
  /// those of one account.
  package func knowing(
    _ assignments: [Assignment], _ splits: [AgreedSplit]
  ) -> CommissionCalculation {
    var other = self
    other.team = team.knowing(assignments, splits)
    return other
  }

  /// The lines of all deals, bonuses and adjustments, in the order of their ids.
  ///
  /// A deal that cannot be computed is named in `failures` and leaves no line; all others are computed.
  package func run(_ deals: [Deal], _ names: NameTable) -> CommissionRun {
    let walk = CommissionWalk(self, names)
    walk.walk(deals)
    walk.run.sort(names)
    return walk.run
  }

  /// The lines for which `isWanted` holds, each with its derivation.
  ///
  /// Runs the same steps as `run` and keeps what they found, so an explanation cannot differ from the
  /// amount that it explains.
  package func explain(
    _ deals: [Deal], _ names: NameTable, where isWanted: @escaping (CommissionLine) -> Bool
  ) -> [(line: CommissionLine, derivation: DerivationNode)] {
    let walk = CommissionWalk(self, names, explaining: isWanted)
    walk.walk(deals)
    return walk.explained
  }
}
