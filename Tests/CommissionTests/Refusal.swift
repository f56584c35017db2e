import Commission
import Foundation
import Testing
import YAMLText

/// A small plan with one change, and everything that is said about it.
struct Refusal: Sendable, CustomTestStringConvertible {
  let text: String
  let expected: String

  init(_ change: Change, _ expected: String) {
    text = change.text
    self.expected = expected
  }

  var testDescription: String { expected }

  var found: String {
    do {
      _ = try Plan.parse(text)
      return "accepted"
    } catch {
      return error.description
    }
  }
}

/// The small plan after one change; lines of a clause are given without their indentation.
struct Change: Sendable {
  static let small = """
    plan: p
    version: 1
    effective_from: 2026-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    works_agreement: BV 1
    clauses:
      - id: c
        applies_to: {deal: order}
        anchor: booked
        credit: {mode: split, parties: [{to: seller}]}
        base: net
        rate: 5 %
    """

  let text: String

  var plan: Plan {
    get throws(IssueList) { try Plan.parse(text) }
  }

  private static func replacing(_ part: String, by other: String) -> Change {
    Change(text: small.replacingOccurrences(of: part, with: other))
  }

  private static func indented(_ lines: String) -> String {
    lines.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
  }

  static func head(_ lines: String) -> Change { Change(text: small + "\n" + lines) }
  static func clause(_ lines: String) -> Change { Change(text: small + "\n" + indented(lines)) }
  static func pay(_ lines: String) -> Change { replacing("    rate: 5 %", by: indented(lines)) }
  static func base(_ lines: String) -> Change { replacing("    base: net", by: indented(lines)) }
  static func scope(_ value: String) -> Change { replacing("{deal: order}", by: value) }
  static func credit(_ value: String) -> Change {
    replacing("{mode: split, parties: [{to: seller}]}", by: value)
  }

  static func contract(_ lines: String, base: String = "net") -> Change {
    let text = clause(lines).text.replacingOccurrences(of: "deal: order", with: "deal: contract")
      .replacingOccurrences(of: "anchor: booked", with: "anchor: signed")
    return Change(text: text.replacingOccurrences(of: "base: net", with: "base: \(base)"))
  }

  static func fee(_ lines: String) -> Change { contract(lines, base: "monthly_fee") }

  /// Tiers in place of the rate, or beside what `with` says.
  static func tiers(
    with lines: String = "", of measure: String = "credited", per span: String = "year",
    mode: String = "marginal", bound: String = "upper_exclusive", more: String = "",
    bands: String = "[{to: 100.00, rate: 4 %}, {rate: 6 %}]"
  ) -> Change {
    let keys = [("of", measure), ("per", span), ("mode", mode), ("bound", bound)]
    let written =
      keys.filter { !$0.1.isEmpty }.map { "  \($0.0): \($0.1)" }
      + more.split(separator: ", ").map { "  \($0)" } + ["  bands: \(bands)"]
    return pay(([lines, "tiers:"] + written).joined(separator: "\n"))
  }

  static func bonus(
    replacing part: String = "", by other: String = "", more: String = ""
  ) -> Change {
    let lines = """
      id: b
      period: year
      target: pay_terms
      prorate: month
      goals: [{kpi: k, of: payee, weight: 100 %}]
      \(more)
      """.replacingOccurrences(of: part, with: other)
    return head("bonuses:\n  -" + indented(lines).dropFirst(3))
  }
}
