import Importing
import LedgerEvents
import Testing

@testable import Ledger

/// A refusal for an account that is not there says which one was probably meant.
struct HintTests {
  private let temporary: TemporaryLedger

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account("nordwerk"), account("suedbau"))
  }

  private func reason(_ events: ProposedEvent...) throws -> String {
    let refusal = try #require(try temporary.ledger.record(events).refusal)
    #expect(refusal.code == "account-not-registered" && refusal.member == nil)
    return refusal.reason
  }

  @Test func `A mistyped account is answered with the one that was meant`() throws {
    #expect(
      try reason(order("or-1", on: "nordwrek"))
        == """
        account/nordwrek is not registered; record account.registered for it first; did you mean \
        account/nordwerk (Nordwerk Müller)?
        """)
    #expect(
      try reason(order("or-1", on: "westglas"))
        == "account/westglas is not registered; record account.registered for it first")
  }

  @Test func `Of a unit the account is named that it was refused for`() throws {
    let text = try reason(
      account("nordwerk-2"), order("or-1", on: "nordwerk"), order("or-2", on: "nordwerk-2"),
      order("or-3", on: "suedbua"), order("or-4", on: "nordwrek"))
    #expect(text.hasPrefix("account/suedbua is not registered"))
    #expect(text.hasSuffix("did you mean account/suedbau (Nordwerk Müller)?"))
  }

  @Test func `An account whose registration was taken back is no slip of the pen`() throws {
    try temporary.record(account("westglas"))
    try temporary.record(
      fact(
        "taken-back", "event.retracted",
        #"{"target_event_id":"account-westglas","reason":"doppelt"}"#, on: "account/westglas"))
    #expect(try reason(order("or-1", on: "westglas")).hasSuffix("for it first"))
  }

  @Test func `An import leaves its reasons as the rules give them`() throws {
    let report = try temporary.importEvents(
      Array(
        line("or-1", "order.booked", orderData("or-1", "1.00"), on: "account/nordwrek").utf8))
    #expect(report.firstRejected.map(\.reason).allSatisfy { !$0.contains("did you mean") })
    #expect(report.rejected == 1)
  }
}
