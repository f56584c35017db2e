/// What facts introduce under an id and later facts refer to by it.
struct Thing {
  let name: String
  /// The event that introduces it.
  let event: String
  /// The code for referring to one nobody introduced; things that nothing refers to share one.
  let unknown: RejectionCode
  /// The code for introducing it twice; what comes in versions has one of its own.
  let duplicate: RejectionCode

  private init(
    _ name: String, by event: String, _ unknown: RejectionCode, _ duplicate: RejectionCode
  ) {
    self.name = name
    self.event = event
    self.unknown = unknown
    self.duplicate = duplicate
  }

  static let location = Thing(
    "location", by: "account.location_added", .unknownLocation, .duplicateLocation)
  static let assignment = Thing(
    "assignment", by: "assignment.started", .unknownAssignment, .duplicateAssignment)
  static let handover = Thing(
    "handover", by: "handover.initiated", .unknownHandover, .duplicateHandover)
  static let contact = Thing("contact", by: "contact.added", .unknownContact, .duplicateContact)
  static let interaction = Thing(
    "interaction", by: "interaction.recorded", .unknownEvent, .duplicateInteraction)
  static let review = Thing("review", by: "review.held", .unknownEvent, .duplicateReview)
  static let action = Thing("action", by: "action.agreed", .unknownAction, .duplicateAction)
  static let goal = Thing("goal", by: "plan.version_published", .unknownGoal, .duplicateGoal)
  static let initiative = Thing(
    "initiative", by: "initiative.started", .unknownInitiative, .duplicateInitiative)
  static let opportunity = Thing(
    "opportunity", by: "opportunity.identified", .unknownOpportunity, .duplicateOpportunity)
  static let offer = Thing("offer", by: "offer.submitted", .unknownOffer, .versionNotAscending)
  static let contract = Thing(
    "contract", by: "contract.signed", .unknownContract, .duplicateContract)
  static let order = Thing("order", by: "order.booked", .unknownOrder, .duplicateOrder)
  static let delivery = Thing(
    "delivery", by: "delivery.made", .unknownEvent, .duplicateDelivery)
  static let invoice = Thing("invoice", by: "invoice.issued", .unknownInvoice, .duplicateInvoice)
  static let creditNote = Thing(
    "credit note", by: "credit_note.issued", .unknownEvent, .duplicateCreditNote)
  static let escalation = Thing(
    "escalation", by: "escalation.raised", .unknownEscalation, .duplicateEscalation)
  static let decision = Thing(
    "commission decision", by: "commission.decided", .unknownDecision, .duplicateDecision)
  static let adjustment = Thing(
    "adjustment", by: "commission.adjusted", .unknownEvent, .duplicateAdjustment)
  static let statement = Thing(
    "statement", by: "commission.statement_issued", .unknownStatement, .duplicateStatement)
  static let payout = Thing("payout", by: "commission.paid_out", .unknownEvent, .duplicatePayout)
  static let statementDispute = Thing(
    "dispute", by: "commission_statement.disputed", .unknownDispute, .duplicateDispute)
}
