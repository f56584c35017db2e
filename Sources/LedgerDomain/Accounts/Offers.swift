import LedgerEvents
import Money

/// The offers handed to the customer, each in its newest version.
struct Offers: Equatable, Sendable {
  struct Offer: Equatable, Sendable {
    let opportunity: String
    var version: UInt32
    /// Whether the newest version was decided.
    var isDecided = false
    /// Whether any version was accepted, after which there is nothing left to offer.
    var isAccepted = false
  }

  private(set) var offers: [String: Offer] = [:]
}

extension Offers {
  mutating func evolve(_ submitted: OfferSubmitted) {
    guard var offer = offers[submitted.offerID] else {
      offers[submitted.offerID] = Offer(
        opportunity: submitted.opportunityID, version: submitted.version)
      return
    }
    offer.version = max(offer.version, submitted.version)
    offer.isDecided = false
    offers[submitted.offerID] = offer
  }

  mutating func evolve(_ decided: OfferDecided) {
    guard var offer = offers[decided.offerID] else { return }
    offer.isDecided = true
    if decided.result == .accepted { offer.isAccepted = true }
    offers[decided.offerID] = offer
  }
}

extension Offers {
  func decide(
    _ submitted: OfferSubmitted, of fact: Fact, _ opportunities: Opportunities,
    _ terms: LedgerTerms
  ) throws(Rejection) {
    let id = submitted.offerID
    try Required.identifier(id, at: "offer_id")
    try opportunities.requireOpen(submitted.opportunityID, on: fact.day)
    try Rejection.check(submitted.version, follows: offers[id]?.version, of: "offer \(id)")
    if let offer = offers[id] {
      if offer.isAccepted { throw settled(id) }
      guard offer.opportunity == submitted.opportunityID else {
        throw Rejection(
          .offerMoved, at: "opportunity_id",
          """
          offer \(id) belongs to opportunity \(offer.opportunity); name that one, or give the offer \
          for \(submitted.opportunityID) an id of its own
          """)
      }
    }
    let list = try terms.minor(submitted.list, .notNegative, at: "list")
    let net = try terms.minor(submitted.net, .notNegative, at: "net")
    guard net <= list else {
      throw Rejection(
        .netAboveList, at: "net",
        """
        the net value \(terms.text(net)) is above the list value \(terms.text(list)), which would be \
        a negative discount; raise the list value to what list prices give
        """)
    }
    if submitted.hasCost { try terms.minor(submitted.cost, .notNegative, at: "cost") }
    let last = try Required.day(submitted.validUntil, at: "valid_until")
    try Rejection.check(last, notBefore: fact.day, of: "the validity of offer \(id)")
  }

  func decide(_ decided: OfferDecided) throws(Rejection) {
    guard let offer = offers[decided.offerID] else {
      throw .unknown(.offer, decided.offerID, at: "offer_id")
    }
    try Required.choice(decided.result, at: "result")
    if offer.isDecided { throw settled(decided.offerID) }
  }

  func decide(_ approved: DiscountApproved, _ contracts: Contracts) throws(Rejection) {
    switch approved.deal {
    case .offerID(let id):
      guard offers[id] != nil else { throw .unknown(.offer, id, at: "offer_id") }
    case .contractID(let id): try contracts.requireKnown(id, at: "contract_id")
    case nil: throw Required.missing("offer_id")
    }
    try Required.basisPoints(approved.discountBp, at: "discount_bp")
    try Required.identifier(approved.approverID, at: "approver_id")
    try Required.text(approved.reason, at: "reason")
  }

  private func settled(_ id: String) -> Rejection {
    Rejection(
      .offerDecided, at: "offer_id",
      "offer \(id) is decided already; submit a new offer, or correct the decision")
  }
}

extension Offers: Compact {
  func write(to writer: inout StateWriter) { writer.write(offers) }

  init(from reader: inout StateReader) { offers = reader.read() }
}

extension Offers.Offer: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(opportunity)
    writer.write(version)
    writer.write(isDecided)
    writer.write(isAccepted)
  }

  init(from reader: inout StateReader) {
    opportunity = reader.read()
    version = reader.read()
    isDecided = reader.read()
    isAccepted = reader.read()
  }
}
