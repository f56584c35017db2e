import Foundation
import Testing

@testable import Journal

/// The journal as an array: what it should say, worked out in the plainest way.
private struct Model {
  struct Event: Equatable {
    let subject: String
    let id: String
    let text: String
    let occurred: Int64
  }

  var events: [Event] = []

  func last(_ subject: String) -> UInt32? {
    let count = events.count { $0.subject == subject }
    return count == 0 ? nil : UInt32(count - 1)
  }

  func revision(_ position: Int) -> UInt32 {
    UInt32(events[..<position].count { $0.subject == events[position].subject })
  }

  /// The receipts, or nil for a refusal; changes nothing then.
  mutating func append(_ batch: [Event], expecting: [String: ExpectedRevision]) -> [Receipt]? {
    let before = self
    var receipts: [Receipt] = []
    for event in batch {
      if let found = events.firstIndex(where: { $0.id == event.id }) {
        guard events[found] == event else {
          self = before
          return nil
        }
        receipts.append(
          Receipt(position: UInt64(found), revision: revision(found), isDuplicate: true))
        continue
      }
      for (subject, expected) in expecting {
        let last = before.last(subject)
        switch expected {
        case .any: break
        case .noStream where last == nil: break
        case .revision(let wanted) where wanted == last: break
        case .noStream, .revision:
          self = before
          return nil
        }
      }
      events.append(event)
      receipts.append(
        Receipt(
          position: UInt64(events.count - 1), revision: revision(events.count - 1),
          isDuplicate: false))
    }
    return receipts
  }
}

@Suite struct JournalModelTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func `Random appends, lookups and reopenings answer as an array does`(seed: UInt64) throws {
    let comment = Comment("seed \(seed)")
    let ledger = TemporaryLedger()
    var random = SeededRandom(seed: seed)
    var model = Model()
    var used = (taken: 0, refused: 0, repeated: 0)
    for _ in 0..<8 {
      let options = TemporaryLedger.tinyOptions(tail: Int.random(in: 2...24, using: &random))
      if Int.random(in: 0..<4, using: &random) == 0 {
        try? FileManager.default.removeItem(atPath: ledger.indexPath)
      }
      try ledger.use(options) { journal throws in
        for _ in 0..<Int.random(in: 5...40, using: &random) {
          let batch = (0..<Int.random(in: 1...6, using: &random)).map { _ in
            event(model, &random)
          }
          var expecting: [String: ExpectedRevision] = [:]
          if Bool.random(using: &random) {
            let subject = batch[0].subject
            let last = model.last(subject)
            expecting[subject] =
              Int.random(in: 0..<8, using: &random) == 0
              ? .noStream : last.map { .revision($0) } ?? .noStream
          }
          let wanted = model.append(batch, expecting: expecting)
          let got = try? journal.append(
            batch.map {
              testRecord($0.id, on: $0.subject, text: $0.text, occurred: $0.occurred)
            }, expecting: expecting)
          #expect(got == wanted, comment)
          used.taken += wanted?.count { !$0.isDuplicate } ?? 0
          used.repeated += wanted?.count { $0.isDuplicate } ?? 0
          used.refused += wanted == nil ? 1 : 0
          try look(journal, model, &random, comment)
        }
        #expect(
          try journal.verify()
            == .sound(size: UInt64(model.events.count), root: try journal.head().root), comment)
      }
    }
    // Each kind of answer must have been met, or the test says little.
    #expect(used.taken > 50 && used.refused > 3 && used.repeated > 10, comment)
  }

  private func event(_ model: Model, _ random: inout SeededRandom) -> Model.Event {
    let chance = Int.random(in: 0..<20, using: &random)
    if chance < 4, let old = model.events.randomElement(using: &random) { return old }
    let id =
      chance == 4
      ? model.events.randomElement(using: &random)?.id ?? "first"
      : "e\(UInt32.random(in: 0..<1_000_000, using: &random))"
    return Model.Event(
      subject: "account/a\(Int.random(in: 0..<9, using: &random))", id: id,
      text: "t\(Int.random(in: 0..<1_000, using: &random))",
      occurred: Int64.random(in: -30...30, using: &random))
  }

  private func look(
    _ journal: Journal, _ model: Model, _ random: inout SeededRandom, _ comment: Comment
  ) throws {
    let subject = "account/a\(Int.random(in: 0..<10, using: &random))"
    let wanted = model.events.indices.filter { model.events[$0].subject == subject }
      .sorted { (model.events[$0].occurred, $0) < (model.events[$1].occurred, $1) }
    let found = try journal.entries(of: subject)
    #expect(found.map(\.position) == wanted.map { UInt64($0) }, comment)
    #expect(found.map(\.revision) == wanted.map { model.revision($0) }, comment)
    if let position = model.events.indices.randomElement(using: &random) {
      let id = model.events[position].id
      #expect(try journal.position(source: "urn:test", id: id) == UInt64(position), comment)
    }
    #expect(try journal.position(source: "urn:test", id: "absent") == nil, comment)
    let inSession = try journal.write { session in
      try session.records(of: subject).map { $0.withUnsafeBytes { RecordHeader($0).position } }
    }
    #expect(inSession == wanted.map { UInt64($0) }.sorted(), comment)
  }
}
