import Commission
import Money
import Testing
import YAMLText

@Suite struct `Worked cases` {
  @Test(arguments: try Worksheet.names())
  func `A worksheet comes out as it says`(name: String) throws {
    let sheet = try Worksheet(named: name)
    if let refusal = sheet.refusal {
      let error = #expect(throws: IssueList.self) { try Plan.parse(sheet.planText) }
      #expect(error?.description == refusal, Comment(rawValue: sheet.title))
      return
    }
    #expect(!sheet.expectations.isEmpty, "a worksheet without expectations proves nothing")
    for expectation in sheet.expectations {
      let calculation = CommissionCalculation(sheet.facts, knownAt: expectation.knownAt)
      let answer = Answer(calculation.run(sheet.facts.deals, sheet.facts.names), sheet.facts.names)
      #expect(answer.run.failures.isEmpty || expectation.lines.contains { $0[0] == "failed" })
      for line in expectation.lines {
        #expect(try answer.misses(line) == nil, Comment(rawValue: "\(sheet.title): \(line)"))
      }
    }
  }

  @Test(arguments: try Worksheet.names())
  func `The order of the facts and their repetition change nothing`(name: String) throws {
    let sheet = try Worksheet(named: name)
    let expected = CommissionCalculation(sheet.facts).run(sheet.facts.deals, sheet.facts.names)
    for seed in UInt64(0)..<5 {
      let facts = shuffled(sheet.facts, seed: seed)
      let found = CommissionCalculation(facts).run(facts.deals, facts.names)
      #expect(found == expected, Comment("seed \(seed)"))
    }
  }

  @Test(arguments: try Worksheet.names())
  func `Every line is explained down to its clause`(name: String) throws {
    let sheet = try Worksheet(named: name)
    let (calculation, names) = (CommissionCalculation(sheet.facts), sheet.facts.names)
    let run = calculation.run(sheet.facts.deals, names)
    let explained = calculation.explain(sheet.facts.deals, names) { _ in true }
    #expect(explained.map { $0.line.id(names) }.sorted() == run.lines.map { $0.id(names) })
    for (line, derivation) in explained {
      #expect(run.lines.contains(line))
      #expect(line.exchange != nil || derivation.after == line.amount)
      guard line.deal != nil else { continue }
      #expect(
        derivation.children.map(\.step) == DerivationNode.Step.allCases.filter { $0 != .settle })
      for node in derivation.children where node.step == .rate {
        #expect(node.rounding != nil && node.before != nil && node.after != nil)
      }
    }
  }
}

/// What came out, asked in the words of a worksheet.
private struct Answer {
  let run: CommissionRun
  let names: NameTable

  init(_ run: CommissionRun, _ names: NameTable) {
    self.run = run
    self.names = names
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
      found = decisions.allSatisfy(\.doubleCredit) ? names.text(decisions[0].clause) : "not double"
    case "omitted":
      let wanted = words.dropFirst().joined(separator: " ")
      let texts = run.omissions.map { $0.text(names) }
      return texts.contains { $0.contains(wanted) } ? nil : "\(texts)"
    case "base":
      found = try sum(run.lines.filter { names.text($0.trigger.id) == words[1] }) { $0.base }
    case "statement":
      let statements = try Statement.all(run.lines, by: .month, names)
      let one = statements.filter {
        names.text($0.payee) == words[1] && $0.period.description == words[2]
      }
      found = one.count == 1 ? one[0].total.description : "\(one.count) statements"
    default:
      let payee = words[words.count - 2]
      let lines = run.lines.filter {
        names.text($0.payee) == payee && (words.count == 2 || names.text($0.trigger.id) == words[0])
      }
      found = lines.isEmpty ? "no line" : try sum(lines) { $0.amount }
    }
    return found == expected ? nil : found
  }

  private func sum(_ lines: [CommissionLine], _ value: (CommissionLine) -> Amount) throws -> String
  {
    var total: Amount?
    for line in lines { total = try total?.adding(value(line)) ?? value(line) }
    return total?.description ?? "nothing"
  }
}

/// The same facts in another order, each deal and fact at least once and some of them twice.
func shuffled(_ facts: CommissionFacts, seed: UInt64) -> CommissionFacts {
  var random = Dice(seed: seed)
  var other = CommissionFacts()
  other.names = facts.names
  for published in (facts.plans + facts.plans).shuffled(using: &random) {
    other.publish(published.plan, at: published.position)
  }
  other.assignments = (facts.assignments + facts.assignments.prefix(2)).shuffled(using: &random)
  other.reporting = (facts.reporting + facts.reporting).shuffled(using: &random)
  other.splits = (facts.splits + facts.splits).shuffled(using: &random)
  other.deals = facts.deals.map { deal in
    var copy = deal
    copy.reversals = (deal.reversals + deal.reversals).shuffled(using: &random)
    return copy
  }.shuffled(using: &random)
  other.deals += other.deals.prefix(1)
  return other
}
