import Commission
import Journal
import LedgerEvents
package import Money

/// What was settled so far: statements issued, periods closed, payouts, disputes.
package struct StatementBook: Sendable {
  package struct Issued: Sendable {
    package let document: StatementDocument
    /// The text whose SHA-256 the event holds, byte for byte.
    package let text: String
    package let sha256: String
    package let position: UInt64
    package let recorded: Instant
  }

  package struct Payout: Hashable, Sendable {
    package let id: String
    package let payee: String
    package let amount: Amount
    package let paidOn: CalendarDay
    package let statements: [String]
    package let reference: String?
    package let position: UInt64

    package init(
      id: String, payee: String, amount: Amount, paidOn: CalendarDay, statements: [String],
      reference: String?, position: UInt64
    ) {
      self.id = id
      self.payee = payee
      self.amount = amount
      self.paidOn = paidOn
      self.statements = statements
      self.reference = reference
      self.position = position
    }
  }

  package struct Dispute: Hashable, Sendable {
    package let id: String
    package let payee: String
    package let statement: String
    package let line: String?
    package let reason: String
    package let position: UInt64
    /// Nil while it is open.
    package var result: String?
    package var resolution: String?
    package var settledAt: UInt64?

    package init(
      id: String, payee: String, statement: String, line: String?, reason: String,
      position: UInt64
    ) {
      self.id = id
      self.payee = payee
      self.statement = statement
      self.line = line
      self.reason = reason
      self.position = position
    }
  }

  /// By payee, in the order of issuing.
  package private(set) var issued: [String: [Issued]] = [:]
  package private(set) var closed: Set<Period> = []
  package private(set) var payouts: [Payout] = []
  package private(set) var disputes: [Dispute] = []
  /// The ids of the decisions recorded.
  package private(set) var decisions: Set<String> = []
  package private(set) var unreadable: [UnreadableEvent] = []
  /// The digest of each plan version's text.
  private(set) var planDigests: [PlanKey: String] = [:]
  private(set) var ledgerName = ""
  private(set) var currency = Currency.eur
  private var pages: [String: [UInt32: String]] = [:]

  struct PlanKey: Hashable {
    let plan: String
    let version: Int
  }

  package init(_ history: History, _ standpoint: Standpoint) throws(ProjectionError) {
    let links = try history.links(to: standpoint.size)
    let verdicts = Amendment.inForce(links.amendments, below: standpoint.size)
    try inJournal { () throws(JournalError) in
      try history.records.scan(to: standpoint.size) { header, record throws(JournalError) in
        guard Self.isWanted(header.type) else { return }
        let verdict = verdicts.isEmpty ? nil : verdicts[header.position]
        guard verdict?.kind != .retracted else { return }
        take(Array(record), verdict, at: header.position)
      }
    }
  }

  private static func isWanted(_ type: UInt32) -> Bool {
    switch type {
    case CommissionStatementPageAdded.typeNumber, CommissionStatementIssued.typeNumber,
      PeriodClosed.typeNumber, CommissionPaidOut.typeNumber,
      CommissionStatementDisputed.typeNumber, CommissionStatementDisputeSettled.typeNumber,
      CommissionDecided.typeNumber, CommissionPlanVersionPublished.typeNumber,
      LedgerCreated.typeNumber:
      true
    default: false
    }
  }

  private mutating func take(_ bytes: [UInt8], _ verdict: Amendment?, at position: UInt64) {
    var subject = ""
    do {
      let stored = try StoredEvent(bytes)
      subject = stored.subject
      try take(try HeldEvent(stored, verdict), stored)
    } catch {
      unreadable.append(
        UnreadableEvent(position: position, subject: subject, reason: "\(error)"))
    }
  }

  private mutating func take(_ event: HeldEvent, _ stored: StoredEvent) throws {
    switch event.data {
    case .ledgerCreated(let created):
      ledgerName = created.name
      currency = try Currency(created.currency)
    case .commissionPlanVersionPublished(let plan):
      planDigests[PlanKey(plan: plan.planID, version: Int(plan.version))] = plan.sha256
    case .commissionStatementPageAdded(let page):
      pages[page.statementID, default: [:]][page.page] = page.text
    case .commissionStatementIssued(let statement):
      try take(statement, stored)
    case .periodClosed(let closing):
      if closing.scope == "ledger" { closed.insert(try Period(parsing: closing.period)) }
    case .commissionDecided(let decision): decisions.insert(decision.decisionID)
    case .commissionPaidOut(let payout):
      payouts.append(
        Payout(
          id: payout.payoutID, payee: payout.employeeID, amount: try payout.amount.amount,
          paidOn: try payout.paidOn.calendarDay, statements: payout.statementIds,
          reference: payout.hasReference ? payout.reference : nil, position: event.position))
    case .commissionStatementDisputed(let dispute):
      disputes.append(
        Dispute(
          id: dispute.disputeID, payee: String(stored.subject.dropFirst("employee/".count)),
          statement: dispute.statementID, line: dispute.hasLineID ? dispute.lineID : nil,
          reason: dispute.reason, position: event.position))
    case .commissionStatementDisputeSettled(let settled):
      guard let index = disputes.firstIndex(where: { $0.id == settled.disputeID }) else { return }
      disputes[index].result = "\(settled.result)"
      disputes[index].resolution = settled.hasResolution ? settled.resolution : nil
      disputes[index].settledAt = event.position
    default: return
    }
  }

  private mutating func take(
    _ statement: CommissionStatementIssued, _ stored: StoredEvent
  ) throws {
    // One that was recorded by other means has no pages and is no statement of this program.
    guard statement.hasPages, statement.hasStatementID else { return }
    let known = pages[statement.statementID] ?? [:]
    let text = (1...max(1, statement.pages)).compactMap { known[$0] }.joined()
    guard let document = StatementDocument(text: text) else {
      throw EventError(.brokenRecord("the text of statement \(statement.statementID)"))
    }
    issued[document.payee, default: []].append(
      Issued(
        document: document, text: text, sha256: statement.sha256, position: stored.position,
        recorded: stored.recorded))
  }
}

extension StatementBook {
  /// What the statements of one payee pay in one currency, and how much of it was paid.
  package struct Balance: Hashable, Sendable {
    package let payee: String
    package let stated: Amount
    package let paid: Amount
    package let open: Amount
  }

  /// By payee and currency.
  package func balances() throws(ProjectionError) -> [Balance] {
    struct Key: Hashable {
      let payee: String
      let currency: Currency
    }
    do throws(MoneyError) {
      var sums: [Key: (stated: Amount, paid: Amount)] = [:]
      for statement in issued.values.joined() {
        let payout = statement.document.balance.payout
        let key = Key(payee: statement.document.payee, currency: payout.currency)
        let sum = sums[key] ?? (.zero(key.currency), .zero(key.currency))
        sums[key] = (try sum.stated.adding(payout), sum.paid)
      }
      for payout in payouts {
        let key = Key(payee: payout.payee, currency: payout.amount.currency)
        let sum = sums[key] ?? (.zero(key.currency), .zero(key.currency))
        sums[key] = (sum.stated, try sum.paid.adding(payout.amount))
      }
      var balances: [Balance] = []
      for (key, sum) in sums {
        balances.append(
          Balance(
            payee: key.payee, stated: sum.stated, paid: sum.paid,
            open: try sum.stated.subtracting(sum.paid)))
      }
      return balances.sorted { ($0.payee, $0.open.currency) < ($1.payee, $1.open.currency) }
    } catch {
      throw .arithmetic(error)
    }
  }
}
