import Money
import YAMLText

/// Finds what German law voids or asks for in a plan that can be computed all the same.
///
/// Only what a named section says; the text of a warning is no legal advice.
struct PlanLinter {
  let root: YAMLNode
  let legalType: LegalType
  let payout: Payout
  let worksAgreement: String?
  let rules: PlanRules

  /// In the order of the text.
  var warnings: [PlanWarning] {
    var warnings = warningsOfHead
    // The rules on commission bind neither a target bonus nor a share of the firm's profit.
    if legalType == .provision {
      for (clause, node) in rules.clauses {
        warnings += release(clause, node) + reversal(clause, node) + base(clause, node)
        warnings += waiver(node.child("text"))
      }
      for (_, node) in rules.bonuses { warnings += waiver(node.child("text")) }
      warnings += waiver(root.child("title"))
    }
    return warnings.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset)
        < ($1.element.line, $1.element.column, $1.offset)
    }.map(\.element)
  }

  private var warningsOfHead: [PlanWarning] {
    guard worksAgreement == nil else { return [] }
    return [
      warning(
        root, "BetrVG 87 (1) no. 10",
        """
        no works_agreement is named; introducing or changing a commission system for employees is \
        subject to the works council's co-determination
        """)
    ]
  }

  private func release(_ clause: Clause, _ node: YAMLNode) -> [PlanWarning] {
    let terms = clause.release
    var warnings: [PlanWarning] = []
    if let place = waitsForPayment(terms, node), payout.draws.isEmpty {
      warnings.append(
        warning(
          place, "HGB 87a (1) s. 2",
          """
          commission waits for the customer's payment, which needs an adequate advance when we \
          have performed; the plan has no draws
          """))
    }
    if let place = node.child("earned"), terms.earned.isOwnDay {
      warnings.append(
        warning(
          place, "HGB 87a (1) s. 3",
          "commission is earned as far as the customer has performed, perhaps before this day"
        ))
    }
    let later = [
      (node.child("payable"), terms.payable?.isOwnDay ?? false),
      (node.child("holdback"), terms.holdback != nil),
      (node.child("instalments"), terms.instalments != nil),
    ]
    for (place, isLater) in later {
      guard let place, isLater else { continue }
      warnings.append(
        warning(
          place, "HGB 87a (4), (5)",
          """
          commission is due on the last day of the month in which it must be settled; paying \
          later to the payee's detriment is void
          """))
    }
    return warnings
  }

  private func waitsForPayment(_ terms: ReleaseTerms, _ node: YAMLNode) -> YAMLNode? {
    if terms.earned == .paid { return node.child("earned") }
    return terms.payable == .paid ? node.child("payable") : nil
  }

  private func reversal(_ clause: Clause, _ node: YAMLNode) -> [PlanWarning] {
    guard clause.reversal.supplierCause == .takeBack,
      let place = node.child("reversal")?.child("supplier_cause")
    else { return [] }
    return [
      warning(
        place, "HGB 87a (3), (5)",
        """
        commission stays when we do not perform, unless we are not answerable for it; taking it \
        back all the same is void
        """)
    ]
  }

  private func base(_ clause: Clause, _ node: YAMLNode) -> [PlanWarning] {
    guard clause.base == .cash, let place = node.child("base") else { return [] }
    return [
      warning(
        place, "HGB 87b (2)",
        "by statute the base is the price owed, not reduced by cash discount; the plan differs"
      )
    ]
  }

  private func waiver(_ node: YAMLNode?) -> [PlanWarning] {
    guard let node, let text = node.text, WaiverPhrase.occurs(in: text) else { return [] }
    return [
      warning(
        node, "HGB 87c (5)",
        "the right to statement and book extract cannot be waived, nor does silence approve one")
    ]
  }

  private func warning(_ node: YAMLNode, _ section: String, _ message: String) -> PlanWarning {
    PlanWarning(line: node.line, column: node.column, section: section, message: message)
  }
}

extension ReleaseTerms.Moment {
  /// Whether the calendar decides, whatever anybody has performed.
  fileprivate var isOwnDay: Bool {
    switch self {
    case .on, .afterDays: true
    case .anchor, .delivered, .invoiced, .paid: false
    }
  }
}
