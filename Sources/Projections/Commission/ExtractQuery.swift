import Commission
import LedgerEvents
package import Money

/// Book extracts of a journal at a standpoint.
///
/// The commission stands as `CommissionQuery` computes it, line by line, so that an extract cannot
/// differ from the lines and from the statements made of them.
package struct ExtractQuery: Sendable {
  package let commissions: CommissionQuery
  private let history: History
  private let deals: ExtractDeals

  package init(_ history: History, _ clocks: Clocks = Clocks()) throws(ProjectionError) {
    self.history = history
    commissions = try CommissionQuery(history, clocks)
    deals = ExtractDeals(commissions)
  }

  package var speaksFor: Standpoint { commissions.speaksFor }

  /// The deals of a payee made from one day to another, the last one included.
  package func extract(
    payee: String, from: CalendarDay, to: CalendarDay
  ) throws(ProjectionError) -> BookExtract {
    let all = try commissions.lines()
    let mine = all.filter { $0.payee == payee }
    let roots = deals.roots(of: payee, lines: mine).filter {
      deals.isMade($0, from: from, to: to)
    }
    let held = try history.events(
      of: Set(roots.map { "account/\($0.account)" }).sorted(), at: speaksFor,
      ExtractBook.isWanted)
    let own = try history.events(
      of: ["employee/\(payee)"], at: speaksFor, ExtractPayBook.isWanted)
    let book = ExtractBook(held.events)
    let derivations = try derivations(of: payee)
    do throws(MoneyError) {
      let pay = try ExtractPayBook(own.events, speaksFor)
      let lines = mine.map { ExtractLine($0, derivations[$0.id], pay) }
      let ids = Set(mine.map(\.id))
      let byRoot = Dictionary(grouping: lines) { deals.root(of: $0.entry) }
      let others = Dictionary(grouping: all.filter { $0.payee != payee }) { deals.root(of: $0) }
      var rows: [ExtractRow] = []
      for root in roots {
        guard let builder = ExtractRowBuilder(deals, book, root) else { continue }
        var row = builder.row(of: payee, byRoot[root] ?? [])
        row.reasons += reasons(row, root, payee, others[root] ?? [])
        row.disputes = disputes(row, root, payee, book, pay, ids)
        rows.append(row)
      }
      rows.sort { ($0.day, $0.position) < ($1.day, $1.position) }
      for index in rows.indices { rows[index].number = index + 1 }
      return BookExtract(
        payee: payee, from: from, to: to, rows: rows,
        withoutDeal: lines.filter { line in
          line.entry.deal == nil && from <= line.entry.trigger.day && line.entry.trigger.day <= to
        },
        sums: try sums(lines, rows, from, to),
        unreadable: commissions.quarantined.merged(with: held.unreadable + own.unreadable),
        speaksFor: speaksFor)
    } catch {
      throw .arithmetic(error)
    }
  }

  private func derivations(
    of payee: String
  ) throws(ProjectionError) -> [String: DerivationNode] {
    var derivations: [String: DerivationNode] = [:]
    for entry in try commissions.lines(payee: payee, explain: true) {
      derivations[entry.id] = entry.derivation
    }
    return derivations
  }

  private func sums(
    _ lines: [ExtractLine], _ rows: [ExtractRow], _ from: CalendarDay, _ to: CalendarDay
  ) throws(MoneyError) -> [ExtractSum] {
    var sums: [Currency: ExtractSum] = [:]
    let shown = Set(rows.flatMap(\.lines).map(\.entry.id))
    for line in lines {
      let (entry, day) = (line.entry, line.entry.trigger.day)
      let isInSpan = from <= day && day <= to
      let isShown = shown.contains(entry.id)
      guard isInSpan || isShown else { continue }
      let currency = entry.amount.currency
      var sum = sums[currency] ?? ExtractSum(currency)
      if isShown {
        sum.deals = try sum.deals.adding(entry.amount)
        sum.payable = try sum.payable.adding(entry.payable)
        if line.isPaidOut { sum.paidOut = try sum.paidOut.adding(entry.payable) }
        if !isInSpan { sum.elsewhere = try sum.elsewhere.adding(entry.amount) }
      } else if entry.deal == nil {
        sum.withoutDeal = try sum.withoutDeal.adding(entry.amount)
      } else {
        sum.others = try sum.others.adding(entry.amount)
      }
      if isInSpan { sum.lines = try sum.lines.adding(entry.amount) }
      sums[currency] = sum
    }
    if sums.isEmpty { return [ExtractSum(commissions.fold.currency)] }
    return sums.values.sorted { $0.currency < $1.currency }
  }

  /// Why the payee gets nothing, or less than the deal would give.
  ///
  /// Reasons that are about another payee stay out, because the extract goes to this one.
  private func reasons(
    _ row: ExtractRow, _ root: DealBook.Key, _ payee: String, _ others: [CommissionEntry]
  ) -> [ExtractReason] {
    let names = commissions.calculations.names
    var reasons = deals.failures(of: root).map {
      ExtractReason(code: .notComputed, clause: nil, text: $0)
    }
    let known = names.known(payee)
    let all = deals.omissions(of: root)
    let found = all.filter { $0.holder == nil || $0.holder == known }
    let telling = found.filter { !$0.isOnlyType }
    for omission in telling {
      let isOwn = omission.holder != nil || ExtractReason(omission, names).code == .kept
      if isOwn || row.lines.isEmpty { reasons.append(ExtractReason(omission, names)) }
    }
    guard row.reasons.isEmpty else { return reasons }
    if row.lines.isEmpty {
      var clauses: Set<String> = []
      for entry in others where clauses.insert("\(entry.plan)/\(entry.clause)").inserted {
        let roles = Set(others.filter { $0.clause == entry.clause }.map(\.role)).sorted()
        reasons.append(
          ExtractReason(
            code: .othersCredited, clause: entry.clause,
            text: """
              it credits \(roles.joined(separator: ", ")), which \(payee) was not for this deal
              """))
      }
      if reasons.isEmpty, let clause = all.first(where: { $0.holder != nil })?.clause {
        reasons = [.othersCredited(names.text(clause), payee)]
      }
      if reasons.isEmpty {
        reasons = found.first.map { [ExtractReason($0, names)] } ?? [.othersCredited(nil, payee)]
      }
    } else if row.lines.allSatisfy({ $0.entry.amount.isZero }), reasons.isEmpty {
      reasons.append(
        ExtractReason(
          code: .notEarnedYet, clause: row.lines[0].entry.clause,
          text: row.lines[0].release.map { "nothing so far; \($0)" } ?? "the clause yields 0.00"))
    }
    return reasons
  }

  private func disputes(
    _ row: ExtractRow, _ root: DealBook.Key, _ payee: String, _ book: ExtractBook,
    _ pay: ExtractPayBook, _ known: Set<String>
  ) -> [ExtractDispute] {
    let statements = Set(row.lines.flatMap(\.statements))
    let lines = Set(row.lines.map(\.entry.id))
    var found = pay.disputes.filter { dispute in
      // A line that is named by an id of ours concerns that line's deal only.
      if let line = dispute.line, known.contains(line) { return lines.contains(line) }
      return statements.contains(dispute.about)
    }
    let events = Set(deals.members(of: root).flatMap { book.documents[$0] ?? [] }.map(\.stored.id))
    let decisions = book.decisions.filter { events.contains($0.value.triggerEventID) }.filter {
      $0.value.lines.contains { $0.employeeID == payee }
    }
    var others: [ExtractDispute] = []
    for event in book.disputes { others.take(event) }
    found += others.filter { decisions[$0.about] != nil }
    found += pay.disputes.filter { decisions[$0.about] != nil && !found.contains($0) }
    return found
  }
}

extension ExtractLine {
  fileprivate init(
    _ entry: CommissionEntry, _ derivation: DerivationNode?, _ pay: ExtractPayBook
  ) {
    func step(_ step: DerivationNode.Step) -> DerivationNode? {
      derivation?.children.first { $0.step == step }
    }
    let settled = pay.settlement(of: entry)
    let rated = step(.rate)
    let items = rated?.inputs.filter { $0.name.hasPrefix("line ") } ?? []
    let levels =
      entry.rate.map { ["\($0)"] }
      ?? (items.isEmpty
        ? rated.map { [$0.summary] } ?? [] : items.map { "\($0.name): \($0.value)" })
    let clause = step(.select)?.inputs.first { $0.name == "clause" }?.value
    let isLater = step(.release).map { $0.summary.hasPrefix("earned ") } ?? false
    self.init(
      entry: entry, levels: levels, clauseText: clause == entry.clause ? nil : clause,
      release: isLater ? step(.release)?.summary : nil, statements: settled.statements,
      payouts: settled.payouts, isPaidOut: settled.isPaidOut)
  }
}

extension [UnreadableEvent] {
  fileprivate func merged(with others: [UnreadableEvent]) -> [UnreadableEvent] {
    let known = Set(map(\.position))
    return self + others.filter { !known.contains($0.position) }
  }
}
