import Foundation
import LMDB
import LedgerEvents
import Money
import SampleLedgerGenerator
import TransparencyLog

@testable import Projections

/// The events of a small sample ledger, with a plan that earns something on its orders.
enum SampleEvents {
  /// 12 accounts over a year: some 2,000 events.
  static let some = Result { try events(accounts: 12, seed: 7) }

  static func events(accounts: Int, seed: UInt64) throws -> [ProposedEvent] {
    var sample = try SampleLedger(
      SampleSettings(
        accounts: accounts, years: 1, seed: seed, start: CalendarDay(parsing: "2024-01-01"),
        currency: .eur))
    var bytes: [UInt8] = []
    while sample.writeDay(to: &bytes) {}
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    return [try plan()] + (try lines.map { try CloudEvents.parse(Array($0)) })
  }

  /// 5 % of every order for its seller.
  private static func plan() throws -> ProposedEvent {
    var event = CommissionPlanVersionPublished()
    event.planID = "seller"
    event.version = 1
    event.effectiveFrom = Day(try CalendarDay("2024-01-01"))
    event.text = """
      plan: seller
      version: 1
      effective_from: 2024-01-01
      currency: EUR
      rounding: half_up
      legal_type: provision
      clauses:
        - id: rate
          applies_to: {deal: order}
          anchor: booked
          credit:
            mode: split
            parties:
              - {to: seller, share: 100 %}
          base: net
          rate: 5 %
      """
    event.sha256 = String(repeating: "0", count: 64)
    return try ProposedEvent(
      id: "plan-seller-1", source: "urn:test", subject: "plan/seller",
      occurrence: .day(try CalendarDay("2024-01-01")), data: event)
  }
}

extension TestLedger {
  /// Appends the sample's events, in units of at most so many.
  func appendSample(_ range: Range<Int>? = nil, of size: Int = 500) throws {
    let events = try SampleEvents.some.get()
    let chosen = Array(events[range ?? 0..<events.count])
    for unit in chosen.chunks(of: size) { _ = try append(unit) }
  }
}

extension Views {
  /// The digest of a generation, brought to the head.
  func digest(_ name: String, _ generation: UInt32? = nil) throws -> String {
    let view = try definition(name)
    let store =
      try generation.map { try self.store(name, $0) } ?? running(view)
    _ = try store.catchUp(view, history)
    return try store.read { transaction, _ throws(LMDBError) in
      try store.digest(transaction)
    }.hexadecimal
  }
}
