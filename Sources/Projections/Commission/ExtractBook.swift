import Commission
import LedgerEvents
import Money

/// What the books say in words beside the figures of the deals: the documents themselves, and the
/// customers' master data.
///
/// The engine needs no reasons, addresses or descriptions, so its facts do not carry them; they are
/// read here from the accounts that an extract is about.
struct ExtractBook: Sendable {
  typealias Key = DealBook.Key

  /// What was recorded about each document, in the order of the days.
  private(set) var documents: [Key: [HeldEvent]] = [:]
  /// Decisions that were recorded from another system, and what was said against them.
  private(set) var decisions: [String: CommissionDecided] = [:]
  private(set) var disputes: [HeldEvent] = []
  private var customers: [String: Customer] = [:]

  /// The types that are worth reading.
  static func isWanted(_ type: UInt32) -> Bool {
    switch type {
    case AccountRegistered.typeNumber, AccountDetailsChanged.typeNumber,
      AccountLocationAdded.typeNumber, OrderBooked.typeNumber, OrderAmended.typeNumber,
      OrderCancelled.typeNumber, DeliveryMade.typeNumber, InvoiceIssued.typeNumber,
      PaymentReceived.typeNumber, PaymentReversed.typeNumber, CreditNoteIssued.typeNumber,
      ReceivableWrittenOff.typeNumber, OpportunityWon.typeNumber, ContractSigned.typeNumber,
      ContractRenewed.typeNumber, ContractChanged.typeNumber, ContractEnded.typeNumber,
      CommissionDecided.typeNumber, CommissionDisputed.typeNumber,
      CommissionDisputeSettled.typeNumber:
      true
    default: false
    }
  }

  init(_ events: [HeldEvent]) {
    for event in events.sorted(by: { ($0.day, $0.position) < ($1.day, $1.position) }) {
      let account = String(event.stored.subject.dropFirst("account/".count))
      switch event.data {
      case .accountRegistered, .accountDetailsChanged, .accountLocationAdded:
        customers[account, default: Customer()].take(event)
      case .commissionDecided(let decided): decisions[decided.decisionID] = decided
      case .commissionDisputed, .commissionDisputeSettled: disputes.append(event)
      default:
        guard let (type, id) = event.data.document else { continue }
        documents[Key(account: account, type: type, id: id), default: []].append(event)
      }
    }
  }

  /// The customer as it was known on a day; what was recorded only later stands in for a gap.
  func customer(_ account: String, on day: CalendarDay) -> ExtractCustomer {
    let known = customers[account] ?? Customer()
    return ExtractCustomer(
      account: account, number: known.numbers.held(on: day) ?? account,
      name: known.names.held(on: day), address: known.addresses.held(on: day),
      country: known.countries.held(on: day))
  }

  /// The site of a customer by its name, else by its id.
  func site(_ id: String, of account: String) -> String { customers[account]?.sites[id] ?? id }

  private struct Customer {
    var names: [Dated] = []
    var numbers: [Dated] = []
    var addresses: [Dated] = []
    var countries: [Dated] = []
    var sites: [String: String] = [:]

    mutating func take(_ event: HeldEvent) {
      let day = event.day
      switch event.data {
      case .accountRegistered(let account):
        names.append(Dated(day: day, value: account.name))
        countries.append(Dated(day: day, value: account.country))
        if account.hasSourceKey { numbers.append(Dated(day: day, value: account.sourceKey)) }
      case .accountDetailsChanged(let change) where change.hasNew:
        switch change.field {
        case .name: names.append(Dated(day: day, value: change.new))
        case .address: addresses.append(Dated(day: day, value: change.new))
        case .country: countries.append(Dated(day: day, value: change.new))
        default: return
        }
      case .accountLocationAdded(let site):
        sites[site.locationID] = "\(site.name), \(site.country)"
      default: return
      }
    }
  }
}

/// A value from a day on.
private struct Dated {
  let day: CalendarDay
  let value: String
}

extension [Dated] {
  fileprivate func held(on day: CalendarDay) -> String? {
    (last { $0.day <= day } ?? first)?.value
  }
}

extension Record.OneOf_Data {
  /// The document that a fact is about.
  fileprivate var document: (DealType, String)? {
    switch self {
    case .orderBooked(let order): (.order, order.orderID)
    case .orderAmended(let order): (.order, order.orderID)
    case .orderCancelled(let order): (.order, order.orderID)
    case .deliveryMade(let delivery): (.order, delivery.orderID)
    case .invoiceIssued(let invoice): (.invoice, invoice.invoiceID)
    case .paymentReceived(let payment): (.invoice, payment.invoiceID)
    case .paymentReversed(let payment): (.invoice, payment.invoiceID)
    case .creditNoteIssued(let note): (.invoice, note.invoiceID)
    case .receivableWrittenOff(let loss): (.invoice, loss.invoiceID)
    case .opportunityWon(let won): (.opportunity, won.opportunityID)
    case .contractSigned(let contract): (.contract, contract.contractID)
    case .contractRenewed(let contract): (.contract, contract.contractID)
    case .contractChanged(let contract): (.contract, contract.contractID)
    case .contractEnded(let contract): (.contract, contract.contractID)
    default: nil
    }
  }
}
