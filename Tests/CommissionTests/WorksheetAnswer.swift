import Commission
import Money

/// What came out, asked in the words of a worksheet.
struct Answer {
  let run: CommissionRun
  let facts: CommissionFacts
  private var names: NameTable { facts.names }

  init(_ run: CommissionRun, _ facts: CommissionFacts) {
    self.run = run
    self.facts = facts
  }

  /// Nil when the expectation holds, otherwise what was found instead.
  func misses(_ words: [String]) throws -> String? {
    let expected = words.last ?? ""
    let found: String
    switch words[0] {
    case "lines": found = "\(run.lines.count)"
    case "total": found = try sum(run.lines) { $0.amount }
    case "credits": found = try sum(run.lines) { $0.credited }
    case "revenue":
      let events = Dictionary(grouping: run.lines, by: \.trigger)
      found = try sum(events.values.compactMap(\.first)) { $0.revenue }
    case "double":
      let decisions = Decision.all(run.lines)
      found = decisions.allSatisfy(\.doubleCredit) ? name(decisions[0].clause) : "not double"
    case "in-doubt":
      let decisions = Decision.all(run.lines)
      found = decisions.allSatisfy(\.inDoubt) ? name(decisions[0].clause) : "not in doubt"
    case "omitted": return holds(words, in: run.omissions.map { $0.text(names) })
    case "nothing-omitted": return run.omissions.isEmpty ? nil : "\(run.omissions.count) omissions"
    case "failed": return holds(words, in: run.failures.map { $0.text(names) })
    case "warned": return holds(words, in: facts.plans.flatMap(\.plan.warnings).map(\.text))
    case "base": found = try sum(run.lines.filter { name($0.trigger.id) == words[1] }) { $0.base }
    case "statement", "payable-in": found = try inPeriod(words)
    case "balance": return try missesBalance(words)
    case "due":
      found = (try? Period(parsing: words[1]).statementDue).map { "\($0)" } ?? "refused"
    case "true-up":
      found = try sum(
        run.lines.filter {
          $0.deal.map(name) == words[1] && name($0.trigger.id) == words[2]
            && $0.trigger.kind == .otherDeal && name($0.payee) == words[3]
        }
      ) { $0.amount }
    case "bonus", "minimum", "attainment":
      let lines = run.lines.filter {
        $0.label == (words[0] == "minimum" ? .period : .bonus) && name($0.clause) == words[1]
          && name($0.payee) == words[2] && $0.span?.description == words[3]
      }
      found =
        words[0] == "attainment"
        ? lines.map { rate($0) }.joined() : try sum(lines) { $0.amount }
    case "rate": found = Set(lines(words.dropFirst()).map { rate($0) }).joined(separator: ", ")
    case "own":
      found = try sum(
        lines(words.dropFirst()).filter { $0.deal == $0.trigger.id || $0.deal == nil }
      ) { $0.amount }
    case "deal":
      found = try sum(
        run.lines.filter { $0.deal.map(name) == words[1] && name($0.payee) == words[2] }
      ) { $0.amount }
    case "clause":
      found = try sum(
        run.lines.filter { name($0.clause) == words[1] && name($0.payee) == words[2] }
      ) { $0.amount }
    case "payable": found = try sum(lines(words.dropFirst())) { $0.payable }
    case "cut": found = try sum(lines(words.dropFirst())) { $0.cut }
    case "claim": found = try sum(lines(words.dropFirst()).filter(\.isClaim)) { $0.amount }
    case "exchanged":
      found = lines(words.dropFirst()).compactMap(\.exchange)
        .map { "\($0.rate.decimal)/\($0.day)/\($0.source)" }.joined(separator: ",")
    case "explained": return explanation(words).contains(wanted(words)) ? nil : explanation(words)
    case "not-explained":
      return explanation(words).contains(wanted(words)) ? explanation(words) : nil
    default: found = try sum(lines(words[...])) { $0.amount }
    }
    return found == expected ? nil : found
  }

  /// `explained EVENT PAYEE WORDS`: whether the words stand in the explanation of the line.
  private func explanation(_ words: [String]) -> String {
    CommissionCalculation(facts).explain(facts.deals, names) {
      name($0.trigger.id) == words[1] && name($0.payee) == words[2]
    }.map { text(of: $0.derivation) }.joined(separator: "; ")
  }

  private func wanted(_ words: [String]) -> String { words.dropFirst(3).joined(separator: " ") }

  private func text(of node: DerivationNode) -> String {
    ([node.summary] + node.inputs.map { "\($0.name) \($0.value)" } + node.children.map(text))
      .joined(separator: "; ")
  }

  /// `[EVENT] PAYEE …`: the lines of a payee, all or those of one event.
  private func lines(_ words: ArraySlice<String>) -> [CommissionLine] {
    let words = Array(words)
    guard words.count >= 2 else { return [] }
    let payee = words[words.count - 2]
    return run.lines.filter {
      name($0.payee) == payee && (words.count == 2 || name($0.trigger.id) == words[0])
    }
  }

  /// `statement PAYEE PERIOD AMOUNT`; `payable-in` asks for what became payable.
  private func inPeriod(_ words: [String]) throws -> String {
    let period = try Period(parsing: words[2])
    let statements = try Statement.all(run.lines, by: period.length, names).filter {
      name($0.payee) == words[1] && $0.period == period
    }
    guard statements.count == 1 else { return "\(statements.count) statements" }
    return words[0] == "statement"
      ? statements[0].total.description : try sum(statements[0].lines) { $0.payable }
  }

  /// `balance PAYEE PERIOD paid A owed B carried C …`, with the draws of the plan known last.
  private func missesBalance(_ words: [String]) throws -> String? {
    let period = try Period(parsing: words[2])
    guard let plan = facts.plans.last?.plan else { return "no plan" }
    var payable: [Period: Amount] = [:]
    for line in run.lines where name(line.payee) == words[1] && !line.isClaim {
      let own = try line.period(period.length)
      payable[own] = try (payable[own] ?? .zero(line.payable.currency)).adding(line.payable)
    }
    let balances = try PayBalance.settle(
      payee: words[1], payable: payable, through: period,
      currency: plan.payout.exchange?.currency ?? plan.currency, draws: plan.payout.draws,
      negative: plan.payout.negativeBalance)
    guard let balance = balances.last(where: { $0.period == period }) else { return "no balance" }
    var misses: [String] = []
    for index in stride(from: 3, to: words.count - 1, by: 2) {
      let found =
        switch words[index] {
        case "paid": balance.payout
        case "owed": balance.owed
        case "carried": balance.carriedOut
        case "advanced": balance.advanced
        case "recovered": balance.recovered
        case "forgiven": balance.forgiven
        case "claimed": balance.claimed
        default: throw Worksheet.Malformed(description: "unknown: \(words[index])")
        }
      if found.description != words[index + 1] { misses.append("\(words[index]) \(found)") }
    }
    return misses.isEmpty ? nil : misses.joined(separator: ", ")
  }

  private func holds(_ words: [String], in texts: [String]) -> String? {
    let wanted = words.dropFirst().joined(separator: " ")
    return texts.contains { $0.contains(wanted) } ? nil : "\(texts)"
  }

  private func name(_ name: Name) -> String { names.text(name) }

  private func rate(_ line: CommissionLine) -> String {
    line.rate.map { $0.description.replacing(" ", with: "") } ?? "none"
  }

  private func sum(_ lines: [CommissionLine], _ value: (CommissionLine) -> Amount) throws -> String
  {
    var total: Amount?
    for line in lines { total = try total?.adding(value(line)) ?? value(line) }
    return total?.description ?? "no line"
  }
}

extension PlanWarning {
  fileprivate var text: String { "\(section): \(message)" }
}
