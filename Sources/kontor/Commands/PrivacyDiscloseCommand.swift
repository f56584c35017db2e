import ArgumentParser
import Ledger
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON
import Vault

struct PrivacyDiscloseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disclose",
    abstract: "Show the values about a person, each checked against its record (Auskunft).",
    discussion: """
        kontor privacy disclose account/nordwerk/c-301 --purpose 'DS-2026-014'
        kontor privacy disclose account/nordwerk/c-301 --known-at size:1200 --json

      This is what a person is to be told (GDPR Art. 15), and what an auditor is shown who has \
      to see a value: each stands there with its event, and its digest was computed anew and is \
      the one in the record. Who was shown it is noted before.

      With --json each value has its disclosure, which anybody can check without this program:

        printf %s "$disclosure" | openssl dgst -sha256 -binary | basenc --base64url

      Exit code 1: a value is missing, or is not what its record commits to.

      JSON: {"person","subjects","values":[{"position","day","type","subject","id",
        "name","retention","digest","state","value","disclosure","reason"}],
        "knownSize"}; state is disclosed, erased, missing or unusable; value and
        disclosure stand at disclosed ones only
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var person: PersonArgument

  @Option(
    help: ArgumentHelp(
      "Only what was known at this time, or when the ledger had so many events: size:1200.",
      valueName: "time|size:n"),
    transform: ClockOptions.knownAt)
  var knownAt: KnownAt?

  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let person = try person.person(ledger)
      let size = try History(ledger.journal).standpoint(Clocks(asOf: nil, knownAt: knownAt)).size
      try reader.note(
        ledger, "privacy disclose", about: [person.id.description] + person.subjects, size)
      let entries = try ledger.disclosures(of: person.id, knownSize: size)
      try output.json ? printAsJSON(person, entries, size) : show(person, entries, size)
      let isWhole = entries.allSatisfy { entry in
        switch entry.state {
        case .disclosed, .erased: true
        case .missing, .unusable: false
        }
      }
      if !isWhole { throw Answer.no }
    }
  }

  private func show(_ person: Person, _ entries: [PersonalEntry], _ size: UInt64) throws {
    try StandardStream.output.line("Person \(person.id)")
    for subject in person.subjects { try StandardStream.output.line("  \(subject.printable())") }
    var table = Table([
      .number("Position"), .text("Event", minimum: 14), .id("What"), .prose("Value", minimum: 20),
      .id("Digest"),
    ])
    for entry in entries {
      let (text, style) = Self.cell(entry.state)
      table.add([
        "\(entry.position)", Table.Cell(entry.event.type?.name ?? "unknown"),
        Table.Cell(entry.digest.name), Table.Cell(text, style),
        Table.Cell(Self.mark(entry.state), entry.isDisclosed ? .good : .faint),
      ])
    }
    if entries.isEmpty {
      try StandardStream.output.line("No event has values about this person.")
    } else {
      try output.show(table)
    }
    try StandardStream.output.line(
      Style.faint.applied(
        to: "Known: \(size.counted("event")), read from the journal and the vault.",
        on: .output))
  }

  private static func cell(_ state: PersonalEntry.State) -> (String, Style) {
    switch state {
    case .disclosed(let disclosure): (disclosure.value, .plain)
    case .erased: ("(erased)", .faint)
    case .missing: ("(missing from the vault)", .bad)
    case .unusable(let error): ("\(error)", .bad)
    }
  }

  private static func mark(_ state: PersonalEntry.State) -> String {
    switch state {
    case .disclosed: "matches"
    case .erased: ""
    case .missing, .unusable: "unchecked"
    }
  }

  private func printAsJSON(_ person: Person, _ entries: [PersonalEntry], _ size: UInt64) throws {
    try printJSON { json in
      json.beginObject()
      json.member("person", person.id.description)
      json.array("subjects", person.subjects) { $0.value($1) }
      json.array("values", entries) { $0.value($1) }
      json.member("knownSize", size)
      json.endObject()
    }
  }
}

extension PersonalEntry {
  fileprivate var isDisclosed: Bool {
    if case .disclosed = state { true } else { false }
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ entry: PersonalEntry) {
    beginObject()
    member("position", entry.position)
    let day = (try? CalendarDay(yyyymmdd: entry.event.header.businessDay)).map { "\($0)" }
    member("day", optional: day)
    member("type", optional: entry.event.type?.outsideName)
    member("subject", entry.event.subject)
    member("id", entry.event.id)
    member("name", entry.digest.name)
    member("retention", entry.digest.retention.word)
    member("digest", Base64URL.text(of: entry.digest.digestBytes))
    switch entry.state {
    case .disclosed(let disclosure):
      member("state", "disclosed")
      member("value", disclosure.value)
      member("disclosure", disclosure.text)
    case .erased: member("state", "erased")
    case .missing: member("state", "missing")
    case .unusable(let error):
      member("state", "unusable")
      member("reason", "\(error)")
    }
    endObject()
  }
}
