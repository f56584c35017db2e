import LedgerEvents
package import Money

/// All that the facts about the ledger itself have made of it.
package struct LedgerState: Equatable, Sendable {
  /// What all other streams need from this one; nil until the ledger is created.
  package private(set) var terms: LedgerTerms?
  private(set) var closings: Set<PeriodClosing> = []
  private(set) var imports: Set<String> = []
  private(set) var types = RegisteredTypes()
  private(set) var generations = Generations()
  private(set) var targets = Targets()
  private(set) var rates = ExchangeRates()
  package private(set) var employeeFigures = EmployeeFigures()
  private(set) var signingKeys = SigningKeys()
  private(set) var personalData = PersonalData()

  struct PeriodClosing: Hashable, Sendable {
    let period: String
    let scope: String
  }

  package init() {}

  /// The values about people that were erased.
  package var erased: Set<PersonalMark> { personalData.erased }

  /// Whether a period is closed for a scope such as `ledger` or `plan/kam-2026`.
  package func isClosed(_ period: Period, for scope: String) -> Bool {
    closings.contains(PeriodClosing(period: period.description, scope: scope))
  }
}

extension LedgerState {
  /// Folds a recorded fact; one that belongs to another kind of stream changes nothing.
  package mutating func evolve(_ fact: Fact) {
    switch fact.data {
    case .ledgerCreated(let created):
      guard terms == nil, let currency = try? Currency(created.currency) else { return }
      terms = LedgerTerms(currency: currency, customTypes: types.outsideNames)
      terms?.erased = personalData.erased
    case .periodClosed(let closed):
      closings.insert(PeriodClosing(period: closed.period, scope: closed.scope))
    case .importCompleted(let completed): imports.insert(completed.batchID)
    case .eventTypeRegistered(let registered):
      types.evolve(registered)
      terms?.customTypes = types.outsideNames
    case .projectionPromoted(let promoted):
      generations.evolve(promoted.projection, promoted.generation)
    case .projectionRolledBack(let back): generations.evolve(back.projection, back.generation)
    case .targetSet(let set): targets.evolve(set)
    case .targetAttained(let attained): targets.evolve(attained)
    case .exchangeRateFixed(let fixed): rates.evolve(fixed)
    case .employeeFiguresPermitted(let permitted): employeeFigures.evolve(permitted)
    case .signingKeyIntroduced(let introduced): signingKeys.evolve(introduced)
    case .successionDeclared: signingKeys.endLog()
    case .personalDataErased(let erased):
      personalData.evolve(erased)
      terms?.erased = personalData.erased
    case .personalDataHeld(let held): personalData.evolve(held)
    default: break
    }
  }
}

extension LedgerState {
  /// Whether a fact about the ledger may be recorded; throws why not.
  package func decide(_ fact: Fact, _ surroundings: Surroundings) throws(Rejection) {
    if case .ledgerCreated(let created) = fact.data { return try decide(created) }
    guard let terms else {
      throw Rejection(
        .ledgerNotCreated, "this ledger has no beginning yet; record ledger.created first")
    }
    switch fact.data {
    case .periodClosed(let data): try decide(data)
    case .importCompleted(let data): try decide(data)
    case .eventTypeRegistered(let data): try types.decide(data)
    case .projectionRebuilt(let data): try Generations.decide(data)
    case .projectionPromoted(let data):
      try generations.decide(data.projection, data.generation)
      if data.hasApproverID { try Required.identifier(data.approverID, at: "approver_id") }
    case .projectionRolledBack(let data):
      try generations.decide(data.projection, data.generation)
      if data.hasApproverID { try Required.identifier(data.approverID, at: "approver_id") }
    case .exportCreated(let data):
      try Required.subject(data.scope, at: "scope")
      try Required.text(data.format, at: "format")
      try Required.digest(data.sha256, at: "sha256")
      try Required.text(data.purpose, at: "purpose")
    case .targetSet(let data): try targets.decide(data, of: fact, terms)
    case .targetAttained(let data): try targets.decide(data, of: fact, terms)
    case .forecastSubmitted(let data): try targets.decide(data, of: fact, terms)
    case .exchangeRateFixed(let data): try rates.decide(data, terms)
    case .employeeFiguresPermitted(let data): try EmployeeFigures.decide(data, of: fact)
    case .employeeFiguresRead(let data): try employeeFigures.decide(data, of: fact)
    case .signingKeyIntroduced(let data): try signingKeys.decide(data)
    case .successionDeclared(let data): try SigningKeys.decide(data, of: fact)
    case .streamsCommitted(let data): try data.decide(surroundings)
    case .personalDataErased(let data): try personalData.decide(data, of: fact)
    case .personalDataHeld(let data): try personalData.decide(data, of: fact)
    case .customEvent(let data): try terms.decide(data)
    case .eventCorrected, .eventRetracted: try Corrections.decide(fact)
    default: throw .wrongSubject(fact)
    }
  }

  private func decide(_ created: LedgerCreated) throws(Rejection) {
    guard terms == nil else {
      throw Rejection(
        .ledgerCreated,
        "this ledger was created before; a ledger begins once, so create another one elsewhere")
    }
    try Required.text(created.name, at: "name")
    guard !created.currency.isEmpty else { throw Required.missing("currency") }
    do {
      _ = try Currency(created.currency)
    } catch {
      throw Rejection(.unknownValue, at: "currency", "\(error)")
    }
    try Required.text(created.timeZone, at: "time_zone")
    guard created.format != 0 else { throw Required.missing("format") }
  }

  private func decide(_ closed: PeriodClosed) throws(Rejection) {
    try Required.period(closed.period, at: "period")
    try Required.subject(closed.scope, at: "scope")
    guard !closings.contains(PeriodClosing(period: closed.period, scope: closed.scope)) else {
      throw Rejection(
        .periodClosed, at: "period",
        """
        \(closed.period) is closed for \(closed.scope) already and stays as it was; later facts \
        become adjustments in the next open period
        """)
    }
  }

  private func decide(_ completed: ImportCompleted) throws(Rejection) {
    try Required.identifier(completed.batchID, at: "batch_id")
    guard !imports.contains(completed.batchID) else {
      throw Rejection(
        .duplicateImport, at: "batch_id",
        "import \(completed.batchID) is recorded already; give this run an id of its own")
    }
    try Required.digest(completed.fileSha256, at: "file_sha256")
    let (some, first) = completed.accepted.addingReportingOverflow(completed.rejected)
    let (sum, second) = some.addingReportingOverflow(completed.duplicates)
    guard !first, !second, sum == completed.rows else {
      throw Rejection(
        .rowsDoNotSum, at: "rows",
        """
        \(completed.accepted) accepted, \(completed.rejected) rejected and \
        \(completed.duplicates) duplicate rows are not the \(completed.rows) rows read; no row may \
        be lost, so count them again
        """)
    }
  }
}
