import Journal
import LedgerEvents
package import Projections

/// Whether there is a deal of some id at all, and which one was probably meant where there is none.
///
/// A deal is what a credit, a discount or a commission may be about: an opportunity, an offer, an
/// order, a contract or an invoice, also one that was taken back.
package struct DealSearch: Sendable {
  package let isKnown: Bool
  /// An id that is near enough for a slip of the pen.
  package let nearest: String?

  package init(
    _ id: String, _ history: History, _ clocks: Clocks = Clocks()
  ) throws(ProjectionError) {
    let size = try history.standpoint(clocks).size
    var isKnown = false
    var near: Set<String> = []
    do throws(JournalError) {
      try history.records.scan(to: size) { header, record in
        guard Self.isWanted(header.type), let found = Self.deal(Array(record)) else { return }
        if found == id {
          isKnown = true
        } else if NearestName.of(id, among: [found]) != nil {
          near.insert(found)
        }
      }
    } catch {
      throw .journal(error)
    }
    self.isKnown = isKnown
    nearest = isKnown ? nil : NearestName.of(id, among: near.sorted())
  }

  private static func isWanted(_ type: UInt32) -> Bool {
    switch type {
    case OpportunityIdentified.typeNumber, OfferSubmitted.typeNumber, OrderBooked.typeNumber,
      ContractSigned.typeNumber, InvoiceIssued.typeNumber, EventCorrected.typeNumber:
      true
    default: false
    }
  }

  private static func deal(_ record: [UInt8]) -> String? {
    guard let stored = try? StoredEvent(record), let data = try? stored.data() else { return nil }
    guard case .eventCorrected(let corrected) = data else { return id(data) }
    return (try? corrected.replacement.decoded(id: stored.id)).flatMap(id)
  }

  private static func id(_ data: Record.OneOf_Data) -> String? {
    switch data {
    case .opportunityIdentified(let event): event.opportunityID
    case .offerSubmitted(let event): event.offerID
    case .orderBooked(let event): event.orderID
    case .contractSigned(let event): event.contractID
    case .invoiceIssued(let event): event.invoiceID
    default: nil
    }
  }
}
