import AccountHealth
import Commission
import Foundation
import Journal
import LedgerEvents
import Money
import Projections
import ReadLog
import Testing
import TransparencyLog
import Vault

@testable import Ledger

struct ErasureTests {
  private let temporary: TemporaryLedger
  private var ledger: Ledger { temporary.ledger }
  private let basis = "GDPR Art. 17 (1) (a)"

  init() throws {
    temporary = try TemporaryLedger()
    try temporary.record(account())
  }

  private func erase(
    _ name: String, classes: [RetentionClass] = [], approver: String = "e-3"
  ) throws -> ErasureOutcome {
    let person = try #require(try ledger.person(name))
    return try ledger.erase(
      person, classes: classes, legalBasis: basis, approver: approver, actor: "e-2")
  }

  /// Every form in which a text could lie in a file.
  private func forms(of text: String) -> [Data] {
    let utf8 = Array(text.utf8)
    let little = text.utf16.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) }
    let big = text.utf16.flatMap { withUnsafeBytes(of: $0.bigEndian, Array.init) }
    var forms = [Data(utf8), Data(little), Data(big)]
    // In base64 a text looks different by how many bytes stand before it; the first and last
    // characters mix with its neighbours.
    for shift in 0..<3 {
      let shifted = [UInt8](repeating: 0, count: shift) + utf8
      let standard = Data(Data(shifted).base64EncodedString().utf8)
      let url = Data(Base64URL.text(of: shifted).utf8)
      for form in [standard, url] {
        let inner = form.dropFirst(shift == 0 ? 0 : 4).prefix((utf8.count - 3) / 3 * 4)
        if inner.count >= 8 { forms.append(Data(inner)) }
      }
    }
    return forms
  }

  @Test func `No byte of an erased value is left under the ledger's directory`() throws {
    let values = [
      "name": "Jürgen Großkopf-Zwiebel", "email": "juergen.grosskopf@example.com",
      "phone": "+49 431 998877665", "title": "Leiter Einkauf Nordwest",
    ]
    let json = "{" + values.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",") + "}"
    let note = "wirkt seit der Umstellung unzufrieden"
    try temporary.record(contact("c-1", json), contact("c-2", #"{"name":"Ana Łuczak"}"#))
    try temporary.record(noted("i-1", ["c-1"], #"{"notes":"\#(note)"}"#))
    // It is had by whoever may see it, so the views and logs had their chance to keep it.
    let person = try #require(try ledger.person("account/nordwerk/c-1"))
    #expect(try ledger.disclosures(of: person.id, knownSize: .max).count == 5)
    _ = try ledger.contactNames(of: "nordwerk", knownSize: .max)
    let before = try temporary.files()
    guard case .erased(let erasure) = try erase("account/nordwerk/c-1") else {
      Issue.record("nothing was erased")
      return
    }
    #expect(erasure.disclosures == 5 && erasure.classes == [.contact, .note])
    temporary.ledger.close()
    for (name, data) in try temporary.files() {
      for text in values.values + [note] {
        for (number, form) in forms(of: text).enumerated() {
          #expect(data.range(of: form) == nil, "form \(number) of a value in \(name)")
        }
      }
    }
    // What of the vault could be kept aside is of no use: its master key is in no file any more.
    let key = try #require(before["keys/vault-master"])
    for (name, data) in try temporary.files() {
      #expect(data.range(of: key.dropFirst(21).prefix(43)) == nil, "the old master key in \(name)")
    }
    try temporary.reopen()
    let left = try ledger.disclosures(of: person.id, knownSize: .max)
    #expect(left.count == 5 && left.allSatisfy { $0.state == .erased })
    #expect(
      try ledger.contactNames(of: "nordwerk", knownSize: .max).map(\.state)
        == [.erased, .named(name: "Ana Łuczak", title: nil)])
    #expect(try ledger.privacyReport().isWhole)
  }

  private func figures(_ clocks: Clocks) throws -> [String] {
    let history = History(ledger.journal)
    let lines = try CommissionQuery(history, clocks).lines()
    let answer: HealthAnswer = try HealthQuery(history).assess("nordwerk", clocks: clocks)
    let statement = try StatementQuery(history, clocks).statement(
      of: "e-7", for: try Period(parsing: "2026-03"))
    return lines.map { "\($0.id) \($0.amount)" }
      + ["\(String(describing: answer.assessment.exactScore))"]
      + answer.assessment.indicators.map { "\($0)" } + [statement.document.text]
  }

  @Test func `Every record, root, amount and score is the same byte for byte`() throws {
    let plan = sellerPlan(from: "2026-01-01", "rate: 3 %")
    _ = try ledger.publishPlan(text: plan, try Plan.parse(plan), actor: "e-2")
    try temporary.record(
      contact("c-1", #"{"name":"Groß"}"#), noted("i-1", ["c-1"], #"{"notes":"Segeln"}"#),
      fact(
        "o-1", "order.booked",
        #"{"order_id":"o-1","employee_id":"e-7","net":{"amount":"1234.56","currency":"EUR"}}"#))
    let size = try ledger.journal.head().size
    let clocks = Clocks(
      asOf: try CalendarDay(parsing: "2026-06-30"), knownAt: .size(size))
    let before = try figures(clocks)
    #expect(before.count > 5 && before[0].hasSuffix(" 37.04"), "3 % of 1234.56")
    let records = try ledger.exported(.records)
    let roots = try (0...size).map { try ledger.journal.root(at: $0) }
    guard case .erased = try erase("account/nordwerk/c-1") else {
      Issue.record("nothing was erased")
      return
    }
    try temporary.reopen()
    #expect(try figures(clocks) == before)
    #expect(try ledger.exported(.records, to: size) == records)
    #expect(try (0...size).map { try ledger.journal.root(at: $0) } == roots)
    #expect(try ledger.soundSize() == size + 2)
    let now = try HealthQuery(History(ledger.journal)).assess(
      "nordwerk", clocks: Clocks(asOf: clocks.asOf)
    ).assessment
    #expect(
      before.contains("\(String(describing: now.exactScore))"),
      "also when it is known what was erased")
  }

  @Test func `The event says what was erased, and never whose name it was`() throws {
    try temporary.record(
      contact("c-1", #"{"name":"Groß","email":"a@b.de"}"#),
      noted("i-1", ["c-1"], #"{"notes":"Segeln"}"#))
    let digests = try ledger.allEvents().flatMap { try $0.personal }.map(\.digestBytes)
    guard case .erased = try erase("account/nordwerk/c-1") else {
      Issue.record("nothing was erased")
      return
    }
    let events = try ledger.allEvents().suffix(2)
    guard case .personalDataErased(let erased)? = try events.first?.data(),
      case .contactDataErased(let notice)? = try events.last?.data()
    else {
      Issue.record("\(events.map { $0.type?.name ?? "" })")
      return
    }
    let person = try #require(try ledger.person("account/nordwerk/c-1"))
    #expect(erased.personID == person.id.description && erased.classes == [.contact, .note])
    #expect(erased.keyIds == ["contact-1", "note-1"] && erased.disclosures == 3)
    #expect(erased.legalBasis == basis && erased.approverID == "e-3")
    // The list's digest, computed from the records alone.
    let sorted = digests.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 }
    #expect(erased.disclosuresSha256 == sorted.withUnsafeBytes { Hash.of($0).hexadecimal })
    #expect(notice.contactID == "c-1" && notice.requestRef == events.first?.id)
  }

  @Test func `After it the same sent again is a duplicate, and nothing brings the person back`()
    throws
  {
    let first = try contact("c-1", #"{"name":"Groß"}"#)
    try temporary.record(first, noted("i-1", ["c-1"], #"{"notes":"Segeln"}"#))
    _ = try erase("account/nordwerk/c-1")
    for _ in 0..<2 {
      #expect(try temporary.record(first).receipts?.map(\.isDuplicate) == [true])
      // What is left to compare is that there was a name.
      #expect(
        try temporary.record(contact("c-1", #"{"name":"Klein"}"#)).receipts?.map(\.isDuplicate)
          == [true])
      #expect(try temporary.record(contact("c-1", #"{"email":"a@b.de"}"#)).code == "id-taken")
      #expect(
        try temporary.record(noted("i-2", ["c-1"], #"{"notes":"neu"}"#)).code == "data-erased")
      // Without values the contact is met as before.
      try temporary.reopen()
    }
    #expect(try temporary.record(noted("i-3", ["c-1"], nil)).receipts != nil)
    #expect(try ledger.vault.entries().isEmpty)
  }

  @Test func `One class goes, the other stays`() throws {
    try temporary.record(
      contact("c-1", #"{"name":"Groß"}"#), noted("i-1", ["c-1"], #"{"notes":"Segeln"}"#))
    guard case .erased(let erasure) = try erase("account/nordwerk/c-1", classes: [.note]) else {
      Issue.record("nothing was erased")
      return
    }
    #expect(erasure.classes == [.note] && erasure.receipts.count == 1)
    let person = try #require(try ledger.person("account/nordwerk/c-1"))
    #expect(
      try ledger.disclosures(of: person.id, knownSize: .max).map(\.state.value) == ["Groß", nil])
    #expect(
      try temporary.record(noted("i-2", ["c-1"], #"{"notes":"neu"}"#)).code == "data-erased")
  }

  @Test func `Two people, no hold, and no retention are needed`() throws {
    try temporary.record(
      contact("c-1", #"{"name":"Groß"}"#),
      fact(
        "e-1", "employee.registered", #"{"employee_id":"e-23","valid_from":"2010-01-02"}"#,
        on: "employee/e-23", personal: #"{"name":"Inge Ohm"}"#))
    let person = try #require(try ledger.person("account/nordwerk/c-1"))
    func code(_ outcome: ErasureOutcome) -> String? {
      if case .rejected(let refusal) = outcome { refusal.code } else { nil }
    }
    #expect(code(try erase("account/nordwerk/c-1", approver: "e-2")) == "own-approval")
    _ = try ledger.hold(person, basis: "4 O 1/26", until: nil, approver: "e-3", actor: "e-2")
    #expect(code(try erase("account/nordwerk/c-1")) == "data-held")
    let tomorrow = try ledger.today.adding(days: 1)
    _ = try ledger.hold(person, basis: "4 O 1/26", until: tomorrow, approver: "e-3", actor: "e-2")
    #expect(code(try erase("account/nordwerk/c-1")) == "data-held")
    #expect(try ledger.privacyReport().rows.map(\.hold) == ["4 O 1/26", nil])
    let today = try ledger.today
    _ = try ledger.hold(person, basis: "Vergleich", until: today, approver: "e-3", actor: "e-2")
    #expect(code(try erase("account/nordwerk/c-1")) == nil)
    #expect(code(try erase("account/nordwerk/c-1")) == "data-erased")

    #expect(code(try erase("employee/e-23")) == "retention")
    try temporary.record(
      fact(
        "e-2", "employee.left", #"{"employee_id":"e-23","valid_to":"2011-01-01"}"#,
        on: "employee/e-23", personal: nil))
    // The last day was in 2010, so the year that begins after the tenth is 2021.
    #expect(code(try erase("employee/e-23")) == nil)
  }

  @Test func `Another system's word that data are erased is a request`() throws {
    try temporary.record(contact("c-1", #"{"name":"Groß"}"#))
    try temporary.record(
      fact(
        "d-1", "contact.data_erased", #"{"contact_id":"c-1","request_ref":"DS-1"}"#,
        personal: nil))
    #expect(try temporary.record(noted("i-1", ["c-1"], #"{"notes":"x"}"#)).code == "data-erased")
    #expect(try ledger.privacyReport().rows.map(\.isRequested) == [true])
    guard case .erased(let erasure) = try erase("account/nordwerk/c-1") else {
      Issue.record("nothing was erased")
      return
    }
    // The account's history says it already.
    #expect(erasure.receipts.count == 1)
    #expect(try ledger.privacyReport().rows.map(\.isRequested) == [false])
  }

  @Test func `What keeps an erasure from being carried out is told, and it is done later`() throws {
    try temporary.record(contact("c-1", #"{"name":"Groß"}"#))
    // A directory where the new key would be written.
    let obstacle = temporary.directory["ledger"] + "/keys/vault-master.new"
    try FileManager.default.createDirectory(atPath: obstacle, withIntermediateDirectories: false)
    do throws(LedgerError) {
      let person = try ledger.person("account/nordwerk/c-1")
      guard let person else { throw LedgerError.file(path: "", reason: "nobody is known") }
      _ = try ledger.erase(
        person, legalBasis: basis, approver: "e-3", actor: "e-2")
      Issue.record("it was carried out")
    } catch {
      guard case .vault(.erasureDue) = error else {
        Issue.record("\(error)")
        return
      }
    }
    // It shows as erased from then on, and the report says that something is open.
    #expect(try ledger.contactNames(of: "nordwerk", knownSize: .max).map(\.state) == [.erased])
    #expect(try ledger.privacyReport().problem != nil)
    #expect(try ledger.vault.entries().count == 1)
    try FileManager.default.removeItem(atPath: obstacle)
    try temporary.reopen()
    #expect(try ledger.vault.entries().isEmpty)
    #expect(try ledger.privacyReport().isWhole)
  }

  @Test func `A vault restored from before the erasure brings nobody back`() throws {
    try temporary.record(
      contact("c-1", #"{"name":"Groß"}"#), contact("c-2", #"{"name":"Łuczak"}"#))
    let folder = temporary.directory["ledger"]
    let files = FileManager.default
    try temporary.reopen()
    for name in ["vault", "keys"] {
      try files.copyItem(atPath: "\(folder)/\(name)", toPath: temporary.directory[name])
    }
    _ = try erase("account/nordwerk/c-1")
    ledger.close()
    for name in ["vault", "keys"] {
      try files.removeItem(atPath: "\(folder)/\(name)")
      try files.copyItem(atPath: temporary.directory[name], toPath: "\(folder)/\(name)")
    }
    // Opening the ledger is enough.
    try temporary.reopen()
    ledger.close()
    for (name, data) in try temporary.files() {
      #expect(data.range(of: Data("Groß".utf8)) == nil, "\(name)")
    }
    try temporary.reopen()
    #expect(
      try ledger.contactNames(of: "nordwerk", knownSize: .max).map(\.state)
        == [.erased, .named(name: "Łuczak", title: nil)])
    #expect(try ledger.vault.state()?.generation == 2)
  }

  @Test func `A backup has the vault only when asked for, and never its key`() throws {
    try temporary.record(contact("c-1", #"{"name":"Groß"}"#))
    try ledger.note("export", about: ["ledger"], actor: "e-2", knownSize: 2)
    let (plain, whole) = (temporary.directory["plain"], temporary.directory["whole"])
    _ = try ledger.backup(to: plain)
    _ = try ledger.backup(to: whole, withVault: true)
    let files = FileManager.default
    #expect(!files.fileExists(atPath: plain + "/vault"))
    #expect(files.fileExists(atPath: whole + "/vault/1/data.mdb"))
    for path in [plain, whole] {
      #expect(!files.fileExists(atPath: path + "/keys"))
      #expect(files.fileExists(atPath: path + "/reads/data.mdb"))
    }
    let restored = temporary.directory["restored"]
    _ = try Ledger.restore(from: whole, to: restored)
    let key = temporary.directory["ledger"] + "/keys/vault-master"
    let copy = try Ledger(opening: restored, vaultKey: key)
    defer { copy.close() }
    #expect(
      try copy.contactNames(of: "nordwerk", knownSize: .max).map(\.state)
        == [.named(name: "Groß", title: nil)])
    #expect(try copy.readings().readings.map(\.command) == ["export"])
  }
}
