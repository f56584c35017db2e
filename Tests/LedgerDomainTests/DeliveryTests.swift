import LedgerDomain
import LedgerEvents
import Testing

struct DeliveryTests {
  /// An account with an order over 1000.00.
  private func ordered() throws -> Story {
    var story = try Story.nordwerk()
    try story.record(.order("or-1", net: 1_000_00))
    return story
  }

  @Test func `No more is delivered than was ordered, in lines that sum up`() throws {
    var story = try ordered()
    #expect(try story.code(.delivery("dl-1", of: "or-9")) == .unknownOrder)
    #expect(try story.code(.delivery("dl-1", net: 1_000_01)) == .deliveryAboveOrder)
    #expect(try story.code(.delivery("dl-1", net: -1)) == .wrongSign)
    let lines = [DeliveryMade.Line.of("p-1", 700_00), .of("rabatt", -100_00)]
    #expect(try story.code(.delivery("dl-1", net: 600_01) { $0.lines = lines }) == .linesDoNotSum)
    try story.record(.delivery("dl-1", net: 600_00) { $0.lines = lines })
    #expect(try story.code(.delivery("dl-1", net: 1)) == .duplicateDelivery)
    let rejection = try #require(try story.refusal(.delivery("dl-2", net: 400_01)))
    #expect(
      rejection.reason
        == """
        order or-1 is worth 1000.00 EUR, 600.00 EUR of it is delivered; another 400.01 EUR is too \
        much; record order.amended first if the order grew
        """)
    #expect(try story.code(.delivery("dl-2", net: 400_00)) == nil)
  }

  @Test func `An amended order takes more, and a retracted delivery is made again`() throws {
    var story = try ordered()
    try story.record(.delivery("dl-1", net: 1_000_00))
    #expect(try story.code(.delivery("dl-2", net: 1)) == .deliveryAboveOrder)
    try story.record(.amendment("or-1", by: 1))
    #expect(try story.code(.delivery("dl-2", net: 1)) == nil)
    try story.record(retraction("fact-2"))
    #expect(try story.code(.delivery("dl-1", net: 1_000_01)) == nil)
  }

  @Test func `Nothing is delivered of an order from the day it is cancelled`() throws {
    var story = try ordered()
    try story.record(.cancellation("or-1") { $0.cause = .supplier }, on: "2026-03-10")
    #expect(try story.code(.delivery("dl-1"), on: "2026-03-10") == .orderCancelled)
    #expect(try story.code(.delivery("dl-1"), on: "2026-03-09") == nil)
  }

  @Test func `A merged account still delivers and gets back what it began`() throws {
    var story = try ordered()
    try story.record(.invoice("iv-1"))
    try story.record(.payment(1_000_00))
    story.standings = ["nordwerk-ag": .registered]
    try story.record(.merged(into: "nordwerk-ag"))
    #expect(try story.code(.order("or-2")) == .accountMerged)
    #expect(try story.code(.delivery("dl-1")) == nil)
    #expect(try story.code(.reversal(1)) == nil)
  }
}
