package import Money

/// A running contract, when it ends, and what prepares its next term.
///
/// The same words decide the indicator of days to the contract's end and the cap on an end without
/// a renewal step.
package struct ContractOutlook: Sendable, Equatable {
  package let contract: HealthFacts.Handle
  /// The first day after the term; nil for a contract without an end.
  package let termEnd: CalendarDay?
  /// The first day without the contract after a notice.
  package let noticeEffective: CalendarDay?
  /// Where the notice is recorded.
  package let noticePosition: HealthFacts.Position?
  package let renewsItself: Bool
  /// The annual contract value in minor units.
  package let value: Int64
  /// The newest renewal opportunity that is young enough by the model and not lost.
  package let renewalStep: HealthFacts.OpportunityStep?
  /// Whether the end is prepared: it renews itself, has no end, or has a renewal step, and nobody
  /// gave notice.
  package let isPrepared: Bool
  /// The step that set the term and the value.
  package let position: HealthFacts.Position

  /// The day the contract ends by what is known: by notice, else by its term.
  package var end: CalendarDay? { noticeEffective ?? termEnd }

  /// The contracts that run on a day, ascending by handle.
  package static func running(
    _ facts: HealthFacts, asOf day: CalendarDay, renewal: HealthModel.RenewalRules
  ) throws(MoneyError) -> [ContractOutlook] {
    let view = AccountView(facts, asOf: day)
    var outlooks: [ContractOutlook] = []
    for contract in view.contracts where contract.runs(on: Int(day.daysSinceEpoch)) {
      outlooks.append(try ContractOutlook(contract, view, renewal))
    }
    return outlooks
  }

  private init(
    _ contract: ContractState, _ view: AccountView, _ renewal: HealthModel.RenewalRules
  ) throws(MoneyError) {
    self.contract = contract.contract
    let termEnd = try contract.end.map { number throws(MoneyError) in
      try CalendarDay(daysSinceEpoch: Int32(clamping: number))
    }
    self.termEnd = termEnd
    noticeEffective = try contract.notice.map { notice throws(MoneyError) in
      try CalendarDay(daysSinceEpoch: Int32(clamping: notice.effective))
    }
    noticePosition = contract.notice?.position
    renewsItself = contract.renewsItself
    value = contract.value
    let step = view.renewalStep(for: contract.contract, within: renewal.opportunityDays)
    renewalStep = step
    isPrepared =
      contract.notice == nil && (contract.renewsItself || termEnd == nil || step != nil)
    position = contract.position
  }
}
