import Foundation
import Journal
import LedgerEvents
import Money
import Testing
import TransparencyLog

@testable import Ledger

struct CreationTests {
  private func terms(timeZone: String = "Europe/Berlin") -> Ledger.Terms {
    Ledger.Terms(name: "Nordwerk Vertrieb", currency: .eur, timeZone: timeZone)
  }

  @Test func `A ledger remembers what it was created with, and says it first`() throws {
    let directory = try TemporaryDirectory()
    let swiss = Ledger.Terms(
      name: "Zürich", currency: try Currency("CHF"), timeZone: "Europe/Zurich")
    try Ledger.create(at: directory["ledger"], terms: swiss, actor: "operator-1")
    let ledger = try Ledger(opening: directory["ledger"])
    defer { ledger.close() }
    #expect(ledger.terms == swiss)
    let events = try ledger.allEvents()
    let first = try #require(events.first)
    #expect(events.count == 1 && first.position == 0)
    #expect(first.type?.outsideName == "de.kontor.ledger.created.v1")
    #expect(first.subject == "ledger" && first.actor == "operator-1")
    guard case .ledgerCreated(let created) = try first.data() else {
      Issue.record("the first event creates no ledger")
      return
    }
    #expect(created.name == "Zürich" && created.currency == "CHF")
    #expect(created.timeZone == "Europe/Zurich")
  }

  @Test(arguments: ["Europe/Nowhere", "Berlin", "", "CET", "+02:00", "Europe/", "../etc/passwd"])
  func `A time zone that nobody knows is refused before anything is made`(zone: String) throws {
    let directory = try TemporaryDirectory()
    let error = #expect(throws: LedgerError.self) {
      try Ledger.create(at: directory["ledger"], terms: terms(timeZone: zone), actor: "operator-1")
    }
    guard case .unknownTimeZone(zone)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!FileManager.default.fileExists(atPath: directory["ledger"]))
  }

  @Test func `A directory that holds a ledger is not used for another`() throws {
    let temporary = try TemporaryLedger()
    let path = temporary.directory["ledger"]
    for _ in 0..<2 {
      let error = #expect(throws: LedgerError.self) {
        try Ledger.create(at: path, terms: terms(), actor: "operator-2")
      }
      guard case .journal(.exists(path, true))? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
    #expect(try temporary.ledger.allEvents().count == 1)
    temporary.ledger.close()
  }

  @Test func `A creation that was interrupted is finished by the next one`() throws {
    let directory = try TemporaryDirectory()
    try Journal.create(at: directory["ledger"])
    try Ledger.create(at: directory["ledger"], terms: terms(), actor: "operator-1")
    let ledger = try Ledger(opening: directory["ledger"])
    defer { ledger.close() }
    #expect(ledger.terms == terms())
  }

  @Test func `A journal that begins with anything else is no ledger`() throws {
    let directory = try TemporaryDirectory()
    let path = directory["ledger"]
    try Journal.create(at: path)
    expectNoLedger(path)
    do {
      let journal = try Journal(
        opening: path, options: .init(businessDay: { _ in 20_260_301 }))
      _ = try journal.write { session in
        try session.append([
          NewRecord(
            subject: "account/nordwerk", source: "urn:test", id: "1",
            time: .init(occurred: nil, businessDay: nil, precision: 5),
            type: AccountRegistered.typeNumber, payload: [])
        ])
      }
      journal.close()
    }
    expectNoLedger(path)
  }

  private func expectNoLedger(
    _ path: String, _ location: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: LedgerError.self, sourceLocation: location) {
      _ = try Ledger(opening: path)
    }
    guard case .notALedger(path)? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: location)
      return
    }
  }

  @Test func `Where there is nothing, nothing is opened`() throws {
    let directory = try TemporaryDirectory()
    let error = #expect(throws: LedgerError.self) {
      _ = try Ledger(opening: directory["ledger"])
    }
    #expect("\(try #require(error))".contains(directory["ledger"]))
    #expect(!FileManager.default.fileExists(atPath: directory["ledger"]))
  }

  @Test func `A ledger begins once and its beginning stands`() throws {
    let temporary = try TemporaryLedger()
    let again = try ProposedEvent(
      id: "again", source: "urn:test", subject: Ledger.subject, occurrence: .unknown,
      data: created("USD"))
    #expect(try temporary.record(again).code == "ledger-created")
    let retracted = try fact(
      "retract-it", "event.retracted",
      #"{"target_event_id":"ledger-created","target_source":"urn:kontor:ledger","reason":"x"}"#,
      on: "ledger")
    #expect(try temporary.record(retracted).code == "ledger-created")
    #expect(try temporary.record(account()).receipts?.count == 1)
  }

  private func created(_ currency: String) -> LedgerCreated {
    var created = LedgerCreated()
    created.name = "x"
    created.currency = currency
    created.timeZone = "Europe/Berlin"
    created.format = 1
    return created
  }
}
