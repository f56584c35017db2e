/// Something an account still has to do on a day: the seed of one event or a few.
enum SampleTask {
  case setUp
  case visit
  case talk
  case review
  case forecast
  case target
  case plan
  case survey
  case sentiment
  case competitor
  case actionDone(action: Int)
  case contactLeaves
  case contactReplaced(slot: Int)
  case initiative
  case initiativeEnds(initiative: Int)
  case opportunity
  case qualified(Deal)
  case offer(Deal)
  case decision(Deal)
  case orderOfDeal(net: Int64)
  case callOff
  case amend(order: Int, net: Int64)
  case invoice(order: Int, net: Int64)
  case credit(invoice: Int, net: Int64)
  case payment(invoice: Int, amount: Int64, rest: Int64)
  case writeOff(invoice: Int, amount: Int64)
  case escalation
  case acknowledged(escalation: Int)
  case paused(escalation: Int)
  case resumed(escalation: Int)
  case resolved(escalation: Int, mayReturn: Bool)
  case reopened(escalation: Int)
  case renewalBegins(contract: Int, succeeds: Bool)
  case renewal(contract: Int, opportunity: Int)
  case renewalLost(contract: Int, opportunity: Int)
  case contractChanges
  case plantedNotice(yearEnd: Int)
  case plantedEscalation(yearEnd: Int)
  case plantedDeparture(yearEnd: Int)
  case handover
  case handoverItem(item: Int)
  case handoverDone
  case correction(PendingCorrection)
  case retraction(event: Int)
  /// An interaction that took place on `day` and is recorded only now.
  case lateTalk(day: Int)

  /// An opportunity on its way.
  struct Deal {
    let number: Int
    var value: Int64
    /// What the customer would pay without a discount.
    var list: Int64 = 0
    var offer = 0
  }
}

/// An event to be corrected, with the data that will hold instead.
final class PendingCorrection {
  let event: Int
  let type: StaticString
  let data: [UInt8]
  let reason: StaticString

  init(event: Int, type: StaticString, data: [UInt8], reason: StaticString) {
    self.event = event
    self.type = type
    self.data = data
    self.reason = reason
  }
}
