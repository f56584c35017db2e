import Commission
import Foundation
import Testing
import YAMLText

/// What German law voids or asks for, told without refusing the plan.
@Suite struct `Warnings about plans` {
  private func warnings(_ text: String) throws -> [String] {
    try Plan.parse(text).warnings.map { "\($0.line):\($0.column): \($0.section): \($0.message)" }
  }

  @Test func `A plan that says nothing void has no warnings`() throws {
    #expect(try warnings(Change.small) == [])
  }

  @Test func `A missing works agreement is told`() throws {
    let text = Change.small.replacingOccurrences(of: "works_agreement: BV 1\n", with: "")
    #expect(
      try warnings(text) == [
        """
        1:1: BetrVG 87 (1) no. 10: no works_agreement is named; introducing or changing a \
        commission system for employees is subject to the works council's co-determination
        """
      ])
  }

  @Test(arguments: ["earned", "payable"])
  func `Commission that waits for payment needs an advance`(key: String) throws {
    let text = Change.clause("\(key): paid").text
    let column = key.count + 7
    #expect(
      try warnings(text) == [
        """
        15:\(column): HGB 87a (1) s. 2: commission waits for the customer's payment, which needs \
        an adequate advance when we have performed; the plan has no draws
        """
      ])
    let draw = "\ndraws: [{amount: 500.00, kind: recoverable, from: 2026-01-01}]"
    #expect(try warnings(text + draw) == [])
  }

  @Test func `An own day may come after the customer has performed`() throws {
    #expect(
      try warnings(Change.clause("earned: {after_days: 90}").text) == [
        """
        15:13: HGB 87a (1) s. 3: commission is earned as far as the customer has performed, \
        perhaps before this day
        """
      ])
  }

  @Test(arguments: [
    ("payable: {on: 2026-12-31}", 14), ("holdback: {share: 10 %, until: invoiced}", 15),
    ("instalments: {parts: [1, 1], every: month}", 18),
  ])
  func `What is paid later than due is told`(line: String, column: Int) throws {
    #expect(
      try warnings(Change.clause(line).text) == [
        """
        15:\(column): HGB 87a (4), (5): commission is due on the last day of the month in which \
        it must be settled; paying later to the payee's detriment is void
        """
      ])
  }

  @Test func `Commission is not taken back for what we are answerable for`() throws {
    #expect(
      try warnings(Change.clause("reversal: {supplier_cause: take_back}").text) == [
        """
        15:32: HGB 87a (3), (5): commission stays when we do not perform, unless we are not \
        answerable for it; taking it back all the same is void
        """
      ])
    #expect(try warnings(Change.clause("reversal: {supplier_cause: keep}").text) == [])
  }

  @Test func `Base cash is less than the statutory base`() throws {
    #expect(
      try warnings(Change.base("base: cash").text) == [
        """
        13:11: HGB 87b (2): by statute the base is the price owed, not reduced by cash discount; \
        the plan differs
        """
      ])
  }

  @Test(arguments: [
    ("Die Abrechnung gilt als genehmigt, wenn niemand widerspricht.", true),
    ("Jede Abrechnung gilt  als anerkannt.", true),
    ("Ein Buchauszug ist ausgeschlossen.", true),
    ("The statement counts as approved after 14 days.", true),
    ("The payee waives the book extract.", true),
    ("Der Mitarbeiter verzichtet auf die Abrechnung.", true),
    ("Der Bonus ist ausgeschlossen. Die Abrechnung kommt monatlich.", false),
    ("Rabatte sind ausgeschlossen.", false),
    ("The fee is waived in the first month.", false),
  ])
  func `A waiver of statement or extract is told`(text: String, isVoid: Bool) throws {
    let expected = [
      """
      15:11: HGB 87c (5): the right to statement and book extract cannot be waived, nor does \
      silence approve one
      """
    ]
    #expect(try warnings(Change.clause("text: \(text)").text) == (isVoid ? expected : []))
  }

  @Test func `The title and a bonus are looked at too`() throws {
    let title = Change.head("title: Plan ohne Buchauszug, Verzicht").text
    #expect(try warnings(title).count == 1)
    let bonus = Change.bonus(more: "text: Der Buchauszug entfällt.").text
    #expect(try warnings(bonus).count == 1)
  }

  @Test func `The rules on commission do not bind target bonuses`() throws {
    let text = Change.clause("earned: paid\ntext: Gilt als genehmigt.").text
      .replacingOccurrences(of: "legal_type: provision", with: "legal_type: zielbonus")
    #expect(try warnings(text) == [])
  }

  @Test func `Warnings come in the order of the text`() throws {
    let lines = try Plan.parse(FullPlan.text).warnings.map(\.line)
    #expect(lines == lines.sorted())
    #expect(lines.count == 5)
  }
}
