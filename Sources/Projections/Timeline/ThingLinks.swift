import LedgerEvents
import Money

/// Which opportunity, order, contract or escalation an event is about, also through another thing.
struct ThingLinks {
  private var opportunityOfOffer: [String: String] = [:]
  private var opportunityOfOrder: [String: String] = [:]
  private var opportunityOfContract: [String: String] = [:]
  private var orderOfInvoice: [String: String] = [:]
  private var contractOfOrder: [String: String] = [:]

  init(_ entries: [TimelineEntry]) {
    for entry in entries where !entry.isRetracted {
      let account = entry.account
      switch entry.data {
      case .offerSubmitted(let offer):
        opportunityOfOffer[account + "/" + offer.offerID] = offer.opportunityID
      case .opportunityWon(let won):
        if won.hasOrderID { opportunityOfOrder[account + "/" + won.orderID] = won.opportunityID }
        if won.hasContractID {
          opportunityOfContract[account + "/" + won.contractID] = won.opportunityID
        }
      case .invoiceIssued(let invoice):
        orderOfInvoice[account + "/" + invoice.invoiceID] = invoice.orderID
      case .orderBooked(let order):
        if order.hasContractID { contractOfOrder[account + "/" + order.orderID] = order.contractID }
      default: continue
      }
    }
  }

  /// The id of the group an entry belongs to; nil where it belongs to none.
  func id(of entry: TimelineEntry, by key: TimelineGroups.Key) -> String? {
    if key == .month { return String("\(entry.day)".prefix(7)) }
    guard let data = entry.data else { return nil }
    let account = entry.account
    var things = NamedThings(data)
    if things.order == nil, let invoice = things.invoice {
      things.order = orderOfInvoice[account + "/" + invoice]
    }
    if things.contract == nil, let order = things.order {
      things.contract = contractOfOrder[account + "/" + order]
    }
    switch key {
    case .order: return things.order
    case .contract: return things.contract
    case .escalation: return things.escalation
    case .opportunity:
      if let opportunity = things.opportunity { return opportunity }
      if let offer = things.offer, let behind = opportunityOfOffer[account + "/" + offer] {
        return behind
      }
      if let order = things.order, let behind = opportunityOfOrder[account + "/" + order] {
        return behind
      }
      return things.contract.flatMap { opportunityOfContract[account + "/" + $0] }
    case .month: return nil
    }
  }
}

/// The things an event names itself.
private struct NamedThings {
  var opportunity: String?
  var offer: String?
  var contract: String?
  var order: String?
  var invoice: String?
  var escalation: String?

  init(_ data: Record.OneOf_Data) {
    switch data {
    case .opportunityIdentified(let event): opportunity = event.opportunityID
    case .opportunityStageChanged(let event): opportunity = event.opportunityID
    case .opportunityWon(let event):
      opportunity = event.opportunityID
      order = event.hasOrderID ? event.orderID : nil
      contract = event.hasContractID ? event.contractID : nil
    case .opportunityLost(let event): opportunity = event.opportunityID
    case .offerSubmitted(let event): (offer, opportunity) = (event.offerID, event.opportunityID)
    case .offerDecided(let event): offer = event.offerID
    case .discountApproved(let event):
      offer = event.offerID.isEmpty ? nil : event.offerID
      contract = event.contractID.isEmpty ? nil : event.contractID
    case .contractSigned(let event): contract = event.contractID
    case .contractRenewed(let event): contract = event.contractID
    case .contractChanged(let event): contract = event.contractID
    case .contractNoticeReceived(let event): contract = event.contractID
    case .contractEnded(let event): contract = event.contractID
    case .orderBooked(let event):
      order = event.orderID
      contract = event.hasContractID ? event.contractID : nil
    case .orderAmended(let event): order = event.orderID
    case .orderCancelled(let event): order = event.orderID
    case .deliveryMade(let event): order = event.orderID
    case .invoiceIssued(let event): (invoice, order) = (event.invoiceID, event.orderID)
    case .paymentReceived(let event): invoice = event.invoiceID
    case .paymentReversed(let event): invoice = event.invoiceID
    case .creditNoteIssued(let event): invoice = event.invoiceID
    case .receivableWrittenOff(let event): invoice = event.invoiceID
    case .commissionSplitAgreed(let event):
      take(event.opportunityID, event.orderID, event.contractID)
    case .commissionSplitRevised(let event):
      take(event.opportunityID, event.orderID, event.contractID)
    case .escalationRaised(let event): escalation = event.escalationID
    case .escalationAcknowledged(let event): escalation = event.escalationID
    case .escalationPaused(let event): escalation = event.escalationID
    case .escalationResumed(let event): escalation = event.escalationID
    case .escalationResolved(let event): escalation = event.escalationID
    case .escalationReopened(let event): escalation = event.escalationID
    default: return
    }
  }

  private mutating func take(_ opportunity: String, _ order: String, _ contract: String) {
    if !opportunity.isEmpty { self.opportunity = opportunity }
    if !order.isEmpty { self.order = order }
    if !contract.isEmpty { self.contract = contract }
  }
}
