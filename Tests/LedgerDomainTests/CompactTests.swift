import LedgerDomain
import LedgerEvents
import Money
import Testing

/// The state of an account, written into bytes and read back, is the same state.
struct CompactTests {
  @Test(arguments: [21, 22, 23, 24] as [UInt64])
  func `The state of a valid history is read back as it was written`(seed: UInt64) throws {
    var business = RandomBusiness(seed: seed)
    let story = try Story("account/nordwerk")
    try expectSame(
      business.history(count: 300).map { try story.fact($0.0, on: $0.1) }, "seed \(seed)")
  }

  @Test(arguments: [31, 32] as [UInt64])
  func `So is a state that no rule would let come about`(seed: UInt64) throws {
    var dice = Dice(seed: seed)
    var business = RandomBusiness(seed: seed)
    var facts = try PropertyTests.examples().map(\.0)
    facts += business.history(count: 100).map(\.0) + PropertyTests.extremes
    let story = try Story("account/nordwerk")
    let shuffled = facts.shuffled(using: &dice) + facts.shuffled(using: &dice)
    try expectSame(
      shuffled.map { try story.fact($0, on: Bool.random(using: &dice) ? "2026-03-02" : nil) },
      "seed \(seed)")
  }

  @Test func `Every property of an account's state is read back`() throws {
    let facts = try Self.everything()
    try expectSame(facts, "everything")

    // What would keep one value all along could be forgotten without any test to tell.
    var properties = Properties()
    var state = AccountState()
    properties.note(state)
    for fact in facts {
      state.evolve(fact)
      properties.note(state)
    }
    for (path, values) in properties.values.sorted(by: { $0.key < $1.key }) {
      #expect(values.count > 1, "\(path) is always \(values)")
    }
    let new = Mirror(reflecting: AccountState()).children
    for (component, empty) in zip(Mirror(reflecting: state).children, new) {
      let value = try #require(component.value as? any Equatable)
      #expect(!value.isEqual(to: empty.value), "no fact touches \(component.label ?? "")")
    }
  }

  @Test func `Any text and any number is read back`() throws {
    let story = try Story("account/nordwerk")
    let texts = [
      "", "Größe-Ä", "u\u{308}ber", "\u{1F3ED}", "\0", String(repeating: "ß-", count: 63) + "ab",
      String(repeating: "x", count: 127), String(repeating: "x", count: 128),
      String(repeating: "lang ", count: 1_000),
    ]
    let numbers: [Int64] = [.min, .min + 1, -64, -1, 0, 1, 63, 64, 8_191, 8_192, .max - 1, .max]
    var facts: [Fact] = []
    for text in texts {
      facts.append(try story.fact(.merged(into: text), on: nil))
      facts.append(try story.fact(.interaction(text), on: nil))
      for number in numbers {
        facts.append(try story.fact(.order("\(text)\(number)", net: number), on: nil))
      }
      facts.append(try story.fact(.invoice(text, of: text, net: .min), on: nil))
      facts.append(try story.fact(.target(version: .max) { $0.period = text }, on: nil))
    }
    try expectSame(facts, "texts and numbers")

    // Texts are equal in whichever form an umlaut is written; the bytes tell the forms apart.
    var state = story.state
    for fact in facts { state.evolve(fact) }
    let bytes = try #require(state.compact())
    #expect(StreamState(compact: bytes).compact()?.sorted() == bytes.sorted())
  }

  @Test(arguments: ["employee/e-23", "plan/p", "health-model/m", "ledger"])
  func `Only accounts have a compact state`(subject: String) throws {
    #expect(try StreamState.empty(for: subject).compact() == nil)
  }

  /// After each of the facts, and with the next one folded into what was read.
  private func expectSame(_ facts: [Fact], _ which: Comment) throws {
    var state = try StreamState.empty(for: "account/nordwerk")
    var copy = StreamState(compact: try #require(state.compact()))
    try #require(copy == state, which)
    for fact in facts {
      state.evolve(fact)
      copy.evolve(fact)
      try #require(copy == state, which)
      copy = StreamState(compact: try #require(copy.compact()))
      try #require(copy == state, which)
    }
  }
}

extension Equatable {
  fileprivate func isEqual(to other: Any) -> Bool { other as? Self == self }
}

/// The values that each stored property of a state had, and of whatever the state is made of.
private struct Properties {
  private(set) var values: [String: Set<String>] = [:]

  mutating func note(_ state: AccountState) { note(state, at: "account") }

  private mutating func note(_ value: Any, at path: String) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .struct where hasParts(value), .tuple:
      for child in mirror.children { note(child.value, at: "\(path).\(child.label ?? "")") }
    case .optional:
      insert(mirror.children.isEmpty ? "absent" : "present", at: path)
      // One value is enough where there may be none.
      for child in mirror.children where hasParts(child.value) {
        note(child.value, at: "\(path)?")
      }
    case .collection, .set, .dictionary:
      insert(mirror.children.isEmpty ? "empty" : "filled", at: path)
      for child in mirror.children { note(child.value, at: "\(path)[]") }
    default: insert("\(value)", at: path)
    }
  }

  private func hasParts(_ value: Any) -> Bool {
    Mirror(reflecting: value).displayStyle == .struct
      && !(value is CalendarDay || value is PersonID)
  }

  private mutating func insert(_ value: String, at path: String) {
    values[path, default: []].insert(value)
  }
}

extension CompactTests {
  /// A history in which each property of an account's state, of its orders, its contacts and so on
  /// takes more than one value, and each optional is there and is not.
  private static func everything() throws -> [Fact] {
    let known: [Record.OneOf_Data] = [
      .account(), .location("kiel"), .location("lübeck"),
      .assignment("as-1", "e-17", from: 20_260_101), .assignmentEnd("as-1", to: 20_260_201),
      .assignment("as-2", "e-23", from: 20_260_201, as: .support),
      .handover(), .handoverItem(.needs), .handoverDone(),
      .contact("c-2"), .contactLeft("c-2", on: 20_260_301), .erased("c-2"),
      .interaction("in-1"), .interaction("in-2"), .review("rv-1"), .review("rv-2"),
      .action("ac-1"), .action("ac-2"), .actionDone("ac-1"),
      .plan(version: 1) { $0.goals = [.of("g-1"), .of("g-2")] }, .plan("ap-2", version: 3),
      .initiative("ini-1"), .initiative("ini-2"), .initiativeEnd("ini-1"),
      .opportunity("op-1"), .won("op-1"),
      .offer("of-1"), .offer("of-2", version: 2, for: "op-2"), .offerDecision("of-1"),
      .contract("ct-1"), .contractEnd("ct-1"),
      .contract("ct-2", to: nil) {
        $0.autoRenew = true
        $0.start = .on(20_260_201)
      },
      .order("or-1"), .order("or-2", net: -5), .cancellation("or-1", by: -100),
      .delivery("dl-1", net: 1), .delivery("dl-2", of: "or-2", net: 2),
      .invoice("iv-1"), .invoice("iv-2", of: "or-2", net: 7),
      .payment(5) { $0.deduction = .eur(2) }, .creditNote("cn-1", 1), .creditNote("cn-2", 1),
      .target(), .attained(),
      .target(version: 2) {
        $0.kpi = "margin"
        $0.period = "2026-Q2"
        $0.value.money = .eur(1)
      },
      .attained(version: 3) {
        $0.kpi = "margin"
        $0.period = "2026-Q2"
      },
      .target(version: 1) {
        $0.kpi = "ratio"
        $0.value.basisPoints = 1
      },
      .target(version: 1) {
        $0.kpi = "time"
        $0.value.days = 1
      },
      .escalation("es-1"), .acknowledged("es-1"), .paused("es-1"), .resolved("es-1"),
      .split([.of("e-17", 10_000)]),
      .split([]) { $0.opportunityID = "op-1" }, .split([]) { $0.contractID = "ct-1" },
      .decision("cd-1", [.of("e-17", 5), .of("e-23", -7)]), .decision("cd-2", [.of("e-17", 1)]),
      .decision("cd-3", []),
      .dispute("cd-1"), .dispute("cd-2"), .override(until: 20_260_401),
    ]
    let withoutDay: [Record.OneOf_Data] = [
      .handover("ho-2") { $0.toEmployeeID = "e-24" }, .handoverDone { $0.handoverID = "ho-2" },
      .contactLeft("c-1", on: 0), .opportunity("op-2"), .lost("op-2"), .contractEnd("ct-2"),
      .cancellation("or-2"), .writeOff(of: "iv-2", 1), .escalation("es-2"), .resolved("es-2"),
      .merged(into: "südwerk"),
    ]
    let story = try Story("account/nordwerk")
    let person = try #require(PersonID("00112233445566778899aabbccddeeff"))
    let contact = Fact(
      subject: story.subject, source: "urn:test", id: "c-1", actor: nil, day: nil,
      data: .contact("c-1"),
      personal: PersonalFacts(marks: [PersonalMark(person: person, retention: .contact)]))
    return try known.map { try story.fact($0, on: "2026-03-02") } + [contact]
      + withoutDay.map { try story.fact($0, on: nil) }
  }
}
