import LedgerDomain
import LedgerEvents
import SwiftProtobuf
import Testing

struct CorrectionTests {
  private func order(_ id: String, _ net: Int64) -> OrderBooked {
    var data = OrderBooked()
    data.orderID = id
    data.net = .eur(net)
    return data
  }

  @Test func `What a correction says is what later facts are held against`() throws {
    var story = try Story.nordwerk()
    try story.record(.order("or-1", net: 1_000_00))
    #expect(try story.code(.invoice("iv-1", net: 1_900_00)) == .invoiceAboveOrder)
    try story.record(correction("fact-1", order("or-1", 1_900_00)))
    #expect(try story.code(.invoice("iv-1", net: 1_900_00)) == nil)
    #expect(try story.code(.invoice("iv-1", net: 1_900_01)) == .invoiceAboveOrder)
    try story.record(correction("fact-1", order("or-1", 1_500_00)))
    #expect(try story.code(.invoice("iv-1", net: 1_500_01)) == .invoiceAboveOrder)
  }

  @Test func `A retracted fact never happened, and a retraction can be taken back`() throws {
    var story = try Story.nordwerk()
    try story.record(.order("or-1"))
    try story.record(retraction("fact-1"))
    #expect(try story.code(.invoice("iv-1")) == .unknownOrder)
    #expect(try story.code(retraction("fact-1")) == .alreadyRetracted)
    #expect(try story.code(correction("fact-1", order("or-1", 1))) == .alreadyRetracted)
    #expect(try story.code(.order("or-1")) == nil)
    try story.record(retraction("fact-2"))
    #expect(try story.code(.invoice("iv-1")) == nil)
  }

  @Test func `A correction can move the day`() throws {
    var story = try Story.nordwerk()
    try story.record(.opportunity("op-1"), on: "2026-01-10")
    try story.record(.won("op-1"), on: "2026-02-10")
    #expect(try story.code(.stage("op-1"), on: "2026-02-20") == .opportunityClosed)
    var won = OpportunityWon()
    won.opportunityID = "op-1"
    won.value = .eur(1_000_00)
    #expect(try story.code(correction("fact-2", won, day: 20_260_230)) == .noSuchDay)
    #expect(try story.code(correction("fact-2", won, day: 20_260_109)) == .beforeItBegan)
    try story.record(correction("fact-2", won, day: 20_260_301))
    #expect(try story.code(.stage("op-1"), on: "2026-02-20") == nil)
  }

  @Test func `A correction names an event of its own subject, not itself, not a correction`() throws
  {
    var story = try Story.nordwerk()
    try story.record(.order("or-1"))
    let wrong = try #require(try story.refusal(retraction("fact-7")))
    #expect(wrong.code == .unknownEvent)
    #expect(wrong.reason.hasPrefix("event fact-7 of urn:test is not among the events of account/"))
    #expect(try story.code(retraction("fact-2")) == .correctsItself)
    #expect(try story.code(retraction("")) == .missingValue)

    try story.record(correction("fact-1", order("or-1", 1)))
    #expect(try story.code(correction("fact-2", order("or-1", 2))) == .correctsCorrection)
    var nested = EventRetracted()
    nested.targetEventID = "fact-0"
    nested.reason = "Unfug"
    #expect(try story.code(correction("fact-1", nested)) == .correctsCorrection)
  }

  @Test func `What holds instead must have been possible in its place`() throws {
    var story = try Story.nordwerk()
    try story.record(.order("or-1"))
    try story.record(.order("or-2"))
    #expect(try story.code(correction("fact-2", order("or-1", 1))) == .duplicateOrder)
    #expect(try story.code(correction("fact-2", order("or-3", -1))) == .wrongSign)
    var ledger = LedgerCreated()
    ledger.name = "x"
    #expect(try story.code(correction("fact-2", ledger)) == .wrongSubject)
    var empty = EventCorrected()
    empty.targetEventID = "fact-2"
    empty.reason = "leer"
    empty.replacement.type = 99
    #expect(try story.code(.eventCorrected(empty)) == .emptyReplacement)
  }

  @Test func `The event a correction needs is told before it is recorded`() throws {
    let story = try Story.nordwerk()
    var data = EventRetracted()
    data.targetEventID = "ev-1"
    #expect(
      try story.fact(.eventRetracted(data), on: nil).requiredEvent
        == EventReference(source: "urn:test", id: "ev-1"))
    data.targetSource = "urn:erp"
    #expect(
      try story.fact(.eventRetracted(data), on: nil).requiredEvent
        == EventReference(source: "urn:erp", id: "ev-1"))
    #expect(try story.fact(.order("or-1"), on: nil).requiredEvent == nil)
  }
}
