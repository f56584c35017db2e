import Foundation
import LedgerDomain
import LedgerEvents
import Money
import Testing

struct PropertyTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func `Every prefix of a valid history is accepted, and nothing begins twice`(
    seed: UInt64
  ) throws {
    var business = RandomBusiness(seed: seed)
    var story = try Story("account/nordwerk")
    for (data, day) in business.history(count: 300) {
      let before = story.state
      let rejection = try story.refusal(data, on: day)
      try #require(rejection == nil, Comment("seed \(seed): \(String(describing: rejection))"))
      #expect(story.state == before, Comment("seed \(seed): deciding changed the state"))
      try story.record(data, on: day)
      if business.begins(data) {
        let again = try story.code(data, on: day)
        #expect(again?.rawValue.hasPrefix("duplicate-") == true, Comment("seed \(seed): \(data)"))
      }
    }
  }

  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func `Folding never fails, whatever was recorded in whatever order`(seed: UInt64) throws {
    var dice = Dice(seed: seed)
    var business = RandomBusiness(seed: seed)
    var facts = try Self.examples()
    facts += business.history(count: 200).map { ($0.0, "account/nordwerk") }
    facts += Self.extremes.map { ($0, "account/nordwerk") }
    for subject in ["account/nordwerk", "employee/e-23", "plan/p", "health-model/m", "ledger"] {
      var story = try Story(subject)
      var state = story.state
      for (data, _) in facts.shuffled(using: &dice) + facts.shuffled(using: &dice) {
        let day = Bool.random(using: &dice) ? "2026-03-02" : nil
        // The answer does not matter here, only that there is one.
        _ = try story.refusal(data, on: day)
        state.evolve(try story.fact(data, on: day))
        try? story.record(data, on: day)
      }
      let all = try facts.shuffled(using: &dice).map { try story.fact($0.0, on: nil) }
      _ = try StreamState.replaying(all, of: subject)
    }
  }

  @Test func `Every released example is at home on its subject`() throws {
    let examples = try Self.examples()
    #expect(examples.count >= 95)
    for (data, subject) in examples {
      let code = try Story(subject).code(data)
      #expect(code != .wrongSubject && code != .unknownSubject, Comment("\(data)"))
    }
  }

  @Test func `Codes are kebab case and told apart`() {
    for code in RejectionCode.allCases {
      #expect(code.rawValue.allSatisfy { $0.isLowercase && $0.isASCII || $0 == "-" })
    }
    #expect(Set(RejectionCode.allCases.map(\.rawValue)).count == RejectionCode.allCases.count)
  }

  /// The payloads and subjects of the examples in `Schemas/events`.
  static func examples() throws -> [(Record.OneOf_Data, String)] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas/events")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "json" }
      .sorted { $0.path < $1.path }
      .map { file in
        let event = try CloudEvents.parse([UInt8](try Data(contentsOf: file)))
        let data = try Record.OneOf_Data(
          typeNumber: event.type.number, payload: event.payload)
        return (try #require(data), event.subject)
      }
  }

  /// Facts no rule would let through, at the ends of their ranges.
  static let extremes: [Record.OneOf_Data] = [
    .order("or-1", net: .max), .order("or-1", net: .min), .amendment("or-1", by: .max),
    .amendment("or-1", by: .max), .amendment("or-1", by: .min), .cancellation("or-1", by: .min),
    .cancellation("or-1", by: .min), .cancellation("or-1", by: .max), .cancellation("or-1"),
    .invoice("iv-1", net: .max), .invoice("iv-1", net: .min), .payment(.max), .payment(.max),
    .payment(.min), .creditNote("cn-1", .min), .creditNote("cn-2", .max), .writeOff(.min),
    .writeOff(.max), .plan(version: .max), .offer("of-1", version: .max), .target(version: .max),
    .contract("ct-1") { $0.start = .on(99_999_999) }, .contactLeft("c-1", on: 0),
    .renewal("ct-1", from: 1),
    .decision("cd-1", [.of("e-1", .max), .of("e-1", .max)]),
    .clawback(of: "cd-1", [.of("e-1", .min), .of("e-1", .min)]),
    .handover { $0.kind = .UNRECOGNIZED(-7) }, .handoverItem(.UNRECOGNIZED(.max)),
    .handoverItem(.UNRECOGNIZED(.min)), .assignment("", "", from: 0), .assignmentEnd("", to: 0),
    .interaction(""), .contact(""), .survey { $0.scaleMin = .max },
    .delivery("dl-1", net: .max), .delivery("dl-2", net: .max), .delivery("dl-3", net: .min),
    .payment(.max) { $0.deduction = .eur(.max) }, .payment(1) { $0.deduction = .eur(.min) },
    .reversal(.max), .reversal(.min), .attained(version: .max) { $0.clearValue() },
    .page(.max, of: ""), .page(0), .statement("2026-07") { $0.pages = .max },
    .statement("2026-08") { $0.payout = .eur(.max) },
    .statement("2026-09") { $0.total = .eur(.min) }, .payout("po-1", .max), .payout("po-2", .max),
    .statementDisputeSettled("sd-9"), .employeeLeft(on: 99_999_999), .rate(on: 99_999_999),
    .override(until: 99_991_231), .order("or-1", net: 0) { $0.net.currency = "" },
  ]
}
