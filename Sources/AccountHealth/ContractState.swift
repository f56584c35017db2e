import Money

/// A contract as of one day.
struct ContractState {
  let contract: HealthFacts.Handle
  let start: Int
  /// The number of the first day after the term; nothing for a contract without an end.
  var end: Int?
  var renewsItself: Bool
  var value: Int64
  /// The number of the first day without the contract after a notice, and where it is recorded.
  var notice: (effective: Int, day: Int, position: HealthFacts.Position)?
  var hasEnded = false
  /// The step that set the current end and value.
  var position: HealthFacts.Position

  /// Whether the contract is in force on `day`.
  ///
  /// One that renews itself runs past its end as long as nobody gives notice; a notice decides the
  /// end whatever was agreed before.
  func runs(on day: Int) -> Bool {
    guard !hasEnded, start <= day else { return false }
    if let notice { return day < notice.effective }
    guard let end, !renewsItself else { return true }
    return day < end
  }
}

extension ContractState {
  /// The contracts as known on day number `day`, ascending by handle.
  static func all(of steps: [HealthFacts.ContractStep], on day: Int) -> [ContractState] {
    guard !steps.isEmpty else { return [] }
    let known = steps.filter { Int($0.day.daysSinceEpoch) <= day }
      .sorted { ($0.contract, $0.day, $0.position) < ($1.contract, $1.day, $1.position) }
    var states: [ContractState] = []
    for step in known {
      let stepDay = Int(step.day.daysSinceEpoch)
      if case .signed(let start, let end, let renewsItself, let value) = step.change {
        if states.last?.contract == step.contract { states.removeLast() }
        states.append(
          ContractState(
            contract: step.contract, start: Int(start.daysSinceEpoch),
            end: end.map { Int($0.daysSinceEpoch) }, renewsItself: renewsItself, value: value,
            position: step.position))
        continue
      }
      // A ledger may begin in the middle of a contract's life: a renewal is then its first sight.
      if states.last?.contract != step.contract {
        guard case .renewed(let end, let value) = step.change else { continue }
        states.append(
          ContractState(
            contract: step.contract, start: stepDay, end: end.map { Int($0.daysSinceEpoch) },
            renewsItself: false,
            value: value, position: step.position))
        continue
      }
      states[states.count - 1].apply(step, day: stepDay)
    }
    return states
  }

  private mutating func apply(_ step: HealthFacts.ContractStep, day: Int) {
    switch step.change {
    case .signed:
      break
    case .renewed(let newEnd, let newValue):
      end = newEnd.map { Int($0.daysSinceEpoch) }
      value = newValue
      notice = nil
      hasEnded = false
      position = step.position
    case .changed(let newValue):
      value = newValue
      position = step.position
    case .noticeReceived(let effective):
      notice = (Int(effective.daysSinceEpoch), day, step.position)
    case .noticeWithdrawn:
      notice = nil
    case .ended:
      hasEnded = true
    }
  }
}
