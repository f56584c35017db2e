import AccountHealth
import Foundation
import Journal
import LedgerEvents
import Money
import Projections
import Testing
import TransparencyLog

@testable import Ledger

struct HealthModelPublishingTests {
  private let temporary: TemporaryLedger

  init() throws {
    temporary = try TemporaryLedger()
  }

  private func text(version: String = "1", green: String = "75") throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Schemas/health-models/ka-1.yaml").standardized
    return try String(contentsOf: file, encoding: .utf8)
      .replacing("model: ka-1\nversion: 1", with: "model: own\nversion: \(version)")
      .replacing("green_from: 75", with: "green_from: \(green)")
  }

  private func publish(_ text: String) throws -> RecordingOutcome {
    let path = temporary.directory["model.yaml"]
    try Data(text.utf8).write(to: URL(filePath: path))
    let (read, model) = try Ledger.readHealthModel(at: path)
    #expect(read == text)
    return try temporary.ledger.publishHealthModel(text: read, model, actor: "operations-1").outcome
  }

  private static func day(_ yyyymmdd: UInt32) -> Day {
    var day = Day()
    day.yyyymmdd = yyyymmdd
    return day
  }

  /// The event as somebody else would write it.
  private func record(
    _ change: (inout HealthModelVersionPublished) -> Void
  ) throws -> RecordingOutcome {
    var data = HealthModelVersionPublished()
    data.modelID = "own"
    data.version = 1
    data.effectiveFrom = Self.day(19_700_101)
    data.text = try text()
    change(&data)
    var bytes = data.text
    data.sha256 = bytes.withUTF8 { Hash.of(.init($0)).hexadecimal }
    return try temporary.ledger.record([
      ProposedEvent(
        id: "m-1", source: "urn:test", subject: "health-model/own", occurrence: .unknown,
        data: data, actor: "tester")
    ])
  }

  @Test func `The event of a model holds its bytes and their digest`() throws {
    #expect(try publish(text()).receipts?.map(\.isDuplicate) == [false])
    #expect(try publish(text()).receipts?.map(\.isDuplicate) == [true])
    let event = try #require(try temporary.ledger.events(of: "health-model/own").first)
    guard case .healthModelVersionPublished(let published) = try event.data() else {
      Issue.record("no model was published")
      return
    }
    #expect(published.text == (try text()) && published.version == 1)
    var bytes = try text()
    #expect(published.sha256 == bytes.withUTF8 { Hash.of(.init($0)).hexadecimal })
  }

  @Test func `A version says its number once, and the next one follows`() throws {
    #expect(try publish(text()).receipts != nil)
    let edited = try #require(try publish(text(green: "80")).refusal)
    #expect(edited.code == "version-not-ascending" && edited.member == "version")
    #expect(
      edited.reason == "version 1 of model own is published already; give this one version 2")
    #expect(try publish(text()).receipts?.map(\.isDuplicate) == [true])
    #expect(try publish(text(version: "2", green: "80")).receipts != nil)
    let models = try HealthModels(History(temporary.ledger.journal))
    #expect(models.published.map(\.text.model.bands.green) == [7_500, 8_000])
    #expect(models.inForce(on: try CalendarDay(parsing: "2026-01-01")).model.version == 2)
  }

  @Test func `What is no model, or another than its event says, is refused`() throws {
    let faulty = try #require(
      try record { $0.text = $0.text.replacing("weight: 30", with: "weight: 31") }.refusal)
    #expect(faulty.code == "model-invalid" && faulty.member == "text")
    #expect(faulty.reason.contains("11:3: the weights of the dimensions sum to 101"))
    let later = Self.day(20_260_101)
    let other = try #require(try record { $0.effectiveFrom = later }.refusal)
    #expect(other.member == "effective_from")
    #expect(
      other.reason.contains("the event says 2026-01-01, but the model's text says 1970-01-01"))
    let ended = try #require(try record { $0.effectiveTo = later }.refusal)
    #expect(ended.member == "effective_to")
    #expect(try record { _ in }.receipts != nil)
  }

  @Test func `A day ends at midnight in the ledger's time zone`() throws {
    for (day, end) in [
      ("2026-01-15", "2026-01-15T22:59:59.999999Z"), ("2026-07-15", "2026-07-15T21:59:59.999999Z"),
      // Summer time begins and ends in these nights.
      ("2026-03-28", "2026-03-28T22:59:59.999999Z"), ("2026-03-29", "2026-03-29T21:59:59.999999Z"),
      ("2026-10-25", "2026-10-25T22:59:59.999999Z"),
    ] {
      let found = try temporary.ledger.end(of: CalendarDay(parsing: day))
      #expect(found == (try Instant(parsing: end)), "\(day)")
    }
  }
}
