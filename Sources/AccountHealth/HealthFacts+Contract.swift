package import Money

extension HealthFacts {
  /// One step in the life of a contract.
  package struct ContractStep: Sendable, Equatable {
    /// What happened to the contract; `value` is the annual contract value (ACV) from then on.
    package enum Change: Sendable, Equatable {
      /// `end` is the first day after the term; nothing for an open-ended contract.
      case signed(start: CalendarDay, end: CalendarDay?, renewsItself: Bool, value: Int64)
      case renewed(end: CalendarDay?, value: Int64)
      case changed(value: Int64)
      /// `effective` is the first day without the contract.
      case noticeReceived(effective: CalendarDay)
      case noticeWithdrawn
      case ended
    }

    package let contract: Handle
    package let change: Change
    package let day: CalendarDay
    package let position: Position

    package init(contract: Handle, change: Change, day: CalendarDay, position: Position) {
      self.contract = contract
      self.change = change
      self.day = day
      self.position = position
    }
  }
}
