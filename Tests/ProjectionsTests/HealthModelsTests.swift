import AccountHealth
import Foundation
import Journal
import LedgerEvents
import Money
import Testing

@testable import Projections

/// Which model scores: by the as-of day and by what was known.
struct HealthModelsTests {
  private let ledger: TestLedger

  init() throws {
    ledger = try TestLedger()
    try ledger.record(
      "account.registered.v1", on: "account/nordwerk", at: "2026-01-05",
      #"{"account_id":"nordwerk","name":"Nordwerk","sector":"Maschinenbau","country":"DE"}"#)
    try ledger.record(
      "interaction.recorded.v1", on: "account/nordwerk", at: "2026-01-06",
      #"{"interaction_id":"i-1","kind":"visit","contact_ids":[],"employee_ids":["e-1"]}"#)
  }

  /// KA-1 as the model "own": green begins at `green`.
  static func text(
    version: Int, green: Int, from: String, to: String? = nil
  ) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Schemas/health-models/ka-1.yaml").standardized
    let end = to.map { "\neffective_to: \($0)" } ?? ""
    return try String(contentsOf: file, encoding: .utf8)
      .replacing("model: ka-1\nversion: 1", with: "model: own\nversion: \(version)")
      .replacing("effective_from: 1970-01-01", with: "effective_from: \(from)\(end)")
      .replacing("green_from: 75", with: "green_from: \(green)")
  }

  @discardableResult
  private func publish(
    version: Int, green: Int, from: String, to: String? = nil, id: String? = nil
  ) throws -> UInt64 {
    try append(
      try Self.text(version: version, green: green, from: from, to: to),
      id: id ?? "own-\(version)")
  }

  /// A publication as it lies in the journal, whether its text is a model or not.
  @discardableResult
  private func append(_ text: String, id: String) throws -> UInt64 {
    var data = HealthModelVersionPublished()
    data.modelID = "own"
    data.version = 1
    // The text's own days count.
    data.effectiveFrom.yyyymmdd = 20_200_101
    data.text = text
    data.sha256 = String(repeating: "0", count: 64)
    let event = try ProposedEvent(
      id: id, source: "urn:test", subject: "health-model/own", occurrence: .unknown, data: data,
      actor: "tester")
    return try ledger.append([event])[0]
  }

  private func green(_ day: String, knownAt: KnownAt? = nil) throws -> Int {
    let clocks = Clocks(asOf: try CalendarDay(day), knownAt: knownAt)
    return try HealthQuery(ledger.history).assess("nordwerk", clocks: clocks).model.model.bands
      .green
  }

  @Test func `Without a publication the built-in model scores`() throws {
    let answer = try HealthQuery(ledger.history).assess(
      "nordwerk", clocks: Clocks(asOf: try CalendarDay("2026-02-20")))
    #expect(answer.model == ModelInForce(model: .keyAccount1, publication: nil))
    #expect(answer.assessment.modelID == "ka-1")
  }

  @Test func `The last one published among those that hold on the day scores`() throws {
    try publish(version: 1, green: 71, from: "2026-02-01")
    let first = try ledger.journal.head().size
    let second = try publish(version: 2, green: 72, from: "2026-03-01", to: "2026-04-01")
    // Published last, for days before the second as well.
    try publish(version: 3, green: 73, from: "2026-02-15", to: "2026-03-10")
    #expect(try green("2026-01-31") == 7_500)
    #expect(try green("2026-02-01") == 7_100)
    #expect(try green("2026-02-15") == 7_300)
    #expect(try green("2026-03-09") == 7_300)
    #expect(try green("2026-03-10") == 7_200)
    #expect(try green("2026-04-01") == 7_100)
    // What was known before the later two.
    #expect(try green("2026-03-10", knownAt: .size(first)) == 7_100)
    #expect(try green("2026-03-10", knownAt: .size(first - 1)) == 7_500)
    let answer = try HealthQuery(ledger.history).assess(
      "nordwerk", clocks: Clocks(asOf: try CalendarDay("2026-03-31")))
    #expect(answer.model.publication == second)
    #expect(answer.assessment.modelID == "own" && answer.assessment.modelVersion == 2)
  }

  @Test func `A retracted publication scores no longer, and did before`() throws {
    try publish(version: 1, green: 71, from: "2026-02-01", id: "wrong")
    let size = try ledger.journal.head().size
    try ledger.record(
      "event.retracted.v1", on: "health-model/own", at: "2026-02-02",
      #"{"target_event_id":"wrong","reason":"not agreed"}"#)
    #expect(try green("2026-03-01") == 7_500)
    #expect(try green("2026-03-01", knownAt: .size(size)) == 7_100)
  }

  @Test func `Stored rows follow what is published and retracted, as a rebuild does`() throws {
    for id in ["suedwerk", "westwerk"] {
      try ledger.record(
        "account.registered.v1", on: "account/\(id)", at: "2026-01-20",
        #"{"account_id":"\#(id)","name":"\#(id)","sector":"Bau","country":"DE"}"#)
    }
    let views = Views(ledger.history, in: ledger.path)
    func models() throws -> [String] {
      _ = try views.digest("health")
      let store = try views.running(HealthView())
      return try ["nordwerk", "suedwerk", "westwerk"].map { account in
        let row = try #require(try store.row(account))
        return try row.withUnsafeBytes { try HealthRow(stored: $0) }.model
      }
    }
    #expect(try models() == ["ka-1", "ka-1", "ka-1"])
    // Nordwerk's newest event lies before the first day of the model, those of the others after it.
    try publish(version: 1, green: 71, from: "2026-01-15", id: "own")
    #expect(try models() == ["ka-1", "own", "own"])
    #expect(try views.verify("health").isSound)
    let made = try views.rebuild("health", workers: 2)
    #expect(try views.digest("health", made) == (try views.digest("health")))
    try ledger.record(
      "event.retracted.v1", on: "health-model/own", at: "2026-02-02",
      #"{"target_event_id":"own","reason":"not agreed"}"#)
    #expect(try models() == ["ka-1", "ka-1", "ka-1"])
  }

  @Test func `A publication that cannot be read is named and does not score`() throws {
    let position = try append("model: own", id: "broken")
    let answer = try HealthQuery(ledger.history).assess(
      "nordwerk", clocks: Clocks(asOf: try CalendarDay("2026-02-20")))
    #expect(answer.model.publication == nil)
    #expect(answer.quarantined.map(\.position) == [position])
    #expect(answer.quarantined.first?.reason.contains("\"version\" is missing") == true)
  }

  @Test func `A change of the model is a part of its own`() throws {
    try ledger.record(
      "health.override_set.v1", on: "account/nordwerk", at: "2026-01-07",
      #"{"band":"red","reason":"r","expires_at":"2026-02-01"}"#)
    let before = try ledger.journal.head().size
    // The new model gives an account without escalations 60 points for it.
    let text = try Self.text(version: 1, green: 75, from: "2026-02-01").replacing(
      "{at: 0, points: 100}, {at: 3, points: 0}", with: "{at: 0, points: 60}, {at: 3, points: 0}")
    try append(text, id: "own-1")
    let day = try CalendarDay("2026-01-20")
    let answer = try HealthQuery(ledger.history).assess(
      "nordwerk", clocks: Clocks(asOf: try CalendarDay("2026-02-20")),
      since: .init(day, knownAt: .size(before)))
    let change = try #require(answer.change)
    // Nothing but the escalation load is known: 100 of 100 before, 60 of 100 after.
    #expect(change.parts.parts.map(\.step.change) == [0, 0, 0, -4_000])
    #expect(change.modelThen.publication == nil)
    #expect(change.newEvents.isEmpty && change.lateEvents.isEmpty)
  }
}
