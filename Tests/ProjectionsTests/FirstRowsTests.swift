import Dispatch
import Journal
import LMDB
import Synchronization
import Testing

@testable import Projections

/// The first question about commission makes its rows, in steps that a kill cannot undo.
struct FirstRowsTests {
  private let name = "commission"

  @Test(arguments: UInt64(1)...12)
  func `A first question that is stopped again and again ends in the rows of a rebuild`(
    _ seed: UInt64
  ) throws {
    var firm = try CommissionFirm(seed: seed)
    try firm.record(80)
    var view = CommissionView()
    let whole = Views(firm.ledger.history, in: firm.ledger.path, [view])
    var dice = SeededGenerator(seed: seed)
    var (stops, interruptions, isAnswered) = (0, 0, false)
    while !isAnswered {
      view.claimLimit = .random(in: 1...20, using: &dice)
      // More each time, since what was recorded meanwhile is taken up in one go at the end.
      let limit = Int.random(in: 1...8, using: &dice) + 3 * stops
      let records = StoppingRecords(firm.ledger.journal, after: limit)
      let views = Views(History(records), in: firm.ledger.path, [view])
      let answer = Result { try views.page(name) }
      switch answer {
      case .success(let page):
        #expect(page.rebuild == nil)
        isAnswered = true
      case .failure(let error):
        guard case .journal(.closed)? = error as? ProjectionError else { throw error }
        stops += 1
        if try whole.list(name).map(\.state) == [.interrupted] { interruptions += 1 }
        // Something is recorded between two attempts: what was begun is ended, then carried on.
        if stops % 3 == 0 { try firm.record(1) }
      }
    }
    let kept = try whole.digest(name)
    let made = try whole.rebuild(name)
    #expect(made == 2, "seed \(seed)")
    #expect(try whole.digest(name, made) == kept, "seed \(seed), \(stops) stops")
    #expect(interruptions > 0, "seed \(seed)")
  }

  @Test func `Several who ask first at once get the same rows, made once`() throws {
    var firm = try CommissionFirm(seed: 3)
    try firm.record(120)
    let ledger = firm.ledger
    let answers = Mutex<[String: Int]>([:])
    DispatchQueue.concurrentPerform(iterations: 6) { number in
      let answer: String
      do {
        let views = Views(History(ledger.journal), in: ledger.path, [CommissionView()])
        let page = try views.page(name, limit: 10_000)
        answer = "\(page.rebuild.map { "\($0)" } ?? "") \(page.rows.map(\.key))"
      } catch {
        answer = "\(number): \(error)"
      }
      answers.withLock { $0[answer, default: 0] += 1 }
    }
    let found = answers.withLock { $0 }
    #expect(found.count == 1, "\(found.keys.map { $0.prefix(200) })")
    let views = Views(ledger.history, in: ledger.path, [CommissionView()])
    #expect(try views.list(name).map(\.generation) == [1])
    #expect(try views.verify(name).isSound)
  }

  @Test func `Rows whose cursor names no beginning of the journal are made anew, and it is said`()
    throws
  {
    var firm = try CommissionFirm(seed: 5)
    try firm.record(60)
    let ledger = firm.ledger
    let views = Views(ledger.history, in: ledger.path, [CommissionView()])
    let kept = try views.page(name, limit: 10_000).rows.map(\.key)
    let digest = try views.digest(name)
    let store = try views.store(name, 1)
    let right = try #require(try store.cursor())
    let cursors: [(ViewCursor, ViewRebuild)] = [
      (
        ViewCursor(size: right.size + 9, root: right.root, format: right.format),
        .ahead(cursor: right.size + 9, size: right.size)
      ),
      (
        ViewCursor(size: right.size - 1, root: right.root, format: right.format),
        .otherHistory(size: right.size - 1)
      ),
      (
        ViewCursor(size: right.size, root: right.root, format: 1),
        .otherFormat(found: 1, known: right.format)
      ),
    ]
    for (cursor, reason) in cursors {
      try store.write { write in
        try store.put(cursor, &write)
        try write.delete(store.rows, Key(kept[0]))
      }
      let answer = try views.page(name, limit: 10_000)
      #expect(answer.rebuild == reason)
      #expect(answer.rows.map(\.key) == kept)
      #expect(try views.page(name).rebuild == nil)
    }
    #expect(try views.digest(name) == digest)
  }
}
