import LedgerEvents
import Money

extension StandingFold {
  mutating func takeDeal(_ event: HeldEvent) throws {
    switch event.data {
    case .opportunityIdentified(let found):
      let value = found.hasValue ? try found.value.amount : nil
      let close = found.hasExpectedClose ? try found.expectedClose.calendarDay : nil
      edit(.opportunity, found.opportunityID, event) {
        $0.set("opportunityKind", .choice(Wording.words(found.kind)))
        $0.set("value", value.map { .money($0) })
        $0.set("probability", found.hasProbabilityBp ? .share(Int64(found.probabilityBp)) : nil)
        $0.set("expectedClose", close.map { .day($0) })
        $0.set("employee", found.hasEmployeeID ? found.employeeID : nil)
        $0.set("products", found.productIds.isEmpty ? nil : .list(found.productIds))
        $0.set("state", "open")
      }
    case .opportunityStageChanged(let change):
      let value = change.hasValue ? try change.value.amount : nil
      let close = change.hasExpectedClose ? try change.expectedClose.calendarDay : nil
      edit(.opportunity, change.opportunityID, event) {
        $0.set("stage", change.toStage)
        if let value { $0.set("value", .money(value)) }
        if change.hasProbabilityBp { $0.set("probability", .share(Int64(change.probabilityBp))) }
        if let close { $0.set("expectedClose", .day(close)) }
      }
    case .opportunityWon(let won):
      let value = try won.value.amount
      edit(.opportunity, won.opportunityID, event) {
        $0.set("value", .money(value))
        $0.set("state", "won")
      }
    case .opportunityLost(let lost):
      edit(.opportunity, lost.opportunityID, event) {
        $0.set("state", "lost")
        $0.set("lostFor", .choice(Wording.words(lost.reason)))
      }
    case .offerSubmitted(let offer):
      let (list, net) = (try offer.list.amount, try offer.net.amount)
      let until = try offer.validUntil.calendarDay
      edit(.offer, offer.offerID, event) {
        $0.set("opportunity", offer.opportunityID)
        $0.set("version", .number(Int64(offer.version)))
        $0.set("list", .money(list))
        $0.set("net", .money(net))
        $0.set("validUntil", .day(until))
        $0.set("state", "open")
      }
    case .offerDecided(let decided):
      edit(.offer, decided.offerID, event) {
        $0.set("state", .choice(Wording.words(decided.result)))
      }
    default: return
    }
  }

  mutating func takeContract(_ event: HeldEvent) throws {
    switch event.data {
    case .contractSigned(let contract):
      let (start, acv) = (try contract.start.calendarDay, try contract.acv.amount)
      let end = contract.hasEnd ? try contract.end.calendarDay : nil
      edit(.contract, contract.contractID, event) {
        $0.set("contractKind", .choice(Wording.words(contract.kind)))
        $0.set("start", .day(start))
        $0.set("end", end.map { .day($0) })
        $0.set("noticeDays", .number(Int64(contract.noticeDays)))
        $0.set("autoRenew", .flag(contract.autoRenew))
        $0.set("acv", .money(acv))
        $0.set("notice", .none as StandingValue?)
        $0.set("ended", .none as StandingValue?)
      }
    case .contractRenewed(let contract):
      let acv = try contract.acvAfter.amount
      let end = contract.hasNewEnd ? try contract.newEnd.calendarDay : nil
      edit(.contract, contract.contractID, event) {
        $0.set("end", end.map { .day($0) })
        $0.set("acv", .money(acv))
        $0.set("renewed", .day(event.day))
        $0.set("notice", .none as StandingValue?)
        $0.set("ended", .none as StandingValue?)
      }
    case .contractChanged(let contract):
      let acv = try contract.acvAfter.amount
      edit(.contract, contract.contractID, event) { $0.set("acv", .money(acv)) }
    case .contractNoticeReceived(let contract):
      let effective = try contract.effective.calendarDay
      edit(.contract, contract.contractID, event) { $0.set("notice", .day(effective)) }
    case .contractEnded(let contract):
      edit(.contract, contract.contractID, event) {
        $0.set("ended", .choice(Wording.words(contract.reason)))
      }
    default: return
    }
  }

  mutating func takeService(_ event: HeldEvent) throws {
    switch event.data {
    case .escalationRaised(let raised):
      let due = raised.hasDue ? try raised.due.calendarDay : nil
      edit(.escalation, raised.escalationID, event) {
        $0.set("severity", .number(Int64(raised.severity)))
        $0.set("category", .choice(Wording.words(raised.category)))
        $0.set("contact", raised.hasContactID ? raised.contactID : nil)
        $0.set("raised", .day(event.day))
        $0.set("due", due.map { .day($0) })
        $0.set("state", "open")
      }
    case .escalationAcknowledged(let step): setState(step.escalationID, "acknowledged", event)
    case .escalationPaused(let step):
      setState(step.escalationID, "waits for the \(Wording.words(step.waitingOn))", event)
    case .escalationResumed(let step): setState(step.escalationID, "resumed", event)
    case .escalationResolved(let step): setState(step.escalationID, "resolved", event)
    case .escalationReopened(let step): setState(step.escalationID, "reopened", event)
    case .sentimentRated(let rated):
      edit(.sentiment, event.account, event) {
        $0.set("rating", .number(Int64(rated.rating)))
        $0.set("day", .day(event.day))
      }
    case .healthOverrideSet(let set):
      let expires = try set.expiresAt.calendarDay
      edit(.override, event.account, event) {
        $0.set("band", .choice(Wording.words(set.band)))
        $0.set("reason", set.reason)
        $0.set("expires", .day(expires))
        $0.set("state", "set")
      }
    case .healthOverrideCleared:
      edit(.override, event.account, event) { $0.set("state", "cleared") }
    default: return
    }
  }

  private mutating func setState(_ escalation: String, _ state: String, _ event: HeldEvent) {
    edit(.escalation, escalation, event) { $0.set("state", state) }
  }
}
