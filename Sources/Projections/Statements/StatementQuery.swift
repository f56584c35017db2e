import Commission
package import Money

/// The statements of a journal at a standpoint: those issued as they were issued, all others computed.
///
/// A line belongs to the period of its event. When that period was settled without it, or with
/// another amount, the difference is a correction line in the first open period after it that has
/// lines of its own, or in the one asked about where there is none before. A line that was stated
/// and turns out to belong to an open period is taken back likewise, and stated there in full.
package struct StatementQuery: Sendable {
  package let commission: CommissionQuery
  package let book: StatementBook
  /// By payee, in the order of their ids.
  private let lines: [String: [CommissionEntry]]

  package enum Answer: Sendable {
    case issued(StatementBook.Issued)
    case computed(StatementDocument)

    package var document: StatementDocument {
      switch self {
      case .issued(let issued): issued.document
      case .computed(let document): document
      }
    }
  }

  package init(_ history: History, _ clocks: Clocks = Clocks()) throws(ProjectionError) {
    commission = try CommissionQuery(history, clocks)
    book = try StatementBook(history, commission.speaksFor)
    lines = Dictionary(grouping: try commission.lines(), by: \.payee)
  }

  /// Everybody who has a line or a statement, in the order of the ids.
  package var payees: [String] { Set(lines.keys).union(book.issued.keys).sorted() }

  /// The statement of a payee and a period.
  package func statement(
    of payee: String, for period: Period
  ) throws(ProjectionError) -> Answer {
    if let issued = issued(payee, period) { return .issued(issued) }
    return .computed(try computed(payee, period))
  }

  package func issued(_ payee: String, _ period: Period) -> StatementBook.Issued? {
    book.issued[payee]?.first { $0.document.period == period }
  }

  /// The statement as it would be issued now.
  func computed(_ payee: String, _ period: Period) throws(ProjectionError) -> StatementDocument {
    do throws(MoneyError) {
      let own = open(payee).filter { period.contains($0.trigger.day) }
      let corrections = try corrections(of: payee, in: period)
      var wanted = own.map { StatementDocument.Line($0, nil, clauseText($0)) } + corrections
      wanted.sort { $0.precedes($1) }
      let balance = try balance(payee, period, wanted)
      let names = Set(wanted.map { StatementBook.PlanKey(plan: $0.plan, version: $0.planVersion) })
      return StatementDocument(
        id: StatementDocument.id(payee: payee, period: period), ledger: book.ledgerName,
        payee: payee, period: period, due: try period.statementDue,
        basisSize: commission.speaksFor.size, basisRoot: "\(commission.speaksFor.root)",
        engineRevision: CommissionCalculation.revision,
        plans: names.compactMap { key in
          book.planDigests[key].map {
            StatementDocument.PlanVersion(plan: key.plan, version: key.version, sha256: $0)
          }
        }.sorted { ($0.plan, $0.version) < ($1.plan, $1.version) },
        signatures: nil, lines: wanted, balance: balance)
    } catch {
      throw .arithmetic(error)
    }
  }

  /// The periods before `period` with lines that no statement has taken up and that are still open.
  package func openPeriods(
    of payee: String, before period: Period
  ) throws(ProjectionError) -> [Period] {
    do throws(MoneyError) {
      var found: Set<Period> = []
      for line in open(payee) where line.trigger.day < period.start {
        found.insert(try Period(period.length, of: line.trigger.day))
      }
      return found.sorted { $0.start < $1.start }
    } catch {
      throw .arithmetic(error)
    }
  }

  /// The lines whose period is still open.
  private func open(_ payee: String) -> [CommissionEntry] {
    (lines[payee] ?? []).filter { !isSettled($0.trigger.day, payee) }
  }

  /// Whether the period of a day was stated to the payee or closed.
  private func isSettled(_ day: CalendarDay, _ payee: String) -> Bool {
    book.closed.contains { $0.contains(day) }
      || (book.issued[payee] ?? []).contains { $0.document.period.contains(day) }
  }

  private func clauseText(_ line: CommissionEntry) -> String? {
    line.trigger.kind == .adjustment
      ? commission.adjustmentReason(line.trigger.id)
      : commission.clauseText(line.plan, line.planVersion, line.clause)
  }
}

extension StatementQuery {
  /// What settled periods should have said, less what the statements said.
  private func corrections(
    of payee: String, in period: Period
  ) throws(MoneyError) -> [StatementDocument.Line] {
    // An earlier open period with lines takes the corrections up first.
    guard !open(payee).contains(where: { $0.trigger.day < period.start }) else { return [] }
    let said = try everythingSaid(to: payee)
    var stated = said.lines
    var corrections: [StatementDocument.Line] = []
    for line in lines[payee] ?? [] {
      let before = stated.removeValue(forKey: line.id)
      let day = line.trigger.day
      guard isSettled(day, payee) else {
        // It stands in full where it belongs now, so what was stated goes, there at the latest.
        let isMoved = before.map { $0.period.start < period.start } ?? false
        if let before, !before.isNothing, isMoved || period.contains(day) {
          corrections.append(
            try before.takenBack(
              "is dated \(day) now", at: line.trigger.correctedBy ?? line.trigger.position))
        }
        continue
      }
      guard day < period.start else { continue }
      guard before?.amount != line.amount || before?.payable != line.payable else { continue }
      if before == nil, line.amount.isZero, line.payable.isZero { continue }
      let corrected = before ?? Sale(line).flatMap { said.sales[$0] }.flatMap { said.lines[$0] }
      let correction = StatementDocument.Correction(
        statement: corrected?.statement, line: corrected?.line.id,
        period: before?.period ?? line.period,
        position: line.trigger.correctedBy ?? line.trigger.position,
        reason: before?.reason(line) ?? "learnt after \(line.period) was settled")
      corrections.append(
        StatementDocument.Line(line, correction, clauseText(line)).changed(
          amount: try before.map { stated throws(MoneyError) in
            try line.amount.subtracting(stated.amount)
          } ?? line.amount,
          payable: try before.map { stated throws(MoneyError) in
            try line.payable.subtracting(stated.payable)
          } ?? line.payable, correction))
    }
    // What was stated and is due no more.
    let size = commission.speaksFor.size
    for (_, gone) in stated.sorted(by: { $0.key < $1.key })
    where gone.period.start < period.start && !gone.isNothing {
      corrections.append(try gone.takenBack("is due no more", at: size == 0 ? 0 : size - 1))
    }
    return corrections
  }

  /// What the statements of a payee say, together.
  private struct Said {
    /// By the ids of the lines.
    var lines: [String: Stated] = [:]
    /// The line that a statement said first of each deal: a late reversal corrects that one.
    var sales: [Sale: String] = [:]
  }

  private func everythingSaid(to payee: String) throws(MoneyError) -> Said {
    var said = Said()
    for issued in book.issued[payee] ?? [] {
      for line in issued.document.lines {
        if let known = said.lines[line.id] {
          said.lines[line.id] = try known.adding(line, issued.document)
        } else {
          said.lines[line.id] = Stated(line, issued.document)
          if let sale = Sale(line), said.sales[sale] == nil { said.sales[sale] = line.id }
        }
      }
    }
    return said
  }

  /// A deal as one payee was credited for it by one clause.
  private struct Sale: Hashable {
    let deal: String
    let type: String
    let plan: String
    let clause: String
    let role: String

    init?(_ line: StatementDocument.Line) {
      guard let deal = line.deal, let type = line.dealType else { return nil }
      self.init(deal: deal, type: type, plan: line.plan, clause: line.clause, role: line.role)
    }

    init?(_ line: CommissionEntry) {
      guard let deal = line.deal, let type = line.dealType?.rawValue else { return nil }
      self.init(deal: deal, type: type, plan: line.plan, clause: line.clause, role: line.role)
    }

    private init(deal: String, type: String, plan: String, clause: String, role: String) {
      (self.deal, self.type, self.plan) = (deal, type, plan)
      (self.clause, self.role) = (clause, role)
    }
  }

  /// What all statements together said of one line, and which of them is to be corrected: the one
  /// that said all of it last, as that of a line which moved from period to period.
  private struct Stated {
    let line: StatementDocument.Line
    let statement: String
    let period: Period
    let amount: Amount
    let payable: Amount

    init(_ line: StatementDocument.Line, _ document: StatementDocument) {
      self.init(line, document.id, document.period, line.amount, line.payable)
    }

    private init(
      _ line: StatementDocument.Line, _ statement: String, _ period: Period, _ amount: Amount,
      _ payable: Amount
    ) {
      self.line = line
      self.statement = statement
      self.period = period
      self.amount = amount
      self.payable = payable
    }

    var isNothing: Bool { amount.isZero && payable.isZero }

    func adding(
      _ other: StatementDocument.Line, _ document: StatementDocument
    ) throws(MoneyError) -> Stated {
      let earned = try amount.adding(other.amount)
      let paid = try payable.adding(other.payable)
      return other.correction == nil
        ? Stated(other, document.id, document.period, earned, paid)
        : Stated(line, statement, period, earned, paid)
    }

    func reason(_ line: CommissionEntry) -> String {
      let change = "was \(amount), is \(line.amount)"
      guard self.line.planVersion != line.planVersion else { return change }
      return "\(change); plan version \(line.planVersion), not \(self.line.planVersion)"
    }

    func takenBack(
      _ reason: String, at position: UInt64
    ) throws(MoneyError) -> StatementDocument.Line {
      try line.changed(
        amount: amount.negated(), payable: payable.negated(),
        .init(
          statement: statement, line: line.id, period: period, position: position,
          reason: "was \(amount), \(reason)"))
    }
  }

  /// The sums, and what is carried from the last statement through the periods without one.
  private func balance(
    _ payee: String, _ period: Period, _ lines: [StatementDocument.Line]
  ) throws(MoneyError) -> StatementDocument.Balance {
    let currency = lines.first?.amount.currency ?? self.currency(of: payee)
    let zero = Amount.zero(currency)
    var (earned, payable, claims) = (zero, zero, zero)
    for line in lines {
      if line.isClaim {
        claims = try claims.adding(line.payable)
      } else {
        earned = try earned.adding(line.amount)
        payable = try payable.adding(line.payable)
      }
    }
    var pending = zero
    for line in self.lines[payee] ?? [] where line.trigger.day < period.end && !line.isClaim {
      pending = try pending.adding(line.amount).subtracting(line.payable)
    }
    let last = book.issued[payee]?.last { $0.document.period.start < period.start }
    var first = period
    if let last {
      first = try last.document.period.next
    } else if let begin = try begin(payee, period) {
      first = begin
    }
    if first.length != period.length { first = try Period(period.length, of: first.start) }
    if first.start > period.start { first = period }
    var sums: [Period: Amount] = [period: payable]
    for line in open(payee) where line.trigger.day < period.start && !line.isClaim {
      let own = try Period(period.length, of: line.trigger.day)
      sums[own] = try (sums[own] ?? zero).adding(line.payable)
    }
    let start =
      last.map { last in
        PayBalance.Start(
          carried: last.document.balance.carriedOut, owed: last.document.balance.owed)
      } ?? PayBalance.Start(currency)
    let balances = try PayBalance.settle(from: first, through: period, start, sums) { each in
      commission.payTerms(of: payee, in: each)
    }
    guard let own = balances.last else { throw .overflow("the balance of \(payee)") }
    return StatementDocument.Balance(
      earned: earned, payable: payable, pending: pending, claims: claims,
      carriedIn: own.carriedIn, advanced: own.advanced, recovered: own.recovered, owed: own.owed,
      forgiven: own.forgiven, claimed: own.claimed, carriedOut: own.carriedOut,
      payout: own.payout)
  }

  private func currency(of payee: String) -> Currency {
    lines[payee]?.first?.amount.currency ?? commission.payoutCurrency ?? book.currency
  }

  /// The first period in which the payee has a line or is granted a draw by name.
  private func begin(_ payee: String, _ period: Period) throws(MoneyError) -> Period? {
    var days = (lines[payee] ?? []).map(\.trigger.day)
    days += commission.drawDays(of: payee)
    guard let first = days.min() else { return nil }
    return try Period(period.length, of: first)
  }
}
