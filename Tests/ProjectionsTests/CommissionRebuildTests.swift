import Commission
import Journal
import LMDB
import LedgerEvents
import Money
import Testing

@testable import Projections

/// The stored commission rows are made account by account and holder by holder; they must be what one
/// calculation over the whole journal says.
struct CommissionRebuildTests {
  /// The rows that the answers of a query come to.
  static func expected(_ history: History) throws -> [String: [UInt8]] {
    let query = try CommissionQuery(history)
    var rows: [String: [UInt8]] = [:]
    for line in try query.lines() {
      rows[CommissionView.lineKey(line.id)] =
        CommissionRow(
          payee: line.payee, account: line.account, deal: line.deal, day: line.trigger.day,
          amount: line.amount, payable: line.payable, position: line.trigger.position, lines: 1
        ).stored
    }
    for total in try query.totals() {
      rows[CommissionView.totalKey(total.payee, total.period, total.amount.currency)] =
        CommissionRow(
          payee: total.payee, account: nil, deal: nil, day: total.period.start,
          amount: total.amount, payable: total.payable, position: nil,
          lines: UInt64(total.lineCount)
        ).stored
    }
    return rows
  }

  @Test(arguments: UInt64(1)...24)
  func `Rows made in pieces are the lines and totals of one calculation`(_ seed: UInt64) throws {
    var firm = try CommissionFirm(seed: seed)
    let history = firm.ledger.history
    var view = CommissionView()
    let limit = [1, 3, 4_096][Int(seed % 3)] as UInt64
    view.claimLimit = limit
    let views = Views(history, in: firm.ledger.path, [view])
    for size in [60, 40] {
      try firm.record(size)
      let rows = try Self.expected(history)
      let note = Comment("seed \(seed), \(size) events more")
      let kept = try views.digest("commission")
      let stored = try views.running(view).allRows()
      #expect(stored.keys.sorted() == rows.keys.sorted(), note)
      #expect(stored == rows, note)
      for workers in [1, 2, 7] {
        let made = try views.rebuild("commission", workers: workers, batch: 2)
        #expect(try views.digest("commission", made) == kept, note)
        try views.discard("commission", made)
      }
      #expect(try views.verify("commission").isSound, note)
    }
    let failed = try CommissionQuery(history).failedDeals
    let quarantined = try views.page("commission").quarantined
    #expect(Set(failed.map(\.account)) == Set(quarantined.map(\.account)), "seed \(seed)")
    for account in quarantined {
      let positions = Set(failed.filter { $0.account == account.account }.map(\.position))
      #expect(account.quarantine.positions == positions.sorted(), "seed \(seed)")
    }
  }

  @Test(arguments: UInt64(1)...12)
  func `A rebuild that is stopped again and again ends in the same rows`(_ seed: UInt64) throws {
    var firm = try CommissionFirm(seed: seed)
    try firm.record(80)
    var view = CommissionView()
    view.claimLimit = 2
    let whole = Views(firm.ledger.history, in: firm.ledger.path, [view])
    let kept = try whole.digest("commission")
    var dice = SeededGenerator(seed: seed)
    var (stops, made) = (0, UInt32?.none)
    while made == nil {
      // Sometimes in the middle of an account, of a piece, or before the first of them.
      view.claimLimit = .random(in: 1...20, using: &dice)
      let records = StoppingRecords(firm.ledger.journal, after: .random(in: 1...30, using: &dice))
      let views = Views(History(records), in: firm.ledger.path, [view])
      do {
        made = try views.rebuild("commission", workers: stops % 3 + 1, batch: 1)
      } catch ProjectionError.journal(.closed) {
        stops += 1
        // Before anything of the generation was made there is none.
        let last = try whole.list("commission").last
        if last?.generation == 2 { #expect(last?.state == .interrupted) }
      }
    }
    #expect(made == 2)
    #expect(try whole.digest("commission", 2) == kept, "seed \(seed), \(stops) stops")
    // Nothing of the making stays beside the rows.
    let store = try whole.store("commission", 2)
    let notes = try store.read { transaction, _ throws(LMDBError) in
      try transaction.count(store.meta)
    }
    #expect(notes == 2, "cursor and rules")
  }
}
