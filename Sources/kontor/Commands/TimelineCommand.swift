import ArgumentParser
import Ledger
import LedgerEvents
import Money
import Projections
import StrictJSON

struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Show what happened with an account (Kundenhistorie).",
    discussion: """
      The newest come first. An account that others were merged into shows their history with \
      its own. A corrected event stands on the day that holds and shows what holds; a \
      retracted one stays, marked. The last line names the cursor of the next page: repeat the \
      question with --cursor.

        kontor timeline nordwerk
        kontor timeline nordwerk --family orders --from 2026-01-01 --to 2026-04-01
        kontor timeline nordwerk --text Rabatt --limit 200 --oldest-first
        kontor timeline nordwerk --as-of 2026-02-28 --known-at 2026-03-15T00:00:00Z

      Families: \(EventFamily.allCases.map { "\($0)" }.joined(separator: ", ")).

      JSON: a list of CloudEvents as they were recorded, each with the further
        attributes summary, and where it applies late (true), amendment (corrected
        or retracted), amendedby (a position) and amendmentreason. The next cursor
        is a line {"next":"…"} on standard error.
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The account's id, such as nordwerk.")
  var account: String

  @Option(
    help: "Only this family of events; may be repeated.",
    completion: .list(EventFamily.allCases.map { "\($0)" }),
    transform: { text in
      guard let family = EventFamily.allCases.first(where: { "\($0)" == text }) else {
        throw ValidationError(
          "the families are \(EventFamily.allCases.map { "\($0)" }.joined(separator: ", "))")
      }
      return family
    })
  var family: [EventFamily] = []

  @Option(
    help: "Only this type, such as order.booked; may be repeated.",
    completion: .list(EventCatalogue.shared.types.map(\.name)))
  var type: [String] = []

  @Option(help: "Only with this one of our people, by id.")
  var employee: String?

  @Option(help: "Only with this one of the customer's people, by id.")
  var contact: String?

  @Option(help: "Only with this text; upper and lower case are the same.")
  var text: String?

  @Option(
    help: ArgumentHelp("The first day.", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var from: CalendarDay?

  @Option(
    help: ArgumentHelp("The first day that is not shown any more.", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var to: CalendarDay?

  @OptionGroup var clocks: ClockOptions

  @Option(help: "How many events a page has.")
  var limit = 50

  @Option(help: "The cursor that the page before ended with.")
  var cursor: String?

  @Flag(help: "Begin with the oldest event.")
  var oldestFirst = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...10_000).contains(limit) else {
      throw ValidationError("--limit is a number from 1 to 10000.")
    }
    for name in type where !EventCatalogue.shared.types.contains(where: { $0.name == name }) {
      guard name.contains(".v") else {
        throw ValidationError("--type \(name): there is no such type in the catalogue.")
      }
    }
  }

  func run() throws {
    var filter = TimelineFilter()
    filter.families = Set(family)
    filter.types = Set(type)
    filter.employee = employee
    filter.contact = contact
    filter.text = text
    filter.from = from
    filter.to = to
    let request = TimelineRequest(
      account: account, filter: filter, clocks: clocks.clocks, limit: limit, cursor: cursor,
      oldestFirst: oldestFirst)
    try ledger.open { ledger in
      let page = try Timeline(History(ledger.journal)).page(request)
      try output.json ? printAsJSON(page) : show(page)
    }
  }

  private func printAsJSON(_ page: TimelinePage) throws {
    var json = JSONWriter()
    json.beginArray()
    for entry in page.entries { json.raw(entry.cloudEvent) }
    json.endArray()
    try StandardStream.output.write(json.bytes + [0x0A])
    if let next = page.nextCursor {
      var json = JSONWriter()
      json.beginObject()
      json.member("next", next)
      json.endObject()
      try StandardStream.error.line(json.text)
    }
  }

  private func show(_ page: TimelinePage) throws {
    if page.accounts.count > 1 {
      try StandardStream.output.line(
        "With the history of \(page.accounts.dropFirst().joined(separator: ", ")), merged into it.")
    }
    guard !page.entries.isEmpty else {
      try StandardStream.output.line("Nothing of \(account) is like this.")
      return try output.showFooter(page.speaksFor)
    }
    // In a ledger that was filled from files every event is late, which then says nothing.
    let marksLate = page.entries.contains { !$0.isLate }
    let hasRoom = output.wide || Terminal.columns >= 120
    var table = Table([
      .id("Day"), .prose("What", minimum: 30), .text("Event", minimum: 16), .id("Note"),
      .number("Position"),
    ])
    for entry in page.entries {
      table.add(entry.cells(marksLate: marksLate, namesType: hasRoom))
    }
    try output.show(table)
    try output.showFooter(page.speaksFor)
    if let next = page.nextCursor {
      try StandardStream.error.line("More with --cursor \(next)")
    }
  }
}

extension TimelineEntry {
  fileprivate func cells(marksLate: Bool, namesType: Bool) -> [Table.Cell] {
    let style: Style = isRetracted ? .faint : .plain
    let name = type?.name ?? "type \(stored.header.type)"
    return [
      Table.Cell("\(day)", style), Table.Cell(summary, style),
      Table.Cell(namesType ? name : "", .faint),
      Table.Cell(note(marksLate: marksLate), unreadable == nil ? .warning : .bad),
      Table.Cell("\(stored.position)", .faint),
    ]
  }

  private func note(marksLate: Bool) -> String {
    if unreadable != nil { return "unreadable" }
    if let amendment { return amendment.kind.rawValue }
    return isLate && marksLate ? "late" : ""
  }

  /// The event as it was recorded, with what is known of it since.
  fileprivate var cloudEvent: [UInt8] {
    var remarks = JSONWriter()
    remarks.beginObject()
    remarks.member("summary", summary)
    if isLate { remarks.member("late", true) }
    if let amendment {
      remarks.member("amendment", amendment.kind.rawValue)
      remarks.member("amendedby", amendment.position)
      remarks.member("amendmentreason", amendment.reason)
    }
    if let unreadable { remarks.member("unreadable", unreadable) }
    guard let event = try? CloudEvents.write(stored) else {
      remarks.member("id", stored.id)
      remarks.member("source", stored.source)
      remarks.member("subject", stored.subject)
      remarks.endObject()
      return remarks.bytes
    }
    remarks.endObject()
    // Two objects become one: the event without its last brace, a comma, the remarks' members.
    return event.dropLast() + [UInt8(ascii: ",")] + remarks.bytes.dropFirst()
  }
}
