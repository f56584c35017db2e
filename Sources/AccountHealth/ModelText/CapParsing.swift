import YAMLText

extension HealthModel.Cap {
  /// The conditions by the words of a model text.
  fileprivate enum Word: String, CaseIterable {
    case noticeReceived = "notice_received"
    case worstEscalationOverdue = "severity_1_overdue"
    case contractEnding = "contract_ending"
    case deciderLost = "decider_lost"

    var parameter: String? {
      switch self {
      case .noticeReceived: "lingering_days"
      case .contractEnding: "within_days"
      case .worstEscalationOverdue, .deciderLost: nil
      }
    }
  }

  /// The caps in the order of the text; none where the model has none.
  static func readAll(_ root: YAMLNode, _ issues: inout IssueList) -> [HealthModel.Cap] {
    guard let items = root.list("caps", meaning: "leave it out for a model without caps", &issues)
    else { return [] }
    var caps: [HealthModel.Cap] = []
    var seen: Set<Word> = []
    for item in items {
      let keys = ["when", "at_most", "lingering_days", "within_days"]
      guard item.isMapping("a cap", keys: keys, &issues),
        let word = item.requiredChoice("when", &issues, of: Word.self)
      else { continue }
      if !seen.insert(word).inserted, let node = item.child("when") {
        issues.add("\(word.rawValue) is capped twice; keep the lower one", at: node)
      }
      for parameter in ["lingering_days", "within_days"] where parameter != word.parameter {
        item.forbid(parameter, "has no meaning for \(word.rawValue)", &issues)
      }
      let limit = item.requiredValue("at_most", &issues, as: HealthWord.limit)
      var days = 0
      if let parameter = word.parameter {
        guard let read = item.requiredValue(parameter, &issues, as: HealthWord.count) else {
          continue
        }
        days = read
      }
      guard let limit else { continue }
      caps.append(.init(word.condition(days), limit: limit))
    }
    return caps
  }
}

extension HealthModel.Cap.Word {
  fileprivate func condition(_ days: Int) -> HealthModel.CapCondition {
    switch self {
    case .noticeReceived: .noticeReceived(lingering: days)
    case .worstEscalationOverdue: .worstEscalationOverdue
    case .contractEnding: .contractEnding(within: days)
    case .deciderLost: .deciderLost
    }
  }
}
