import Foundation
import StrictJSON
import SwiftProtobuf
import Testing

@testable import LedgerEvents

/// The member `personal` of an event, and what becomes of it in a record.
struct PersonalTests {
  private static let secret = "Zwiebelkopf"

  private func text(_ personal: String, type: String = "contact.added", first: Bool = false)
    -> String
  {
    let data =
      type == "contact.added"
      ? #"{"contact_id":"c-1","function":"purchasing","hierarchy":"head"}"#
      : #"{"interaction_id":"i-1","kind":"visit"}"#
    let part = #""personal":\#(personal),"#
    return #"{"specversion":"1.0",\#(first ? part : "")"id":"1","source":"urn:t","#
      + #""type":"de.kontor.\#(type).v1","subject":"account/a",\#(first ? "" : part)"data":\#(data)}"#
  }

  private func parse(
    _ personal: String, type: String = "contact.added", first: Bool = false
  ) throws(EventError) -> ProposedEvent {
    try CloudEvents.parse(Array(text(personal, type: type, first: first).utf8))
  }

  @Test(arguments: [false, true])
  func `Values are read before and after the type`(first: Bool) throws {
    let event = try parse(
      #"{"name":"Jürgen Groß","email":null,"contact":"c-1","title":"Dr."}"#, first: first)
    let values = try #require(event.personalValues)
    #expect(values.values.map(\.name) == ["name", "title"])
    #expect(values.values.map(\.text) == ["Jürgen Groß", "Dr."])
    #expect(values.values.allSatisfy { $0.retention == .contact })
    #expect(values.contact == "c-1" && values.person == nil)
    #expect(event.digests.isEmpty)
  }

  @Test func `Notes may have lines, names may not`() throws {
    let notes = try parse(#"{"notes":"eins\nzwei"}"#, type: "interaction.recorded")
    #expect(notes.personalValues?.values.map(\.retention) == [.note])
    #expect(throws: EventError.self) { try parse(#"{"name":"eins\nzwei"}"#) }
  }

  @Test func `Nothing given is nothing`() throws {
    for personal in ["null", "{}", #"{"name":null}"#, #"{"digests":[]}"#] {
      #expect(try parse(personal).personal == .none, "\(personal)")
    }
  }

  @Test(arguments: [
    #"{"name":""}"#, #"{"name":1}"#, #"{"Zwiebelkopf":"x"}"#, #"{"name":"Zwiebelkopf\u0001"}"#,
    #"{"name":"x","name":"Zwiebelkopf"}"#, #"{"person":"Zwiebelkopf","name":"x"}"#,
    #"{"person":"00112233445566778899AABBCCDDEEFF","name":"x"}"#, #"{"contact":"c-1"}"#,
    #"{"contact":"Zwiebelkopf","name":"x"}"#, #""Zwiebelkopf""#, #"["Zwiebelkopf"]"#,
    #"{"digests":{"Zwiebelkopf":1}}"#, #"{"digests":[{"name":"Zwiebelkopf"}]}"#,
    #"{"name":"Zwiebelkopf\u202E"}"#,
  ])
  func `What is malformed is refused without being repeated`(_ personal: String) throws {
    for type in ["contact.added", "interaction.recorded"] {
      let error = #expect(throws: EventError.self) { try parse(personal, type: type) }
      #expect(error?.description.contains(Self.secret) == false, "\(error?.description ?? "")")
    }
    // Nor does a type that takes no values.
    let order = text(personal).replacing("contact.added", with: "order.booked")
    let error = #expect(throws: EventError.self) { try CloudEvents.parse(Array(order.utf8)) }
    #expect(error?.description.contains(Self.secret) == false, "\(error?.description ?? "")")
  }

  @Test func `No print of an event shows a value`() throws {
    let event = try parse(#"{"name":"Zwiebelkopf"}"#)
    var dumped = ""
    dump(event, to: &dumped)
    for text in ["\(event)", String(reflecting: event), dumped] {
      #expect(!text.contains(Self.secret), "\(text)")
    }
  }

  @Test func `Digests stand in the record, are written and read again`() throws {
    let seed = UInt64.random(in: .min ... .max)
    var choices = Choices(seed: seed)
    let person = try #require(
      PersonID(bytes: (0..<16).map { _ in .random(in: 0...255, using: &choices) }))
    let digests = ["email", "name", "notes"].map { name in
      PersonalDigest(
        name: name, person: person, retention: name == "notes" ? .note : .contact,
        digest: (0..<32).map { _ in .random(in: 0...255, using: &choices) })
    }
    let written = digests.map {
      #"{"name":"\#($0.name)","person":"\#(person)","retention":"\#($0.retention.word)","#
        + #""digest":"\#(Base64URL.text(of: $0.digest))"}"#
    }
    let event = try parse(#"{"digests":[\#(written.joined(separator: ","))]}"#)
    #expect(event.digests == digests, "seed \(seed)")
    let bytes = event.record(
      position: 4, recorded: 5, stream: 1, revision: 2, businessDay: 20_260_101)
    // The generated code reads the same from it as ours.
    #expect(try Record(serializedBytes: bytes).personal == digests, "seed \(seed)")
    let stored = try StoredEvent(bytes)
    #expect(try stored.personal == digests, "seed \(seed)")
    #expect(try CloudEvents.parse(CloudEvents.write(stored)).digests == digests, "seed \(seed)")
    // Out of order, they would be another record of the same.
    #expect(throws: EventError.self) {
      try parse(#"{"digests":[\#(written.reversed().joined(separator: ","))]}"#)
    }
  }

  @Test func `A record with a broken digest says so, and never crashes`() throws {
    let digest = PersonalDigest(
      name: "name", person: try #require(PersonID(String(repeating: "0a", count: 16))),
      retention: .contact, digest: [UInt8](repeating: 9, count: 32))
    let text =
      #"{"digests":[{"name":"name","person":"\#(String(repeating: "0a", count: 16))","#
      + #""retention":"contact","digest":"\#(Base64URL.text(of: digest.digest))"}]}"#
    let whole = try parse(text).record(
      position: 0, recorded: 0, stream: 0, revision: 0, businessDay: 0)
    for index in whole.indices {
      for bit in 0..<8 {
        var changed = whole
        changed[index] ^= 1 << bit
        _ = try? StoredEvent(changed).personal
      }
    }
  }

  @Test func `Base64 for URLs is read as it is written, and nothing else is`() {
    let seed = UInt64.random(in: .min ... .max)
    var choices = Choices(seed: seed)
    for count in 0..<70 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &choices) }
      let text = Base64URL.text(of: bytes)
      // Foundation's own, with the other alphabet.
      let standard = Data(bytes).base64EncodedString().replacing("+", with: "-")
        .replacing("/", with: "_").replacing("=", with: "")
      #expect(text == standard, "seed \(seed)")
      #expect(Base64URL.bytes(of: text) == bytes, "seed \(seed)")
    }
    for text in ["A", "AB=", "AAAA=", "AA AA", "A+AA", "A/AA", "AB", "AAB", "ÄAAA"] {
      #expect(Base64URL.bytes(of: text) == nil, "\(text)")
    }
  }

  @Test func `A person's id is 32 small hexadecimal digits`() throws {
    let text = "7d0f3c5a9b1e4f28a6c3d5e7f9012345"
    #expect(try #require(PersonID(text)).description == text)
    for wrong in [
      "", text.uppercased(), String(text.dropLast()), text + "0", text.replacing("7", with: "g"),
    ] {
      #expect(PersonID(wrong) == nil, "\(wrong)")
    }
    #expect(PersonID(bytes: [1, 2, 3]) == nil)
  }
}
