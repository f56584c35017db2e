import Commission
import Foundation
import Journal
import LedgerEvents
import Testing
import TransparencyLog

@testable import Ledger

struct PlanPublishingTests {
  private let temporary: TemporaryLedger

  init() throws {
    temporary = try TemporaryLedger()
  }

  private func text(version: String = "1", rate: String = "5 %") -> String {
    """
    # Provision für Aufträge
    plan: sellers
    version: \(version)
    effective_from: 2026-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: own
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller, share: 100 %}
        base: net
        rate: \(rate)

    """
  }

  private func publish(_ text: String, actor: String = "operations-1") throws -> RecordingOutcome {
    let path = temporary.directory["plan.yaml"]
    try Data(text.utf8).write(to: URL(filePath: path))
    let (read, plan) = try Ledger.readPlan(at: path)
    #expect(read == text)
    return try temporary.ledger.publishPlan(text: read, plan, actor: actor)
  }

  @Test func `The event of a plan holds its bytes and their digest`() throws {
    #expect(try publish(text()).receipts?.map(\.isDuplicate) == [false])
    #expect(try publish(text()).receipts?.map(\.isDuplicate) == [true])
    let event = try #require(try temporary.ledger.events(of: "plan/sellers").first)
    guard case .commissionPlanVersionPublished(let published) = try event.data() else {
      Issue.record("no plan was published")
      return
    }
    #expect(published.text == text() && published.version == 1)
    var bytes = text()
    #expect(published.sha256 == bytes.withUTF8 { Hash.of(.init($0)).hexadecimal })
    #expect(event.actor == "operations-1")
  }

  @Test func `A version is published once; a change is a new version`() throws {
    try #require(try publish(text()).receipts != nil)
    let edited = try #require(try publish(text(rate: "6 %")).refusal)
    #expect(edited.code == "version-not-ascending" && edited.member == "version")
    #expect(
      edited.reason == "version 1 of plan sellers is published already; give this one version 2")
    #expect(try publish(text(version: "2", rate: "6 %")).receipts != nil)
    #expect(try publish(text(version: "4")).receipts != nil)
    #expect(try publish(text(version: "3")).code == "version-not-ascending")
    #expect(try temporary.ledger.publishedPlans().map(\.version) == [1, 2, 4])
    // The number that is free follows the newest version, not the one that was edited.
    #expect(try publish(text(rate: "7 %")).refusal?.reason.hasSuffix("version 5") ?? false)
  }

  /// It is the same publication by somebody else, and no version that ought to have another number.
  @Test func `The same bytes as another actor are another fact under the same id`() throws {
    try #require(try publish(text()).receipts != nil)
    #expect(try publish(text(), actor: "operations-2").code == "id-taken")
    #expect(try publish(text()).receipts?.map(\.isDuplicate) == [true])
  }

  @Test func `A version that no record can hold is refused`() throws {
    for version in ["1000001", "4294967296", "9223372036854775807"] {
      let error = #expect(throws: LedgerError.self) { try publish(text(version: version)) }
      #expect("\(try #require(error))".contains("/data/version"))
    }
    #expect(try publish(text(version: "1000000")).receipts != nil)
  }

  @Test func `A faulty plan file is named with the line of each fault`() throws {
    let path = temporary.directory["plan.yaml"]
    try Data(text(rate: "5").utf8).write(to: URL(filePath: path))
    let error = #expect(throws: LedgerError.self) { try Ledger.readPlan(at: path) }
    #expect("\(try #require(error))".hasPrefix("\(path):17:"))
  }

  @Test func `A plan file that cannot be read is named with the reason and what to do`() throws {
    for (path, reason) in [
      (temporary.directory["nothing.yaml"], "No such file or directory; check the path"),
      (temporary.directory.path, "Is a directory; name a file in it"),
    ] {
      let plan = #expect(throws: LedgerError.self) { try Ledger.readPlan(at: path) }
      #expect(plan.map { "\($0)" } == "\(path): the plan file cannot be read: \(reason)")
      let model = #expect(throws: LedgerError.self) { try Ledger.readHealthModel(at: path) }
      #expect(model.map { "\($0)" } == "\(path): the model file cannot be read: \(reason)")
    }
    let latin = temporary.directory["latin.yaml"]
    try Data([0x23, 0xFC, 0x0A]).write(to: URL(filePath: latin))
    let second = #expect(throws: LedgerError.self) { try Ledger.readPlan(at: latin) }
    #expect("\(try #require(second))".hasPrefix("\(latin): the plan file is not UTF-8"))
  }
}
