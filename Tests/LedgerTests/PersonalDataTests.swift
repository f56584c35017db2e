import Foundation
import Importing
import Journal
import LedgerEvents
import StrictJSON
import Testing
import Vault

@testable import Ledger

struct PersonalDataTests {
  private let temporary: TemporaryLedger
  private var ledger: Ledger { temporary.ledger }

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account())
  }

  @Test func `The record has a digest of each value and no value`() throws {
    try temporary.record(contact("c-1", #"{"name":"Jürgen Groß","email":"jg@example.com"}"#))
    let event = try #require(try ledger.allEvents().last)
    #expect(try event.personal.map(\.name) == ["email", "name"])
    for text in ["Groß", "jg@example"] { #expect(!event.bytes.contains(utf8: text)) }
    let person = try #require(try ledger.person("account/nordwerk/c-1"))
    #expect(try event.personal.allSatisfy { $0.personID == person.id && $0.retention == .contact })
    let values = try ledger.disclosures(of: person.id, knownSize: .max).map(\.state.value)
    #expect(values == ["jg@example.com", "Jürgen Groß"])
    // A record with them is still a record that verifies.
    #expect(try ledger.soundSize() == 3)
  }

  @Test func `The same sent again is the same event, though its salts are others`() throws {
    let event = try contact("c-1", #"{"name":"Groß","email":"jg@example.com"}"#)
    let first = try #require(try temporary.record(event).receipts?.first)
    for _ in 0..<2 {
      let again = try #require(try temporary.record(event).receipts?.first)
      #expect(again.isDuplicate && again.position == first.position)
      try temporary.reopen()
    }
    // Of a duplicate nothing is left in the vault.
    #expect(try ledger.vault.entries().count == 2)
    for other in [
      #"{"name":"Gross","email":"jg@example.com"}"#, #"{"name":"Groß"}"#,
      #"{"name":"Groß","email":"jg@example.com","phone":"1"}"#,
    ] {
      #expect(try temporary.record(contact("c-1", other)).refusal?.code == "id-taken", "\(other)")
    }
    #expect(try temporary.record(contact("c-1", nil)).refusal?.code == "id-taken")
    try temporary.reopen()
    #expect(try ledger.vault.entries().count == 2)
  }

  @Test func `Copies within one file are recognised before any of them is recorded`() throws {
    let line = contactLine("c-1", #"{"name":"Groß","title":"Dr."}"#)
    let other = contactLine("c-1", #"{"name":"Groz","title":"Dr."}"#)
    let report = try temporary.importEvents(
      Array([line, line, other, line].joined(separator: "\n").utf8))
    #expect(report.accepted == 1 && report.duplicates == 2 && report.rejected == 1)
    try temporary.reopen()
    #expect(try ledger.vault.entries().count == 2)
    #expect(try ledger.privacyReport().isWhole)
  }

  @Test func `A contact's values are found by the contact`() throws {
    try temporary.record(contact("c-1", #"{"name":"Groß"}"#), contact("c-2", nil))
    try temporary.record(
      noted("i-1", ["c-1"], #"{"notes":"über c-1"}"#),
      noted("i-2", ["c-1", "c-2"], #"{"contact":"c-2","notes":"über c-2"}"#))
    let (first, second) = try (
      #require(try ledger.person("account/nordwerk/c-1")),
      #require(try ledger.person("account/nordwerk/c-2"))
    )
    #expect(first.id != second.id)
    #expect(
      try ledger.disclosures(of: first.id, knownSize: .max).map(\.state.value)
        == ["Groß", "über c-1"])
    #expect(
      try ledger.disclosures(of: second.id, knownSize: .max).map(\.state.value) == ["über c-2"])
    // What was known before is what is disclosed of then.
    #expect(try ledger.disclosures(of: first.id, knownSize: 3).count == 1)
  }

  @Test func `Values about nobody, several, or somebody else are refused`() throws {
    try temporary.record(contact("c-1", #"{"name":"Groß"}"#), contact("c-2", nil))
    let size = try ledger.journal.head().size
    let stranger = String(repeating: "7", count: 32)
    for (contacts, personal, code) in [
      ([], #"{"notes":"x"}"#, "missing-value"),
      (["c-1", "c-2"], #"{"notes":"x"}"#, "missing-value"),
      (["c-1"], #"{"contact":"c-9","notes":"x"}"#, "unknown-contact"),
      (["c-1"], #"{"person":"\#(stranger)","notes":"x"}"#, "person-differs"),
    ] {
      let outcome = try temporary.record(noted("i-\(code)", contacts, personal))
      #expect(outcome.refusal?.code == code, "\(personal)")
    }
    #expect(try ledger.journal.head().size == size)
    try temporary.reopen()
    #expect(try ledger.vault.entries().count == 1)
  }

  @Test func `An employee's name has a key of its own`() throws {
    try temporary.record(
      fact(
        "e-1", "employee.registered", #"{"employee_id":"e-23","valid_from":"2026-01-02"}"#,
        on: "employee/e-23", personal: #"{"name":"Inge Ohm"}"#))
    let person = try #require(try ledger.person("employee/e-23"))
    #expect(try ledger.vault.entries(of: person.id).map(\.retention) == [.employee])
  }

  @Test func `What was exported has digests, and becomes the same records again`() throws {
    try temporary.record(
      contact("c-1", #"{"name":"Groß"}"#), noted("i-1", ["c-1"], #"{"notes":"Segeln"}"#))
    let exported = try ledger.exported(.ndjson)
    for text in ["Groß", "Segeln"] { #expect(!exported.contains(utf8: text)) }
    let copy = try TemporaryLedger()
    let report = try copy.importEvents(exported, format: nil)
    #expect(report.rejected == 0 && report.accepted == 3)
    let (left, right) = try (copy.ledger.allEvents(), ledger.allEvents())
    for (copied, original) in zip(left.dropFirst(), right.dropFirst()) {
      #expect(try copied.personal == original.personal)
    }
    // The copy has no vault, and says so of each value.
    #expect(!copy.ledger.vault.isThere)
    let found = try copy.ledger.privacyReport()
    #expect(found.rows.map(\.missing) == [2] && !found.isWhole)
    // Sent to the ledger that it came from it is nothing new.
    #expect(try temporary.importEvents(exported, as: "again", format: nil).accepted == 0)
  }

  @Test func `A missing master key stops what has values, and nothing else`() throws {
    try temporary.record(contact("c-1", #"{"name":"Groß"}"#))
    try FileManager.default.removeItem(atPath: temporary.directory["ledger"] + "/keys/vault-master")
    try temporary.reopen()
    let lines = [
      contactLine("c-2", #"{"name":"Łuczak"}"#),
      line("v-1", "interaction.recorded", #"{"interaction_id":"v-1","kind":"visit"}"#),
    ]
    let report = try temporary.importEvents(Array(lines.joined(separator: "\n").utf8))
    #expect(report.accepted == 1 && report.rejected == 1)
    let rejects = try String(contentsOfFile: temporary.directory["rejects.ndjson"], encoding: .utf8)
    #expect(rejects.contains("master key") && rejects.contains("KONTOR_VAULT_KEY"))
    #expect(throws: LedgerError.self) {
      try temporary.record(contact("c-3", #"{"name":"Ohm"}"#))
    }
    let found = try ledger.privacyReport()
    #expect(!found.isWhole)
    guard case .masterKeyMissing? = found.problem else {
      Issue.record("\(String(describing: found.problem))")
      return
    }
  }

  @Test func `A vault begun anew knows whom the records are about`() throws {
    try temporary.record(contact("c-1", #"{"name":"Groß"}"#))
    let person = try #require(try ledger.person("account/nordwerk/c-1")).id
    for name in ["vault", "keys"] {
      ledger.vault.close()
      try FileManager.default.removeItem(atPath: temporary.directory["ledger"] + "/" + name)
    }
    try temporary.reopen()
    try temporary.record(noted("i-1", ["c-1"], #"{"notes":"Segeln"}"#))
    #expect(try ledger.person("account/nordwerk/c-1")?.id == person)
    #expect(
      try ledger.disclosures(of: person, knownSize: .max).map(\.state.value)
        == [nil, "Segeln"])
  }

  @Test func `The name that holds is the newest`() throws {
    try temporary.record(
      contact("c-1", #"{"name":"Ana Ohm","title":"Dr."}"#), contact("c-2", nil))
    try temporary.record(
      fact(
        "k-1", "event.corrected",
        #"{"target_event_id":"contact-c-1","reason":"Heirat","replacement":"#
          + #"{"type":"de.kontor.contact.added.v1","data":\#(contactData("c-1"))}}"#,
        personal: #"{"contact":"c-1","name":"Ana Łuczak"}"#))
    let names = try ledger.contactNames(of: "nordwerk", knownSize: .max)
    #expect(names.map(\.contact) == ["c-1", "c-2"])
    #expect(names.map(\.state) == [.named(name: "Ana Łuczak", title: "Dr."), .unnamed])
    #expect(
      try ledger.contactNames(of: "nordwerk", knownSize: 4).first?.state
        == .named(name: "Ana Ohm", title: "Dr."))
  }
}
