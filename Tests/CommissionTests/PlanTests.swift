import Foundation
import Money
import Testing
import YAMLText

@testable import Commission

@Suite struct `Commission plans` {
  private static let good = """
    plan: nordwerk
    version: 2
    title: Provisionsplan
    effective_from: 2026-01-01
    effective_to: 2027-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    works_agreement: BV 3
    clauses:
      - id: grund
        text: Der Verkäufer erhält 2 %.
        applies_to: {deal: order, kinds: [new, renewal]}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller, share: 60 %}
            - {to: role, role: kam, share: 40 %}
        base: margin
        margin_floor: per_line
        rate: 2 %
    """

  /// The issues of the good plan after one replacement.
  private func issues(replacing part: String, by other: String) -> String {
    #expect(Self.good.contains(part), "the plan has no \(part)")
    do {
      _ = try Plan.parse(Self.good.replacingOccurrences(of: part, with: other))
      return "accepted"
    } catch {
      return error.description
    }
  }

  @Test func `A plan is read as it is written`() throws {
    let plan = try Plan.parse(Self.good)
    #expect((plan.id, plan.version, plan.title) == ("nordwerk", 2, "Provisionsplan"))
    #expect(plan.effectiveFrom.description == "2026-01-01")
    #expect(plan.effectiveTo?.description == "2027-01-01")
    #expect((plan.currency, plan.rounding, plan.legalType) == (.eur, .halfUp, .provision))
    #expect(plan.worksAgreement == "BV 3")
    let clause = try #require(plan.clauses.first)
    #expect((clause.id, clause.line, clause.deal, clause.mode) == ("grund", 11, .order, .split))
    #expect(clause.kinds == [.new, .renewal])
    #expect(clause.base == .margin(.perLine))
    #expect(clause.pay == Pay(rate: Rate(basisPoints: 200)))
    #expect(clause.parties.map(\.who) == [.seller, .role(.kam)])
    #expect(clause.parties.map(\.share) == [Rate(basisPoints: 6000), Rate(basisPoints: 4000)])
    #expect(try plan.isInForce(on: CalendarDay(parsing: "2026-12-31")))
    #expect(try !plan.isInForce(on: CalendarDay(parsing: "2027-01-01")))
  }

  @Test(arguments: [
    ("rounding: half_up\n", "", "1:1: \"rounding\" is missing"),
    ("rounding: half_up", "rounding: half-up", "7:11: rounding cannot be \"half-up\""),
    ("legal_type: provision", "legal_type: bonus", "8:13: legal_type cannot be \"bonus\""),
    ("currency: EUR", "currency: EURO", "6:11: currency: currency \"EURO\""),
    ("version: 2", "version: 02", "2:10: version: \"02\" is no version"),
    ("version: 2", "version: 0", "2:10: version: \"0\" is no version"),
    ("plan: nordwerk", "plan: Nordwerk AG", "1:7: plan: \"Nordwerk AG\" is no id"),
    ("2026-01-01", "2026-02-30", "4:17: effective_from: the calendar has no day 30"),
    ("2027-01-01", "2026-01-01", "5:15: effective_to must lie after effective_from"),
    ("title:", "titel:", "3:1: unknown key \"titel\"; did you mean \"title\"?"),
    ("margin_floor:", "margin_flor:", "21:5: unknown key \"margin_flor\"; did you mean"),
    ("    margin_floor: per_line\n", "", "margin needs margin_floor"),
    ("base: margin", "base: net", "margin_floor has no meaning for base net"),
    ("base: margin", "base: gross", "21:19: margin_floor has no meaning for base gross"),
    ("role: kam", "role: kan", "19:28: role cannot be \"kan\"; write kam, field_sales"),
    ("role: kam, ", "", "to: role needs role"),
    ("to: seller", "to: saler", "did you mean \"seller\"?"),
    ("to: seller,", "to: seller, role: kam,", "role has a meaning only with to: role"),
    ("share: 40 %", "share: 50 %", "18:9: the shares add up to 110 %, not 100 %"),
    ("share: 40 %", "share: 30 %", "18:9: the shares add up to 90 %, not 100 %"),
    (", share: 40 %", "", "a party of a split needs its share"),
    ("to: role, role: kam", "to: seller", "a party is listed twice"),
    ("share: 40 %", "share: 1/1000000007", "the shares add up to"),
    ("mode: split", "mode: both", "mode cannot be \"both\""),
    ("mode: split\n", "\n", "\"mode\" is missing"),
    (
      "anchor: booked", "anchor: won",
      "14:13: an order has no day \"won\"; did you mean \"booked\"?"
    ),
    ("    anchor: booked\n", "", "\"anchor\" is missing"),
    ("deal: order", "deal: visit", "deal cannot be \"visit\""),
    ("[new, renewal]", "[]", "kinds is empty"),
    ("[new, renewal]", "[new, new]", "new is listed twice"),
    ("[new, renewal]", "[new, old]", "kinds cannot be \"old\""),
    ("rate: 2 %", "rate: 200 %", "22:11: rate: 200 % is more than 100 %"),
    ("rate: 2 %", "rate: 2", "200 % is more than 100 %"),
    ("rate: 2 %", "rate: -2 %", "-2 % is negative"),
    ("rate: 2 %", "rate: two", "22:11: rate: rate \"two\" cannot be read"),
    ("    rate: 2 %", "", "11:5: the clause has no rate"),
    ("share: 60 %", "share: 60 %, rate: 3 %", "several sources of rates"),
    ("rate: 2 %", "rates_by_kind: {new: 2 %}", "no rate for renewal, which is in kinds"),
    (
      "rate: 2 %", "rates_by_kind: {new: 2 %, renewal: 1 %, up_sell: 1 %}",
      "names up_sell, which is not"
    ),
    ("rate: 2 %", "rates_by_kind: {old: 2 %}", "rates_by_kind cannot be \"old\""),
    ("rate: 2 %", "rates_by_payee: {Anna: 2 %}", "\"Anna\" is no id"),
    ("rate: 2 %", "scales: []", "22:5: unknown key \"scales\""),
    ("rate: 2 %", "rate: [2 %]", "rate must be a single value, not a list"),
    ("id: grund", "id: Grund!", "\"Grund!\" is no id"),
    (
      "credit:\n", "credit: all\n    was:\n", "expected a mapping with \"mode\", not a single value"
    ),
    ("plan: nordwerk", "plan: nordwerk\nplan: x", "1:1: key \"plan\" is written twice"),
  ])
  func `A plan that cannot be meant is refused with its line`(
    part: String, other: String, expected: String
  ) {
    let found = issues(replacing: part, by: other)
    #expect(found.contains(expected), Comment(rawValue: found))
  }

  @Test func `Every issue of a plan is told at once`() {
    let found = issues(replacing: "rate: 2 %", by: "rate: 200 %\n    x: 1\n    y: 1")
    #expect(found.split(separator: "\n").count == 3)
  }

  @Test func `Two clauses with one id are refused`() throws {
    let clause = try #require(Self.good.range(of: "  - id: grund"))
    let twice = Self.good + "\n" + Self.good[clause.lowerBound...]
    let error = #expect(throws: IssueList.self) { try Plan.parse(twice) }
    #expect(
      error?.description.contains("23:9: clause id \"grund\" is already used in line 11") == true)
  }

  @Test func `Two clauses that each credit the whole deal must declare double credit`() throws {
    let clause = try #require(Self.good.range(of: "  - id: grund"))
    let second = Self.good[clause.lowerBound...].replacingOccurrences(of: "grund", with: "zusatz")
    let error = #expect(throws: IssueList.self) { try Plan.parse(Self.good + "\n" + second) }
    #expect(
      error?.description.contains("clauses grund and zusatz both credit the whole order") == true)
    let other = second.replacingOccurrences(of: "[new, renewal]", with: "[win_back]")
    #expect(try Plan.parse(Self.good + "\n" + other).clauses.count == 2)
    let full = second.replacingOccurrences(of: "mode: split", with: "mode: full_each")
    #expect(try Plan.parse(Self.good + "\n" + full).clauses.count == 2)
  }

  @Test(arguments: [
    "", "[]", "text", "plan: x", "clauses: []", "clauses: {}", "clauses: [1, [], {}]",
    "bonuses: []", "clauses: [{}]",
  ])
  func `A text that is no plan is refused`(text: String) {
    #expect(throws: IssueList.self) { try Plan.parse(text) }
  }

  @Test func `Every example is a plan`() throws {
    let files = try PlanExamples.names()
    #expect(files.count >= 12)
    for file in files {
      let text = try PlanExamples.text(file)
      #expect(throws: Never.self, Comment(rawValue: file)) { try Plan.parse(text) }
    }
  }

  @Test func `The schema offers the words that the reader accepts`() throws {
    let schema = try PlanExamples.schema()
    let words =
      Rounding.allCases.map(\.rawValue) + LegalType.allCases.map(\.rawValue)
      + DealType.allCases.map(\.rawValue) + Anchor.allCases.map(\.rawValue)
      + BusinessKind.allCases.map(\.rawValue) + CreditMode.allCases.map(\.rawValue)
      + MarginFloor.allCases.map(\.rawValue) + Role.allCases.map(\.rawValue)
      + Remainder.allCases.map(\.rawValue) + NegativeBalance.allCases.map(\.rawValue)
      + Draw.Kind.allCases.map(\.rawValue) + FlatAmount.Per.allCases.map(\.rawValue)
      + RenewalReading.allCases.map(\.rawValue) + Tiers.Measure.allCases.map(\.rawValue)
      + Tiers.Span.allCases.map(\.rawValue) + Tiers.Mode.allCases.map(\.rawValue)
      + Tiers.Bound.allCases.map(\.rawValue) + Proration.allCases.map(\.rawValue)
      + Condition.Comparison.allCases.map(\.rawValue) + Bonus.Goal.Scope.allCases.map(\.rawValue)
      + ReversalTerms.Method.allCases.map(\.rawValue)
      + ReversalTerms.Attainment.allCases.map(\.rawValue)
      + ReversalTerms.SupplierCause.allCases.map(\.rawValue)
      + Payout.Exchange.RateDay.allCases.map(\.rawValue)
    for word in words { #expect(schema.contains("\"\(word)\""), Comment(rawValue: word)) }
  }

  @Test(arguments: 0..<200)
  func `A damaged plan is read or refused with a line, never more`(seed: UInt64) {
    var random = Dice(seed: seed)
    var lines = Self.good.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let index = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(lines[index], at: index)
      case 2: lines[index] = String(lines[index].dropLast(Int.random(in: 1...4, using: &random)))
      case 3: lines[index] = "  " + lines[index]
      default:
        var characters = Array(lines[index])
        guard !characters.isEmpty else { continue }
        let place = Int.random(in: 0..<characters.count, using: &random)
        characters[place] = Array("0123456789%/-:{}[],#x ").randomElement(using: &random) ?? "x"
        lines[index] = String(characters)
      }
    }
    do {
      let plan = try Plan.parse(lines.joined(separator: "\n"))
      #expect(!plan.clauses.isEmpty, Comment("seed \(seed)"))
    } catch {
      #expect(!error.issues.isEmpty, Comment("seed \(seed)"))
      #expect(error.issues.allSatisfy { $0.line >= 1 }, Comment("seed \(seed)"))
    }
  }
}
