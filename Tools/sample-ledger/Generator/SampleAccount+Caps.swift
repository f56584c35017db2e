/// What makes the planted caps hold at each year end.
extension SampleAccount {
  /// Sees to it that the planted cap holds at the end of the year that `day` lies in.
  mutating func plantCap(byYearOf day: Int, _ calendar: SampleCalendar) {
    let end = calendar.yearEnd(of: day)
    switch pattern {
    case .noticeReceived: schedule(.plantedNotice(yearEnd: end), on: end - 50)
    case .worstEscalationOverdue: schedule(.plantedEscalation(yearEnd: end), on: end - 25)
    case .deciderLost: schedule(.plantedDeparture(yearEnd: end), on: end - 45)
    case .contractEnding, .effortUpYieldDown, .purchasingOnly, .planAlone, nil: break
    }
  }

  /// The end of the contract that the planted cap is about; nil where no cap is about one.
  ///
  /// A noticed contract still runs for so long that its end alone would be no reason for a cap.
  func plantedContractEnd(_ day: SampleDay) -> Int? {
    switch pattern {
    case .noticeReceived: day.calendar.yearEnd(of: day.day) + 200
    case .contractEnding: day.calendar.yearEnd(of: day.day) + 45
    default: nil
    }
  }

  /// How the contract that the planted cap is about goes on; false where no cap is about one.
  mutating func schedulePlantedEnd(of place: Int) -> Bool {
    switch pattern {
    case .noticeReceived: return true
    case .contractEnding:
      schedule(.renewal(contract: place, opportunity: 0), on: contracts[place].end - 8)
      return true
    default: return false
    }
  }

  mutating func giveNotice(yearEnd: Int, _ day: inout SampleDay) {
    plantCap(byYearOf: yearEnd + 1, day.calendar)
    receiveNotice(0, &day)
    schedule(.renewal(contract: 0, opportunity: 0), on: yearEnd + 60)
  }

  mutating func raiseOverdueEscalation(yearEnd: Int, _ day: inout SampleDay) {
    plantCap(byYearOf: yearEnd + 1, day.calendar)
    let escalation = raise(severity: 1, category: "delivery", &day)
    schedule(.acknowledged(escalation: escalation), in: 1)
    schedule(.resolved(escalation: escalation, mayReturn: false), on: yearEnd + 12)
  }

  mutating func loseDecider(yearEnd: Int, _ day: inout SampleDay) {
    plantCap(byYearOf: yearEnd + 1, day.calendar)
    leave(slot: 1, hasSuccessor: false, &day)
    schedule(.contactReplaced(slot: 1), on: yearEnd + 25)
  }
}
