import LedgerEvents
import Money

/// The statements, payouts and disputes of one payee, to say of a line when it was paid.
struct ExtractPayBook: Sendable {
  private struct Statement: Sendable {
    let id: String
    let issued: CommissionStatementIssued
    let period: Period?
    let pages: String
    var payouts: [ExtractPayout] = []
    var isPaidOut = false
  }

  /// In the order of issue.
  private var statements: [Statement] = []
  private(set) var disputes: [ExtractDispute] = []

  static func isWanted(_ type: UInt32) -> Bool {
    switch type {
    case CommissionStatementPageAdded.typeNumber, CommissionStatementIssued.typeNumber,
      CommissionPaidOut.typeNumber, CommissionStatementDisputed.typeNumber,
      CommissionStatementDisputeSettled.typeNumber, CommissionDisputed.typeNumber,
      CommissionDisputeSettled.typeNumber:
      true
    default: false
    }
  }

  init(_ events: [HeldEvent], _ standpoint: Standpoint) throws(MoneyError) {
    var pages: [String: [UInt32: String]] = [:]
    var payouts: [(payout: ExtractPayout, statements: Set<String>)] = []
    for event in events.sorted(by: { $0.position < $1.position }) {
      switch event.data {
      case .commissionStatementPageAdded(let page):
        pages[page.statementID, default: [:]][page.page] = page.text
      case .commissionStatementIssued(let issued):
        let id = issued.hasStatementID ? issued.statementID : "\(issued.planID) \(issued.period)"
        let text = (pages[id] ?? [:]).sorted { $0.key < $1.key }.map(\.value).joined()
        statements.append(
          Statement(
            id: id, issued: issued, period: try? Period(parsing: issued.period), pages: text))
      case .commissionPaidOut(let paid):
        let day = try paid.paidOn.calendarDay
        guard standpoint.includes(day) else { continue }
        payouts.append(
          (
            ExtractPayout(
              id: paid.payoutID, day: day, amount: try paid.amount.amount,
              reference: paid.hasReference ? paid.reference : nil),
            Set(paid.statementIds)
          ))
      default: disputes.take(event)
      }
    }
    try assign(payouts)
  }

  /// A statement counts as paid out when the payouts that name it cover all statements they name;
  /// a payout names statements and no lines, so nothing finer can be said.
  private mutating func assign(
    _ payouts: [(payout: ExtractPayout, statements: Set<String>)]
  ) throws(MoneyError) {
    for index in statements.indices {
      let id = statements[index].id
      let own = payouts.filter { $0.statements.contains(id) }
      guard let first = own.first else { continue }
      statements[index].payouts = own.map(\.payout)
      let zero = Amount.zero(first.payout.amount.currency)
      var (paid, owed) = (zero, zero)
      for payout in own { paid = try paid.adding(payout.payout.amount) }
      let named = own.reduce(into: Set<String>()) { $0.formUnion($1.statements) }
      for statement in statements where named.contains(statement.id) {
        let issued = statement.issued
        owed = try owed.adding(issued.hasPayout ? issued.payout.amount : issued.total.amount)
      }
      statements[index].isPaidOut = paid.minor >= owed.minor
    }
  }

  /// What was settled and paid of a line: the statements that name it; one that was recorded without
  /// its pages contains what its plan and period say.
  func settlement(
    of entry: CommissionEntry
  ) -> (statements: [String], payouts: [ExtractPayout], isPaidOut: Bool) {
    let found = statements.filter { statement in
      let issued = statement.issued
      if issued.decisionIds.contains(entry.id) { return true }
      // The pages are JSON with the id of each line; an id holds nothing that JSON would escape.
      if !statement.pages.isEmpty { return statement.pages.contains("\"\(entry.id)\"") }
      return (!issued.hasPlanID || issued.planID == entry.plan)
        && statement.period?.contains(entry.trigger.day) ?? false
    }
    var payouts: [ExtractPayout] = []
    for payout in found.flatMap(\.payouts) where !payouts.contains(payout) {
      payouts.append(payout)
    }
    return (found.map(\.id), payouts, !found.isEmpty && found.allSatisfy(\.isPaidOut))
  }
}

extension [ExtractDispute] {
  /// Takes up a dispute or its end.
  mutating func take(_ event: HeldEvent) {
    switch event.data {
    case .commissionStatementDisputed(let disputed):
      append(
        ExtractDispute(
          id: disputed.disputeID, day: event.day, about: disputed.statementID,
          line: disputed.hasLineID ? disputed.lineID : nil, reason: disputed.reason))
    case .commissionDisputed(let disputed):
      append(
        ExtractDispute(
          id: disputed.decisionID, day: event.day, about: disputed.decisionID, line: nil,
          reason: disputed.reason))
    case .commissionStatementDisputeSettled(let settled):
      settle(
        settled.disputeID, event.day, "\(settled.result)",
        settled.hasResolution ? settled.resolution : nil)
    case .commissionDisputeSettled(let settled):
      settle(
        settled.decisionID, event.day, "\(settled.result)",
        settled.hasResolution ? settled.resolution : nil)
    default: return
    }
  }

  private mutating func settle(
    _ id: String, _ day: CalendarDay, _ result: String, _ resolution: String?
  ) {
    guard let index = lastIndex(where: { $0.id == id && $0.settledOn == nil }) else { return }
    self[index].settledOn = day
    self[index].result = result
    self[index].resolution = resolution
  }
}
