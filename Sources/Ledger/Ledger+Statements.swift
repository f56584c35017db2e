import Commission
import Journal
import LedgerEvents
package import Money
package import Projections
import SwiftProtobuf
import TransparencyLog

extension Ledger {
  /// Issues one payee's statement: its text becomes events and never changes again.
  ///
  /// With it go the decisions on deals that are credited in full to each because nobody agreed who
  /// sold them, and the heads of all streams as the statement knew them. Refused when the period is
  /// not over, when an earlier period with lines is still open, when it is issued already, or when
  /// preparer and approver are one person.
  package func issueStatement(
    of payee: String, for period: Period, _ signatures: StatementDocument.Signatures,
    actor: String
  ) throws(LedgerError) -> (outcome: Outcome, document: StatementDocument) {
    let query = try LedgerError.asking { () throws(ProjectionError) in
      try StatementQuery(History(journal))
    }
    try requireIssuable(period, query)
    if let issued = query.issued(payee, period) {
      throw .refused(
        Refusal(
          code: "duplicate-statement",
          reason: """
            statement \(issued.document.id) was issued at position \(issued.position) and does not \
            change; what is learnt later goes into the statement of the next open period
            """))
    }
    try requireInOrder(payee, period, query)
    var (document, events) = try proposed(payee, period, signatures, query, actor)
    events.append(
      try streamsCommitment(at: document.basisSize, for: .statement, document.id, actor: actor))
    let outcome = try record(events, expecting: [:])
    return (outcome, document)
  }

  /// Somebody who gets no statement with the others, and why.
  package struct LeftOut: Hashable, Sendable {
    package let payee: String
    package let reason: String
  }

  /// Issues the statements of everybody with lines in a period that are still missing, and closes it.
  ///
  /// All of it is one unit. From then on whatever is learnt about the period becomes correction lines
  /// of the next open one. So do the lines of those who are told of as left out, because what they
  /// earned is in several currencies and a statement has one.
  package func closePeriod(
    _ period: Period, _ signatures: StatementDocument.Signatures, actor: String,
    leavingOut tell: (LeftOut) -> Void = { _ in }
  ) throws(LedgerError) -> (outcome: Outcome, documents: [StatementDocument]) {
    let query = try LedgerError.asking { () throws(ProjectionError) in
      try StatementQuery(History(journal))
    }
    try requireIssuable(period, query)
    var events: [ProposedEvent] = []
    var documents: [StatementDocument] = []
    var decided: Set<String> = []
    for payee in query.payees where query.issued(payee, period) == nil {
      try requireInOrder(payee, period, query)
      do throws(LedgerError) {
        let (document, own) = try proposed(payee, period, signatures, query, actor)
        guard !document.isEmpty else { continue }
        documents.append(document)
        events += own.filter { decided.insert("\($0.subject) \($0.id)").inserted }
      } catch {
        guard case .projection(.arithmetic(.currencyMismatch(_, _))) = error else { throw error }
        tell(LeftOut(payee: payee, reason: "\(error)"))
      }
    }
    let size = query.commission.speaksFor.size
    events.append(
      try LedgerError.input { () throws(EventError) in
        try ProposedEvent(
          id: "period-closed-\(period)", source: Ledger.ownSource, subject: Ledger.subject,
          occurrence: .unknown,
          data: PeriodClosed.with {
            $0.period = "\(period)"
            $0.scope = Ledger.subject
            $0.uptoPosition = size == 0 ? 0 : size - 1
          }, actor: actor)
      })
    events.append(
      try streamsCommitment(
        at: size, for: .periodClose, "period-closed-\(period)", actor: actor))
    return (try record(events), documents)
  }

  private func requireIssuable(
    _ period: Period, _ query: StatementQuery
  ) throws(LedgerError) {
    do {
      _ = try period.statementDue
    } catch {
      throw .refused(Refusal(code: "period-too-long", reason: "\(error)"))
    }
    let today = try self.today
    guard period.end <= today else {
      throw .refused(
        Refusal(
          code: "period-not-over",
          reason: """
            \(period) is not over before \(period.end), and is issued and closed from that day on; \
            `kontor commission statement --payee ID --period \(period)` shows how it stands
            """))
    }
    if query.book.closed.contains(where: { $0.contains(period.start) }) {
      throw .refused(
        Refusal(
          code: "period-closed",
          reason: """
            \(period) is closed and stays as it was; what is learnt later goes into the statements \
            of the next open period
            """))
    }
    guard query.commission.failedDeals.isEmpty else {
      let deals = query.commission.failedDeals.map { "\($0.deal): \($0.reason)" }
      throw .refused(
        Refusal(
          code: "deal-not-computed",
          reason: """
            \(deals.count) deals cannot be computed, so a statement could miss them; correct their \
            events first: \(deals.prefix(3).joined(separator: "; "))
            """))
    }
  }

  private func requireInOrder(
    _ payee: String, _ period: Period, _ query: StatementQuery
  ) throws(LedgerError) {
    let open = try LedgerError.asking { () throws(ProjectionError) in
      try query.openPeriods(of: payee, before: period)
    }
    guard let first = open.first else { return }
    throw .refused(
      Refusal(
        code: "earlier-period-open",
        reason: """
          \(payee) has lines in \(first), which is not issued yet; statements are issued in their \
          order, so issue or close \(first) first
          """))
  }

  /// The events that make a statement: its pages, the decisions it rests on, and that it is issued.
  private func proposed(
    _ payee: String, _ period: Period, _ signatures: StatementDocument.Signatures,
    _ query: StatementQuery, _ actor: String
  ) throws(LedgerError) -> (StatementDocument, [ProposedEvent]) {
    let answer = try LedgerError.asking { () throws(ProjectionError) in
      try query.statement(of: payee, for: period)
    }
    let document = answer.document.signed(signatures)
    let text = document.text
    var utf8 = text
    let digest = utf8.withUTF8 { Hash.of(.init($0)).hexadecimal }
    let pages = text.pages(of: 50_000)
    let subject = "employee/\(payee)"
    var events: [ProposedEvent] = []
    for (index, page) in pages.enumerated() {
      events.append(
        try LedgerError.input { () throws(EventError) in
          try ProposedEvent(
            id: "\(document.id)-page-\(index + 1)-\(digest.prefix(16))",
            source: Ledger.ownSource, subject: subject,
            occurrence: .unknown,
            data: CommissionStatementPageAdded.with {
              $0.statementID = document.id
              $0.page = UInt32(index + 1)
              $0.text = page
            }, actor: actor)
        })
    }
    let decisions = try inDoubt(document, query, actor)
    events += decisions.map(\.event)
    let today = try self.today
    events.append(
      try LedgerError.input { () throws(EventError) in
        try ProposedEvent(
          id: document.id, source: Ledger.ownSource, subject: subject,
          occurrence: .day(today),
          data: CommissionStatementIssued.with {
            $0.statementID = document.id
            $0.period = "\(period)"
            $0.employeeID = payee
            $0.decisionIds = decisions.map(\.id)
            $0.total = MoneyValue(document.balance.earned)
            $0.sha256 = digest
            $0.engineRevision = UInt32(document.engineRevision)
            $0.basisSize = document.basisSize
            $0.basisRoot = query.commission.speaksFor.root.hexadecimal
            if document.basisSize > 0 { $0.knownPosition = document.basisSize - 1 }
            $0.preparerID = signatures.preparer
            $0.approverID = signatures.approver
            $0.pages = UInt32(pages.count)
            $0.due = Day(document.due)
            $0.payout = MoneyValue(document.balance.payout)
            $0.carried = MoneyValue(document.balance.carriedOut)
            if document.plans.count == 1 {
              $0.planID = document.plans[0].plan
              $0.planVersion = UInt32(clamping: document.plans[0].version)
            }
          }, actor: actor)
      })
    return (document, events)
  }
}

extension StatementDocument {
  /// Whether nothing was earned, paid, carried or owed.
  package var isEmpty: Bool {
    lines.isEmpty && balance.named.allSatisfy { $0.amount.isZero }
  }
}

extension String {
  /// The text in pieces of at most so many bytes, none of them ending inside a character.
  func pages(of limit: Int) -> [String] {
    var pages: [String] = []
    var page = ""
    var bytes = 0
    for character in self {
      let count = character.utf8.count
      if bytes + count > limit {
        pages.append(page)
        (page, bytes) = ("", 0)
      }
      page.append(character)
      bytes += count
    }
    pages.append(page)
    return pages
  }
}

extension MoneyValue {
  init(_ amount: Amount) {
    self.init()
    minor = amount.minor
    currency = amount.currency.code
  }
}
