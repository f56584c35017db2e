import Money
import Testing

@testable import Projections

extension CommissionStory {
  /// What each payee gets, all events together.
  func amounts() throws -> [String: String] {
    var sums: [String: Amount] = [:]
    for line in try query().lines() {
      sums[line.payee] = try (sums[line.payee] ?? .zero(.eur)).adding(line.amount)
    }
    return sums.mapValues { "\($0)" }
  }

  /// What each line earns, in the order of the days.
  func events() throws -> [String] {
    let lines = try query().lines().sorted {
      ($0.trigger.day, $0.trigger.position) < ($1.trigger.day, $1.trigger.position)
    }
    return lines.map { "\($0.amount)" }
  }

  func credit(_ invoice: String, _ day: String, _ net: String) throws {
    try record(
      "credit_note.issued.v1", day,
      """
      {"credit_note_id":"g-\(invoice)-\(day)","invoice_id":"\(invoice)","net":\(euros(net)),\
      "cause":"customer"}
      """)
  }

  /// An opportunity that became the documents named in JSON.
  func win(_ value: String, _ becomes: String, seller: String? = "e-1") throws {
    let seller = seller.map { #","employee_id":"\#($0)""# } ?? ""
    try record(
      "opportunity.won.v1", "2026-02-01",
      #"{"opportunity_id":"op-1","value":\#(euros(value)),\#(becomes)\#(seller)}"#)
  }

  /// The stored rows, made account by account, say what one calculation over the journal says.
  func expectStoredRows() throws {
    let view = CommissionView()
    let views = Views(ledger.history, in: ledger.path, [view])
    _ = try views.digest(view.name)
    let rows = try CommissionRebuildTests.expected(ledger.history)
    #expect(try views.running(view).allRows() == rows)
  }
}
