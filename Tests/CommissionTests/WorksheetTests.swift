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
      let answer = Answer(calculation.run(sheet.facts.deals, sheet.facts.names), sheet.facts)
      if !expectation.lines.contains(where: { $0[0] == "failed" }) {
        #expect(answer.run.failures.map { $0.text(sheet.facts.names) } == [])
      }
      for line in expectation.lines {
        guard let found = try answer.misses(line) else { continue }
        Issue.record("\(sheet.title): \(line.joined(separator: " ")), found: \(found)")
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
  func `What is known at a position is what the facts up to it give`(name: String) throws {
    let sheet = try Worksheet(named: name)
    for position in 0...sheet.position {
      let known = known(sheet.facts, at: position)
      let then = CommissionCalculation(sheet.facts, knownAt: position)
        .run(sheet.facts.deals, sheet.facts.names)
      let alone = CommissionCalculation(known).run(known.deals, known.names)
      #expect(then == alone, Comment("position \(position)"))
    }
  }

  @Test(arguments: try Worksheet.names())
  func `Every line is explained down to its clause`(name: String) throws {
    let sheet = try Worksheet(named: name)
    let (calculation, names) = (CommissionCalculation(sheet.facts), sheet.facts.names)
    let run = calculation.run(sheet.facts.deals, names)
    let explained = calculation.explain(sheet.facts.deals, names) { _ in true }
    let ids = run.lines.map { $0.id(names) }
    #expect(Set(ids).count == ids.count, "two lines have one id")
    #expect(explained.map { $0.line.id(names) }.sorted() == ids)
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
