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
      let answer = Answer(try calculation.post(allOf: sheet.facts), sheet.facts.names)
      for line in expectation.lines {
        #expect(try answer.misses(line) == nil, Comment(rawValue: "\(sheet.title): \(line)"))
      }
    }
  }

  @Test(arguments: try Worksheet.names())
  func `The order of the facts and their repetition change nothing`(name: String) throws {
    let sheet = try Worksheet(named: name)
    let expected = try CommissionCalculation(sheet.facts).post(allOf: sheet.facts)
    for seed in UInt64(0)..<5 {
      let facts = shuffled(sheet.facts, seed: seed)
      let found = try CommissionCalculation(facts).post(allOf: facts)
      #expect(found == expected, Comment("seed \(seed)"))
    }
  }

  @Test(arguments: try Worksheet.names())
  func `Every line is explained down to its clause`(name: String) throws {
    let sheet = try Worksheet(named: name)
    let calculation = CommissionCalculation(sheet.facts)
    for deal in sheet.facts.deals {
      var postings = Postings()
      try calculation.post(deal, into: &postings)
      let explained = try calculation.explain(deal, sheet.facts.names)
      #expect(explained.map(\.line) == postings.lines)
      for (line, derivation) in explained {
        #expect(derivation.after == line.amount)
        #expect(
          derivation.children.map(\.step) == DerivationNode.Step.allCases.filter { $0 != .settle })
        for node in derivation.children where node.step == .rate {
          #expect(node.rounding != nil && node.before != nil && node.after != nil)
        }
      }
    }
  }
}

/// What came out, asked in the words of a worksheet.
private struct Answer {
  let postings: Postings
  let names: NameTable

  init(_ postings: Postings, _ names: NameTable) {
    self.postings = postings
    self.names = names
  }

  /// Nil when the expectation holds, otherwise what was found instead.
  func misses(_ words: [String]) throws -> String? {
    let expected = words.last ?? ""
    let found: String
    switch words[0] {
    case "lines": found = "\(postings.lines.count)"
    case "total": found = try sum(postings.lines) { $0.amount }
    case "credits": found = try sum(postings.lines) { $0.credited }
    case "revenue":
      let events = Dictionary(grouping: postings.lines, by: \.trigger)
      found = try sum(events.values.compactMap(\.first)) { $0.revenue }
    case "double":
      let decisions = Decision.all(postings.lines)
      found = decisions.allSatisfy(\.doubleCredit) ? names.text(decisions[0].clause) : "not double"
    case "omitted":
      let wanted = words.dropFirst().joined(separator: " ")
      let texts = postings.omissions.map { $0.text(names) }
      return texts.contains { $0.contains(wanted) } ? nil : "\(texts)"
    case "base":
      found = try sum(postings.lines.filter { names.text($0.trigger.id) == words[1] }) { $0.base }
    case "statement":
      let statements = try Statement.all(postings.lines, by: .month, names)
      let one = statements.filter {
        names.text($0.payee) == words[1] && $0.period.description == words[2]
      }
      found = one.count == 1 ? one[0].total.description : "\(one.count) statements"
    default:
      let payee = words[words.count - 2]
      let lines = postings.lines.filter {
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
