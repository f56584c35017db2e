import Journal
import Testing

@testable import Projections

/// Rows and cursor are one: when the journal cannot be read in the middle of a catch-up, the next one
/// goes on from where the rows stand.
struct FailedCatchUpTests {
  @Test(arguments: Views.names)
  func `A catch-up that fails at its first, second, third … reading loses nothing`(
    _ name: String
  ) throws {
    let ledger = try TestLedger()
    let records = FailingRecords(ledger.journal)
    let views = Views(History(records), in: ledger.path)
    try ledger.appendSample(0..<200)
    _ = try views.digest(name)
    // The first readings of a catch-up: heads and roots, then the records, then the streams.
    for reading in 0..<16 {
      try ledger.appendSample(200 + reading * 20..<220 + reading * 20)
      records.fail(after: reading)
      let digest = try? views.digest(name)
      let hasFailed = records.hasFailed
      records.fail(after: nil)
      #expect((digest == nil) == hasFailed, "reading \(reading)")
      #expect(reading > 8 || hasFailed, "reading \(reading) was never asked for")
      let made = try views.rebuild(name)
      #expect(try views.digest(name) == views.digest(name, made), "reading \(reading)")
      try views.discard(name, made)
    }
  }

  @Test(arguments: Views.names)
  func `A question ends although others go on recording`(_ name: String) throws {
    let ledger = try TestLedger()
    try ledger.appendSample(0..<300)
    let records = GrowingRecords(ledger, from: 300)
    let views = Views(History(records), in: ledger.path)
    for _ in 0..<3 {
      let before = try ledger.journal.size()
      let answer = try views.page(name)
      #expect(answer.speaksFor.size > before)
      #expect(try views.verify(name).isSound)
    }
    #expect(records.grown < 500)
  }
}
