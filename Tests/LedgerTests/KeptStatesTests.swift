import LedgerDomain
import LedgerEvents
import Testing

@testable import Ledger

/// More accounts than fit into memory: what was put away decides as what was kept.
struct KeptStatesTests {
  private static let accounts = (1...9).map { "werk-\($0)" }

  /// Two ledgers that are told the same.
  private let narrow: TemporaryLedger
  private let wide: TemporaryLedger

  init() throws {
    narrow = try TemporaryLedger()
    wide = try TemporaryLedger()
  }

  @Test func `Little room changes no decision`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var dice = Dice(seed: seed)
    let calendar = narrow.ledger.decisions.calendar
    let little = Decisions(
      calendar: calendar, vault: narrow.ledger.vault, directory: narrow.directory.path,
      factLimit: 25)
    for name in Self.accounts {
      _ = try outcome(little, narrow, [account(name)])
      _ = try outcome(wide.ledger.decisions, wide, [account(name)])
    }
    var refused = 0
    for number in 0..<700 {
      let events = try events(number, &dice)
      // Another process knows nothing of the states that are kept here.
      let isOther = Int.random(in: 0..<8, using: &dice) == 0
      let own = try outcome(isOther ? narrow.ledger.decisions : little, narrow, events)
      #expect(try outcome(wide.ledger.decisions, wide, events) == own, "seed \(seed), \(number)")
      if own.hasPrefix("refused") { refused += 1 }
    }
    #expect((50..<650).contains(refused), "both must occur: \(refused)")
    let told = try narrow.ledger.allEvents().dropFirst().map(\.id)
    #expect(try wide.ledger.allEvents().dropFirst().map(\.id) == told)
  }

  @Test func `Without a place for the file every stream is folded again`() throws {
    let decisions = Decisions(
      calendar: narrow.ledger.decisions.calendar, vault: narrow.ledger.vault,
      directory: narrow.directory["nowhere"], factLimit: 2)
    for round in 0..<4 {
      for name in Self.accounts {
        let event = round == 0 ? try account(name) : try order("\(name)-\(round)", on: name)
        #expect(try outcome(decisions, narrow, [event]) == "taken")
      }
    }
    #expect(try narrow.ledger.events(of: "account/werk-9").count == 4)
  }

  @Test func `What a refused unit made of a state does not come back`() throws {
    // So little room that each account puts the other one away.
    let decisions = Decisions(
      calendar: narrow.ledger.decisions.calendar, vault: narrow.ledger.vault,
      directory: narrow.directory.path, factLimit: 3)
    func take(_ events: ProposedEvent...) throws -> Bool {
      try outcome(decisions, narrow, events) == "taken"
    }
    #expect(try take(account("werk-1")))
    #expect(try take(account("werk-2")))
    #expect(
      try !take(order("o-1", on: "werk-1"), invoice("i-1", of: "o-none", on: "werk-2")))
    #expect(try take(order("o-2", on: "werk-1")))
    #expect(try take(order("o-3", on: "werk-2")))
    #expect(try !take(invoice("i-2", of: "o-1", on: "werk-1")))
    #expect(try take(invoice("i-3", of: "o-2", on: "werk-1")))
  }

  @Test func `A state that lost its room while it was asked is kept with the fact`() throws {
    let decisions = narrow.ledger.decisions
    var states = KeptStates(in: narrow.directory.path, factLimit: 16)
    let kept = KeptStates.Kept(try StreamState.empty(for: "account/werk-1"), 15)
    states.keep(kept, of: "account/werk-1")
    let large = KeptStates.Kept(try StreamState.empty(for: "account/werk-2"), 15)
    states.keep(large, of: "account/werk-2")
    states.evolve(kept, try decisions.fact(try account("werk-1"), []))
    let answer = states.state(of: "account/werk-1", after: 16)
    let found = try #require(answer)
    #expect(found.ask { $0.standing } == .registered)
  }

  @Test func `A state comes back as it was put, and only for its count of events`() throws {
    let file = StateFile(in: narrow.directory.path)
    var states: [StreamState] = []
    var state = try StreamState.empty(for: "account/werk-1")
    for number in 0..<400 {
      let event = try order("o-\(number)", on: "werk-1")
      state.evolve(try narrow.ledger.decisions.fact(event, []))
      states.append(state)
    }
    // Small and large ones in turn, so that room is given back and taken by others.
    for (number, state) in states.enumerated() {
      let bytes = try #require(state.compact())
      file.put(bytes, after: UInt32(number), of: "account/\(number % 7)")
      file.put(bytes, after: 1, of: "account/large-\(number % 3)")
      if number % 5 == 0 { file.remove("account/large-\(number % 3)") }
    }
    for number in 393..<400 {
      let subject = "account/\(number % 7)"
      #expect(file.state(of: subject, after: UInt32(number)) == states[number])
      #expect(file.state(of: subject, after: UInt32(number - 7)) == nil)
    }
    file.remove("account/0")
    #expect((393..<400).allSatisfy { file.state(of: "account/0", after: $0) == nil })
  }

  private func events(_ number: Int, _ dice: inout Dice) throws -> [ProposedEvent] {
    let name = Self.accounts.randomElement(using: &dice) ?? "werk-1"
    let other = Int.random(in: 0...number, using: &dice)
    let euros = "\(Int.random(in: 1...200, using: &dice)).00"
    switch Int.random(in: 0..<10, using: &dice) {
    case 0..<5: return [try order("o-\(number)", euros, on: name)]
    case 5..<8: return [try invoice("i-\(number)", of: "o-\(other)", euros, on: name)]
    case 8:
      // The second is refused more often than not and takes the first with it, whose account may
      // have been put away for the second one's.
      let second = Self.accounts.randomElement(using: &dice) ?? "werk-1"
      return [
        try order("o-\(number)", euros, on: name),
        try invoice("i-\(number)", of: "o-\(other)", "10.00", on: second),
      ]
    default:
      return [
        try fact(
          "undo-\(number)", "event.retracted",
          #"{"target_event_id":"order-o-\#(other)","reason":"no"}"#, on: "account/\(name)")
      ]
    }
  }

  private func outcome(
    _ decisions: Decisions, _ temporary: TemporaryLedger, _ events: [ProposedEvent]
  ) throws -> String {
    do {
      try decisions.record(events, in: temporary.ledger.journal)
      return "taken"
    } catch LedgerError.refused(let refusal) {
      return "refused: \(refusal)"
    }
  }
}
