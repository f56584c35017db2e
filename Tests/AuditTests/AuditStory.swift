import Audit
import Commission
import Foundation
import Journal
import Ledger
import LedgerEvents
import Money
import Projections
import Testing

/// A ledger whose figures are worked out by hand here, and every record of it at a known position.
///
/// Plan version 1 gives the seller 10 % of an order's net. January: o-1 over 100,000.00 on the 20th
/// earns 10,000.00; that is what the statement says. Then a year goes by:
///
///     late order o-3 of 30 January over 20,000.00       + 2,000.00
///     o-1 was 92,000.00, not 100,000.00                 −   800.00
///     plan version 2, 12 % from 25 January on:
///       o-3 gives 2,400.00 instead of 2,000.00          +   400.00
///     so January earns 11,600.00 instead of 10,000.00   + 1,600.00
///
/// Besides there are orders of other months, of somebody else, visits, invoices and an erasure, none
/// of which moves January.
final class AuditStory {
  let path: String
  private var opened: Ledger?
  /// The position of each event by its id.
  private(set) var positions: [String: UInt64] = [:]

  static let statement = "st-anna-2025-01"
  static let signatures = StatementDocument.Signatures(preparer: "e-2", approver: "chef")

  init() throws {
    path = NSTemporaryDirectory() + "kontor-audit-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try Ledger.create(
      at: ledgerPath,
      terms: Ledger.Terms(
        name: "Nordwerk Vertrieb", currency: .eur, timeZone: "Europe/Berlin"),
      actor: "e-2")
    opened = try Ledger(opening: ledgerPath)
    try begin()
  }

  deinit {
    opened?.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  var ledgerPath: String { path + "/ledger" }

  var ledger: Ledger {
    guard let opened else { preconditionFailure("the ledger was closed") }
    return opened
  }

  func position(_ id: String) throws -> UInt64 { try #require(positions[id], "\(id)") }

  /// Closes the ledger and copies its directory, which no thread of this process has open.
  func copied() throws -> String {
    opened?.close()
    opened = nil
    try FileManager.default.copyItem(atPath: ledgerPath, toPath: path + "/copy")
    return path + "/copy"
  }

  private func begin() throws {
    try record(
      "chef", "employee.registered", #"{"employee_id":"chef","valid_from":"2020-01-01"}"#,
      on: "employee/chef", at: "2020-01-01")
    try record(
      "anna", "employee.registered",
      #"{"employee_id":"anna","manager_id":"chef","valid_from":"2020-01-01"}"#,
      on: "employee/anna", at: "2020-01-01")
    try record(
      "nordwerk", "account.registered",
      #"{"account_id":"nordwerk","name":"Nordwerk","sector":"machinery","country":"DE"}"#,
      at: "2025-01-02")
    try publish(1, from: "2025-01-01", rate: "10 %")
    try book("o-1", "100000.00", at: "2025-01-20")
    try book("o-2", "50000.00", at: "2025-02-10")
  }

  /// Issues anna's statement for January.
  func issueJanuary() throws {
    let (outcome, _) = try ledger.issueStatement(
      of: "anna", for: Period(parsing: "2025-01"), Self.signatures, actor: "e-2")
    try note(outcome, ["st-anna-2025-01-page-1", "st-anna-2025-01"])
  }

  /// What is learnt after January was stated; `moving` alone holds what moves it.
  func goOn() throws {
    try book("b-1", "7000.00", by: "bert", at: "2025-01-15")
    try record(
      "visit-1", "interaction.recorded", #"{"interaction_id":"v-1","kind":"visit"}"#,
      at: "2025-02-03")
    try book("o-3", "20000.00", at: "2025-01-30")
    try book("o-4", "30000.00", at: "2025-03-05")
    try record(
      "invoice-1", "invoice.issued",
      #"{"invoice_id":"i-1","order_id":"o-1","net":{"amount":"92000.00","currency":"EUR"},"#
        + #""due":"2025-04-30"}"#, at: "2025-02-01")
    try record(
      "correction-1", "event.corrected",
      #"{"target_event_id":"order-o-1","reason":"Zahlendreher","replacement":"#
        + #"{"type":"de.kontor.order.booked.v1","data":{"order_id":"o-1","net":"#
        + #"{"amount":"92000.00","currency":"EUR"},"employee_id":"anna"}}}"#, at: "2025-02-20")
    try record(
      "contact-1", "contact.added",
      #"{"contact_id":"c-1","function":"purchasing","hierarchy":"head"}"#, at: "2025-02-21")
    try publish(2, from: "2025-01-25", rate: "12 %")
    try record(
      "erased-1", "contact.data_erased",
      #"{"contact_id":"c-1","request_ref":"DSGVO-17"}"#, at: "2025-11-03")
    try book("o-5", "1000.00", at: "2025-12-05")
  }

  static let moving = ["order-o-3", "correction-1", "grundplan-2"]

  func publish(_ version: Int, from day: String, rate: String) throws {
    let text = """
      plan: grundplan
      version: \(version)
      effective_from: \(day)
      currency: EUR
      rounding: half_up
      legal_type: provision
      clauses:
        - id: grund
          applies_to: {deal: order}
          anchor: booked
          credit:
            mode: split
            parties:
              - {to: seller}
          base: net
          rate: \(rate)
      """
    let outcome = try ledger.publishPlan(text: text, try Plan.parse(text), actor: "e-2")
    try note(outcome, ["grundplan-\(version)"])
  }

  func book(_ id: String, _ euros: String, by seller: String = "anna", at day: String) throws {
    try record(
      "order-\(id)", "order.booked",
      #"{"order_id":"\#(id)","net":{"amount":"\#(euros)","currency":"EUR"},"#
        + #""employee_id":"\#(seller)"}"#, at: day)
  }

  func record(
    _ id: String, _ type: String, _ data: String, on subject: String = "account/nordwerk",
    at day: String, actor: String = "e-2"
  ) throws {
    let json = """
      {"specversion":"1.0","id":"\(id)","source":"urn:test","type":"de.kontor.\(type).v1",
      "subject":"\(subject)","time":"\(day)T00:00:00Z","timeprecision":"day","actor":"\(actor)",
      "data":\(data)}
      """
    try note(try ledger.record([try CloudEvents.parse(Array(json.utf8))]), [id])
  }

  private func note(_ outcome: RecordingOutcome, _ ids: [String]) throws {
    guard case .committed(let receipts, _) = outcome else {
      Issue.record("\(ids): \(outcome)")
      return
    }
    for (id, receipt) in zip(ids, receipts) { positions[id] = receipt.position }
  }
}
