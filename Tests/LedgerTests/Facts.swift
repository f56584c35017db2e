import LedgerEvents

/// An event as it comes from outside; a time of ten characters is a calendar day.
func fact(
  _ id: String, _ type: String, _ data: String, on subject: String = "account/nordwerk",
  at time: String? = "2026-03-02", actor: String? = nil, types: CustomTypes = .none
) throws -> ProposedEvent {
  try CloudEvents.parse(
    Array(line(id, type, data, on: subject, at: time, actor: actor).utf8), customTypes: types)
}

/// The same as a line of a file.
func line(
  _ id: String, _ type: String, _ data: String, on subject: String = "account/nordwerk",
  at time: String? = "2026-03-02", actor: String? = nil
) -> String {
  let name = type.contains(".v") ? type : "de.kontor.\(type).v1"
  var text = #"{"specversion":"1.0","id":"\#(id)","source":"urn:test","type":"\#(name)","#
  text += #""subject":"\#(subject)","#
  if let time {
    text +=
      time.count == 10
      ? #""time":"\#(time)T00:00:00Z","timeprecision":"day","# : #""time":"\#(time)","#
  }
  if let actor { text += #""actor":"\#(actor)","# }
  return text + #""data":\#(data)}"#
}

/// A plan of one clause about orders for their seller; `terms` are further lines of the clause.
func sellerPlan(
  version: Int = 1, from day: String = "2025-01-01", _ terms: String, head: String = ""
) -> String {
  """
  plan: grundplan
  version: \(version)
  effective_from: \(day)
  currency: EUR
  rounding: half_up
  legal_type: provision
  \(head)
  clauses:
    - id: grund
      applies_to: {deal: order}
      anchor: booked
      credit:
        mode: split
        parties:
          - {to: seller}
      base: net
      \(terms)
  """
}

func account(_ name: String = "nordwerk", at time: String? = "2026-01-02") throws -> ProposedEvent {
  try fact(
    "account-\(name)", "account.registered", accountData(name), on: "account/\(name)", at: time)
}

func accountData(_ name: String) -> String {
  #"{"account_id":"\#(name)","name":"Nordwerk Müller","sector":"machinery","country":"DE"}"#
}

func orderData(_ order: String, _ euros: String) -> String {
  #"{"order_id":"\#(order)","net":{"amount":"\#(euros)","currency":"EUR"}}"#
}

func order(
  _ order: String, _ euros: String = "100.00", on account: String = "nordwerk"
) throws -> ProposedEvent {
  try fact(
    "order-\(order)", "order.booked", orderData(order, euros), on: "account/\(account)")
}

func invoiceData(_ invoice: String, of order: String, _ euros: String) -> String {
  #"{"invoice_id":"\#(invoice)","order_id":"\#(order)","#
    + #""net":{"amount":"\#(euros)","currency":"EUR"},"due":"2026-04-30"}"#
}

func invoice(
  _ invoice: String, of order: String, _ euros: String = "100.00", on account: String = "nordwerk"
) throws -> ProposedEvent {
  try fact(
    "invoice-\(invoice)", "invoice.issued", invoiceData(invoice, of: order, euros),
    on: "account/\(account)", at: "2026-03-03")
}

func visit(_ id: String, at time: String?) throws -> ProposedEvent {
  try fact(id, "interaction.recorded", #"{"interaction_id":"\#(id)","kind":"visit"}"#, at: time)
}

func correction(
  _ id: String, of event: String, _ type: String, _ data: String
) throws -> ProposedEvent {
  try fact(
    id, "event.corrected",
    #"{"target_event_id":"\#(event)","reason":"Zahlendreher","#
      + #""replacement":{"type":"de.kontor.\#(type).v1","data":\#(data)}}"#)
}

func retraction(_ id: String, of event: String) throws -> ProposedEvent {
  try fact(
    id, "event.retracted", #"{"target_event_id":"\#(event)","reason":"Doppelt erfasst"}"#)
}
