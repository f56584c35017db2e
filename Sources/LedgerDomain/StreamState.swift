import LedgerEvents

/// The state of any one stream: fold its facts with `evolve`, ask `decide` before recording more.
package enum StreamState: Equatable, Sendable {
  case account(AccountState)
  case employee(EmployeeState)
  case plan(CommissionPlanState)
  case healthModel(HealthModelState)
  case ledger(LedgerState)

  /// The state of a stream without facts.
  ///
  /// Throws a rejection when there is no such kind of subject.
  package static func empty(for subject: String) throws(Rejection) -> StreamState {
    switch Subject.kind(of: subject) {
    case .account: return .account(AccountState())
    case .employee: return .employee(EmployeeState())
    case .plan: return .plan(CommissionPlanState())
    case .healthModel: return .healthModel(HealthModelState())
    case .ledger: return .ledger(LedgerState())
    case nil:
      throw Rejection(
        .unknownSubject,
        "\"\(subject.prefix(60))\" is no subject; write \(SubjectKinds.any.names)")
    }
  }

  /// Folds a recorded fact of this stream.
  ///
  /// Never fails and never traps: what makes no sense to the rules of today is history all the same
  /// and leaves the state as it is.
  ///
  /// After a fact with a ``Fact/requiredEvent`` the state no longer stands: fold the whole stream
  /// again with ``replaying(_:of:)``.
  package mutating func evolve(_ fact: Fact) {
    // The state is moved out and in again, so that nothing is copied.
    switch consume self {
    case .account(var state):
      self = .ledger(LedgerState())
      state.evolve(fact)
      self = .account(state)
    case .employee(var state):
      self = .ledger(LedgerState())
      state.evolve(fact)
      self = .employee(state)
    case .plan(var state):
      state.evolve(fact)
      self = .plan(state)
    case .healthModel(var state):
      state.evolve(fact)
      self = .healthModel(state)
    case .ledger(var state):
      self = .healthModel(HealthModelState())
      state.evolve(fact)
      self = .ledger(state)
    }
  }

  /// Whether a fact may be recorded next in this stream; throws why not.
  ///
  /// Changes nothing.
  ///
  /// Without `terms`, before the ledger is created, only the ledger's own facts are accepted.
  package func decide(
    _ fact: Fact, _ terms: LedgerTerms?, _ surroundings: Surroundings
  ) throws(Rejection) {
    guard fact.data.home.kinds.contains(kinds) else { throw .wrongSubject(fact) }
    if case .ledger(let state) = self { return try state.decide(fact) }
    guard let terms else {
      throw Rejection(
        .ledgerNotCreated, "this ledger has no beginning yet; record ledger.created first")
    }
    switch self {
    case .account(let state): try state.decide(fact, terms, surroundings)
    case .employee(let state): try state.decide(fact, terms)
    case .plan(let state): try state.decide(fact, terms, surroundings)
    case .healthModel(let state): try state.decide(fact, surroundings)
    case .ledger(let state): try state.decide(fact)
    }
  }

  private var kinds: SubjectKinds {
    switch self {
    case .account: .account
    case .employee: .employee
    case .plan: .plan
    case .healthModel: .healthModel
    case .ledger: .ledger
    }
  }
}
