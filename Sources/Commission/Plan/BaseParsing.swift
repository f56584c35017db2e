import Money
import YAMLText

extension CreditBase {
  private enum Word: String, CaseIterable {
    case net, gross, margin, cash
    case contractValue = "contract_value"
    case monthlyFee = "monthly_fee"
  }

  /// Nil where an issue says why.
  static func read(
    _ clause: YAMLNode, _ deal: DealType?, _ issues: inout IssueList
  ) -> CreditBase? {
    let word = clause.requiredChoice("base", &issues, of: Word.self)
    let floor = clause.choice("margin_floor", &issues, of: MarginFloor.self)
    let term = clause.child("term").flatMap { Term.read($0, &issues) }
    if let word, word != .margin {
      clause.forbid(
        "margin_floor", "has no meaning for base \(word.rawValue); remove it", &issues)
    }
    if let word, word != .monthlyFee {
      clause.forbid("term", "has a meaning only for base monthly_fee; remove it", &issues)
    }
    if let word, word == .contractValue || word == .monthlyFee, let deal, deal != .contract,
      let place = clause.child("base")
    {
      issues.add("only a contract has a \(word.rawValue), not \(deal.withArticle)", at: place)
    }
    switch word {
    case .net: return .net
    case .gross: return .gross
    case .cash: return .cash
    case .contractValue: return .contractValue
    case .monthlyFee: return .monthlyFee(openEndedMonths: term?.openEnded, atMost: term?.atMost)
    case .margin:
      if clause.child("margin_floor") == nil {
        issues.add(
          "base margin needs margin_floor: per_line, per_deal or none",
          at: clause.child("base") ?? clause)
      }
      return floor.map { .margin($0) }
    case nil: return nil
    }
  }

  /// How many months of a fee count.
  private struct Term {
    let openEnded: Int?
    let atMost: Int?

    static func read(_ node: YAMLNode, _ issues: inout IssueList) -> Term? {
      let keys = ["open_ended_months", "at_most_months"]
      guard node.isMapping("term", keys: keys, &issues) else { return nil }
      let openEnded = node.value("open_ended_months", &issues, as: PlanWord.count)
      let atMost = node.value("at_most_months", &issues, as: PlanWord.count)
      if let openEnded, let atMost, openEnded > atMost {
        issues.add(
          "open_ended_months \(openEnded) is more than at_most_months \(atMost)",
          at: node.child("open_ended_months") ?? node)
      }
      return Term(openEnded: openEnded, atMost: atMost)
    }
  }
}
