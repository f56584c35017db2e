import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

/// A page of a timeline as text, as JSON and as CSV.
struct TimelineReport {
  let page: TimelinePage

  init(_ page: TimelinePage) {
    self.page = page
  }

  func printAsJSON() throws {
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

  func show(_ output: OutputOptions, account: String) throws {
    try StandingReport.showMerged(page.accounts)
    guard !page.entries.isEmpty else {
      try StandardStream.output.line("Nothing of \(account) is like this.")
      return try output.showFooter(page.speaksFor)
    }
    var rows = TimelineRows(page.entries, accounts: page.accounts, output)
    for entry in page.entries { rows.add(entry) }
    try output.show(rows.table)
    try output.showFooter(page.speaksFor)
    if let next = page.nextCursor {
      try StandardStream.error.line("More with --cursor \(next)")
    }
  }

  static let csvHeader = CSVWriter([
    "day", "account", "type", "summary", "late", "amendment", "amendedby", "amendmentreason",
    "originalsummary", "actor", "source", "id", "recorded", "position",
  ])

  static func csvCells(_ entry: TimelineEntry) -> [CSVWriter.Cell] {
    [
      CSVWriter.Cell(entry.day), .text(entry.account), CSVWriter.Cell(entry.type?.name),
      .text(entry.summary), CSVWriter.Cell(entry.isLate ? "yes" : nil),
      CSVWriter.Cell(entry.amendment?.kind.rawValue), CSVWriter.Cell(entry.amendment?.position),
      CSVWriter.Cell(entry.amendment?.reason), CSVWriter.Cell(entry.originalSummary),
      CSVWriter.Cell(entry.stored.actor), .text(entry.stored.source), .text(entry.stored.id),
      .text("\(entry.stored.recorded)"), CSVWriter.Cell(entry.stored.position),
    ]
  }
}

/// The rows of a timeline; what was said about an event stands below it.
struct TimelineRows {
  private(set) var table: Table
  private let marksLate: Bool
  private let namesType: Bool
  private let namesAccount: Bool

  init(_ entries: some Sequence<TimelineEntry>, accounts: [String], _ output: OutputOptions) {
    // In a ledger that was filled from files every event is late, which then says nothing.
    marksLate = entries.contains { !$0.isLate }
    namesType = output.wide || Terminal.columns >= 120
    namesAccount = accounts.count > 1
    table = Table([
      .id("Day"), .prose("What", minimum: 30), .text("Event", minimum: 16),
      .text("Account", minimum: 8), .id("Note"), .number("Position"),
    ])
  }

  /// A heading over the rows that follow.
  mutating func add(heading: String) {
    table.add(["", Table.Cell(heading, .heading), "", "", "", ""])
  }

  mutating func add(_ entry: TimelineEntry) {
    let style: Style = entry.isRetracted ? .faint : .plain
    let name = entry.type?.name ?? "type \(entry.stored.header.type)"
    table.add([
      Table.Cell("\(entry.day)", style), Table.Cell(entry.summary, style),
      Table.Cell(namesType ? name : "", .faint),
      Table.Cell(namesAccount ? entry.account : "", .faint),
      Table.Cell(note(entry), entry.unreadable == nil ? .warning : .bad),
      Table.Cell("\(entry.stored.position)", .faint),
    ])
    for remark in entry.remarks {
      var text =
        "  ↳ \(remark.kind.rawValue) on \("\(remark.recorded)".prefix(10)): \(remark.reason)"
      if remark.isTakenBack {
        text += " (taken back)"
      } else if remark.position == entry.amendment?.position, let was = entry.originalSummary,
        was != entry.summary
      {
        text += "; was: \(was)"
      }
      if remark.about != entry.stored.position { text += " (about position \(remark.about))" }
      table.add([
        "", Table.Cell(text, .faint), "", "", "", Table.Cell("\(remark.position)", .faint),
      ])
    }
  }

  private func note(_ entry: TimelineEntry) -> String {
    if entry.unreadable != nil { return "unreadable" }
    if let amendment = entry.amendment { return amendment.kind.rawValue }
    return entry.isLate && marksLate ? "late" : ""
  }
}

extension TimelineEntry {
  /// The event as it was recorded, with what is known of it since.
  var cloudEvent: [UInt8] {
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
