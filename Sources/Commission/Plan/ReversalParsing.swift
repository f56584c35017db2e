import Money
import YAMLText

extension ReversalTerms {
  static func read(_ node: YAMLNode, _ issues: inout IssueList) -> ReversalTerms {
    var terms = ReversalTerms()
    let keys = ["method", "months", "attainment", "supplier_cause"]
    guard node.isMapping("reversal", keys: keys, &issues) else { return terms }
    let method = node.choice("method", &issues, of: Method.self)
    terms.months = node.value("months", &issues, as: PlanWord.count)
    terms.attainment = node.choice("attainment", &issues) ?? .keep
    terms.supplierCause = node.choice("supplier_cause", &issues) ?? .takeBack
    terms.method = method ?? .originalRate
    if method == .proRataTime, node.child("months") == nil {
      issues.add("method: pro_rata_time needs months", at: node.child("method") ?? node)
    }
    if method != .proRataTime, method != nil || node.child("method") == nil {
      node.forbid("months", "has a meaning only with method: pro_rata_time", &issues)
    }
    return terms
  }
}
