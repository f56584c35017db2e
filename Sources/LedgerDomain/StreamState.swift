import LedgerEvents

/// The state of any one stream: fold its facts with `evolve`, ask `decide` before recording more.
///
/// Copying one counts some twenty references, which takes longer than most decisions: a cache keeps
/// it where it can be asked and changed in place.
package struct StreamState: Equatable, Sendable {
  package let kind: SubjectKind
  // Nearly all facts are about accounts. Their state is no case of the enumeration, because taking
  // a payload out of one counts the references of each of its many parts.
  private var accountState = AccountState()
  private var otherState: OtherState

  private enum OtherState: Equatable, Sendable {
    case none
    case employee(EmployeeState)
    case plan(CommissionPlanState)
    case healthModel(HealthModelState)
    case ledger(LedgerState)
  }

  private init(_ kind: SubjectKind, _ otherState: OtherState) {
    self.kind = kind
    self.otherState = otherState
  }

  /// The state of a stream without facts.
  ///
  /// Throws a rejection when there is no such kind of subject.
  package static func empty(for subject: String) throws(Rejection) -> StreamState {
    switch Subject.kind(of: subject) {
    case .account: return StreamState(.account, .none)
    case .employee: return StreamState(.employee, .employee(EmployeeState()))
    case .plan: return StreamState(.plan, .plan(CommissionPlanState()))
    case .healthModel: return StreamState(.healthModel, .healthModel(HealthModelState()))
    case .ledger: return StreamState(.ledger, .ledger(LedgerState()))
    case nil:
      throw Rejection(
        .unknownSubject,
        "\"\(subject.prefix(60))\" is no subject; write \(SubjectKinds.any.names)")
    }
  }

  /// How other accounts see this one, `unknown` where it is none.
  package var standing: AccountStanding { accountState.standing }

  /// The state of the ledger's own stream, nil for all others.
  package var ledger: LedgerState? {
    guard case .ledger(let state) = otherState else { return nil }
    return state
  }

  /// Folds a recorded fact of this stream.
  ///
  /// Never fails and never traps: what makes no sense to the rules of today is history all the same
  /// and leaves the state as it is. After a fact with a ``Fact/requiredEvent`` the state no longer
  /// stands: fold the whole stream again with ``replaying(_:of:)``.
  package mutating func evolve(_ fact: Fact) {
    switch otherState {
    case .none: accountState.evolve(fact)
    case .employee(var state):
      otherState = .none
      state.evolve(fact)
      otherState = .employee(state)
    case .plan(var state):
      state.evolve(fact)
      otherState = .plan(state)
    case .healthModel(var state):
      state.evolve(fact)
      otherState = .healthModel(state)
    case .ledger(var state):
      otherState = .none
      state.evolve(fact)
      otherState = .ledger(state)
    }
  }

  /// Whether a fact may be recorded next in this stream; throws why not.
  ///
  /// Changes nothing. Without `terms`, before the ledger is created, only the ledger's own facts are
  /// accepted.
  package func decide(
    _ fact: Fact, _ terms: LedgerTerms?, _ surroundings: Surroundings
  ) throws(Rejection) {
    guard fact.data.home.kinds.contains(SubjectKinds(kind)) else { throw .wrongSubject(fact) }
    if case .ledger(let state) = otherState { return try state.decide(fact, surroundings) }
    guard let terms else {
      throw Rejection(
        .ledgerNotCreated, "this ledger has no beginning yet; record ledger.created first")
    }
    try fact.personal.decide(of: kind, terms)
    switch otherState {
    case .none: try accountState.decide(fact, terms, surroundings)
    case .employee(let state): try state.decide(fact, terms, surroundings)
    case .plan(let state): try state.decide(fact, terms, surroundings)
    case .healthModel(let state): try state.decide(fact, surroundings)
    case .ledger(let state): try state.decide(fact, surroundings)
    }
  }
}

extension StreamState {
  /// The state of an account in a few bytes, from which ``init(compact:)`` makes an equal one; nil
  /// for any other kind.
  ///
  /// Only the process that wrote them can read them.
  package func compact() -> [UInt8]? {
    guard kind == .account else { return nil }
    var writer = StateWriter(capacity: 1_024)
    writer.write(accountState)
    return writer.bytes
  }

  /// The state of an account from the bytes that ``compact()`` made of it.
  package init(compact bytes: [UInt8]) {
    var reader = StateReader(bytes)
    self.init(.account, .none)
    accountState = reader.read()
    precondition(reader.isAtEnd, "a state was not read as it was written")
  }
}
