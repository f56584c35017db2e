import Commission
import Money
import Testing

@Suite struct `Explanations and faults` {
  private func sheet(_ name: String) throws -> Worksheet {
    try Worksheet(named: "\(name).worksheet")
  }

  @Test func `A derivation names events, clause, amounts and rounding`() throws {
    let sheet = try sheet("D10-double-credit")
    let deal = try #require(sheet.facts.deals.first)
    let explained = CommissionCalculation(sheet.facts).explain([deal], sheet.facts.names) { _ in
      true
    }
    let (line, root) = try #require(explained.first)
    #expect(line.id(sheet.facts.names) == "order/o-1/key-account/doppelte-provision/kam/anna")
    #expect(root.step == .settle)
    #expect(root.summary == "o-1 earns 1600.00")
    // Positions by the order of the worksheet: plan 1, kam 2, field sales 3, order 4.
    let positions = Dictionary(
      uniqueKeysWithValues: root.children.map { ($0.step, $0.inputs.map(\.position)) })
    #expect(positions[.select] == [1, 4, 1])
    #expect(positions[.credit] == [2])
    #expect(positions[.base] == [4])
    #expect(positions[.rate] == [1])
    let select = try #require(root.children.first)
    #expect(select.summary.contains("clause doppelte-provision (line 11)"))
    #expect(select.inputs.last?.value.contains("beide in voller Höhe") == true)
    let rate = try #require(root.children.first { $0.step == .rate })
    #expect(rate.summary == "rate of the clause: 2 % of 80000.00")
    #expect((rate.before?.description, rate.after?.description) == ("80000.00", "1600.00"))
    #expect(rate.rounding == .halfUp)
    let credit = try #require(root.children.first { $0.step == .credit })
    #expect(credit.summary.contains("the revenue counts once (clause doppelte-provision)"))
  }

  @Test func `A bonus calls no other fact by the id of the event that settles it`() throws {
    let sheet = try sheet("C04-leaver-by-month")
    let names = sheet.facts.names
    let explained = CommissionCalculation(sheet.facts).explain(sheet.facts.deals, names) {
      $0.deal == nil
    }
    let (line, root) = try #require(explained.first)
    let inputs = root.children.flatMap(\.inputs)
    #expect(Set(inputs.map(\.position)).count > 3)
    for input in inputs where input.value == names.text(line.trigger.id) {
      #expect(input.position == line.trigger.position)
    }
  }

  @Test func `A reversal is explained by what it leaves`() throws {
    let sheet = try sheet("G02-credit-note")
    let deal = try #require(sheet.facts.deals.first)
    let explained = CommissionCalculation(sheet.facts).explain([deal], sheet.facts.names) { _ in
      true
    }
    let (line, root) = try #require(explained.last)
    #expect(root.summary == "g-1 leaves 32.00 of the earlier 40.00")
    #expect((root.before?.description, root.after?.description) == ("40.00", "-8.00"))
    #expect((line.base.description, line.revenue.description) == ("-200.00", "-200.00"))
    #expect(line.id(sheet.facts.names) == "invoice/i-1/g-1/plan/grund/seller/anna")
  }

  @Test func `An own rate says whose it is`() throws {
    let sheet = try sheet("H01-own-rate")
    let deal = try #require(sheet.facts.deals.first)
    let explained = CommissionCalculation(sheet.facts).explain([deal], sheet.facts.names) { _ in
      true
    }
    let rate = explained.first?.derivation.children.first { $0.step == .rate }
    #expect(rate?.summary == "own rate of anna: 5 % of 100.00")
  }

  @Test func `A decision for two names the clause and counts the revenue once`() throws {
    let sheet = try sheet("D10-double-credit")
    let lines = CommissionCalculation(sheet.facts).run(sheet.facts.deals, sheet.facts.names).lines
    let decision = try #require(Decision.all(lines).first)
    #expect(Decision.all(lines).count == 1)
    #expect(sheet.facts.names.text(decision.clause) == "doppelte-provision")
    #expect((decision.doubleCredit, decision.planVersion) == (true, 1))
    #expect(decision.revenue.description == "80000.00")
    #expect(try decision.creditTotal().description == "160000.00")
    #expect(try decision.total().description == "4000.00")
  }

  /// The facts of a worksheet with its one deal replaced.
  private func fault(
    _ change: (Deal, inout CommissionFacts) throws -> [Deal]
  ) throws -> (CommissionError, NameTable) {
    var facts = try sheet("G02-credit-note").facts
    let deal = try #require(facts.deals.first)
    facts.deals = try change(deal, &facts)
    let run = CommissionCalculation(facts).run(facts.deals, facts.names)
    #expect(run.lines.isEmpty)
    return (try #require(run.failures.first), facts.names)
  }

  private func copy(_ deal: Deal, _ lines: [DealLine], _ reversals: [Reversal] = []) -> Deal {
    Deal(
      id: deal.id, type: deal.type, account: deal.account, seller: deal.seller, kind: deal.kind,
      day: deal.day, lines: lines, position: deal.position, reversals: reversals)
  }

  private func line(_ minor: Int64) -> DealLine {
    DealLine(net: Amount(minor: minor, currency: .eur), cost: nil)
  }

  @Test func `A deal without lines is a fault of that deal`() throws {
    let (error, names) = try fault { deal, _ in [copy(deal, [])] }
    #expect(error.fault == .noLines)
    #expect(error.text(names).contains("deal i-1: it has no lines"))
  }

  @Test func `A deal beyond the range is a fault and not a trap`() throws {
    let (error, names) = try fault { deal, _ in [copy(deal, [line(.max), line(.max)])] }
    #expect(error.text(names).contains("leaves the range"))
    let (reversed, _) = try fault { deal, facts in
      let reversal = Reversal(
        id: facts.names.name("g-9"), day: deal.day, position: deal.position,
        reductions: [.whole(net: line(.min).net, cost: nil)])
      return [copy(deal, [line(.max)], [reversal])]
    }
    guard case .arithmetic = reversed.fault else {
      Issue.record("expected an arithmetic fault")
      return
    }
  }

  @Test func `A deal that fails at its reversal leaves no line behind`() throws {
    var facts = try sheet("G02-credit-note").facts
    let sound = try #require(facts.deals.first)
    let reversal = Reversal(
      id: facts.names.name("g-9"), day: sound.day, position: sound.position,
      reductions: [.lines([7], net: line(1).net, cost: nil)])
    let late = Reversal(
      id: facts.names.name("g-8"), day: sound.day, position: sound.position,
      reductions: [.whole(net: line(.min + 1).net, cost: nil)])
    let calculation = CommissionCalculation(facts)
    let before = calculation.run([sound], facts.names)
    for broken in [copy(sound, sound.lines, [reversal]), copy(sound, [line(.max)], [late])] {
      let other = calculation.run([sound, renamed(broken)], facts.names)
      #expect(other.failures.count == 1)
      #expect(other.lines == before.lines && other.omissions == before.omissions)
    }

    func renamed(_ deal: Deal) -> Deal {
      Deal(
        id: facts.names.name("broken"), type: deal.type, account: deal.account,
        seller: deal.seller, kind: deal.kind, day: deal.day, lines: deal.lines,
        position: deal.position, reversals: deal.reversals)
    }
  }

  @Test func `Lines in two currencies are a fault`() throws {
    let dollar = try DealLine(net: Amount(minor: 1, currency: Currency("USD")), cost: nil)
    let (error, _) = try fault { deal, _ in [copy(deal, [line(1), dollar])] }
    #expect(error.fault == .arithmetic(.currencyMismatch(.eur, dollar.net.currency)))
  }

  @Test(arguments: [-1, 1, .max])
  func `A reversal of a line that is not there is a fault`(index: Int) throws {
    let (error, names) = try fault { deal, facts in
      let reversal = Reversal(
        id: facts.names.name("a-1"), day: deal.day, position: deal.position,
        reductions: [.lines([index], net: line(1).net, cost: nil)])
      return [copy(deal, [line(100)], [reversal])]
    }
    #expect(error.text(names).contains("a-1 takes back from line \(index)"))
  }

  @Test func `Two deals with one id and different contents are a fault`() throws {
    let (error, names) = try fault { deal, _ in [deal, copy(deal, [line(1)])] }
    #expect(error.fault == .contradiction)
    #expect(error.text(names).contains("recorded twice"))
  }

  @Test func `Shares that cannot be added are a fault`() throws {
    let (error, names) = try fault { deal, facts in
      let anna = AgreedSplit.Share(employee: facts.names.name("anna"), role: nil, weight: .max)
      facts.splits = [
        AgreedSplit(
          deal: deal.id, dealType: deal.type, mode: .split, shares: [anna, anna], position: 2)
      ]
      return [deal]
    }
    #expect(error.text(names).contains("the sum of the shares leaves the range"))
  }

  @Test func `A credit note without a line is shown in the derivation`() throws {
    let sheet = try sheet("G02-credit-note")
    let deal = try #require(sheet.facts.deals.first)
    let explained = CommissionCalculation(sheet.facts).explain([deal], sheet.facts.names) { _ in
      true
    }
    let base = explained.last?.derivation.children.first { $0.step == .base }
    #expect(base?.inputs.map(\.value) == ["net 1000.00", "net 200.00, cost 0.00"])
    #expect(base?.inputs.map(\.position) == [3, 3])
    #expect((base?.before?.description, base?.after?.description) == ("1000.00", "800.00"))
  }

  @Test func `Shares that are all zero are a fault`() throws {
    let (error, names) = try fault { deal, facts in
      let shares = ["anna", "bert"].map {
        AgreedSplit.Share(employee: facts.names.name($0), role: nil, weight: 0)
      }
      facts.splits = [
        AgreedSplit(deal: deal.id, dealType: deal.type, mode: .split, shares: shares, position: 9)
      ]
      return [deal]
    }
    #expect(error.text(names).contains("all shares are zero"))
  }
}
