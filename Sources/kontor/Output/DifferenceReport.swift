import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

/// What changed about an account between two points, as text and as JSON.
struct DifferenceReport {
  let difference: StandingDifference

  init(_ difference: StandingDifference) {
    self.difference = difference
  }

  private var events: [(title: String, name: String, entries: [TimelineEntry])] {
    let events = difference.events
    return [
      ("New (neu)", "new", events.new), ("Late (nachgetragen)", "late", events.late),
      ("Corrected (berichtigt)", "corrected", events.corrected),
      ("Retracted (zurückgenommen)", "retracted", events.retracted),
      ("Holds again (gilt wieder)", "restored", events.restored),
    ]
  }

  func show(_ output: OutputOptions) throws {
    let (before, after) = (difference.before, difference.after)
    let name = (after.name ?? after.account).printable()
    try StandardStream.output.line(
      """
      \(Style.heading.applied(to: name, on: .output)) from \(before.day) \
      (\(before.speaksFor.size.counted("event")) known)
        to \(after.day) (\(after.speaksFor.size.counted("event")) known)

      """)
    if difference.changes.isEmpty {
      try StandardStream.output.line("The account stands as it stood.\n")
    }
    for (title, table) in tables where !table.rows.isEmpty {
      try StandardStream.output.line(Style.heading.applied(to: title, on: .output))
      try output.show(table)
      try StandardStream.output.line("")
    }
    try StandardStream.output.line(
      Style.heading.applied(to: "Events (Ereignisse)", on: .output))
    if events.allSatisfy(\.entries.isEmpty) {
      try StandardStream.output.line("None counts at only one of the two.")
    }
    for (title, _, entries) in events where !entries.isEmpty {
      try StandardStream.output.line(title)
      var table = Table([
        .id(""), .id(""), .prose("", minimum: 30), .text("", minimum: 8), .number(""),
      ])
      for entry in entries {
        let account = after.accounts.count > 1 ? entry.account : ""
        var text = entry.summary
        if let was = entry.originalSummary, was != text { text += "; was: \(was)" }
        if let reason = entry.amendment?.reason { text += " (\(reason))" }
        table.add([
          " ", "\(entry.day)", Table.Cell(text), Table.Cell(account, .faint),
          Table.Cell("\(entry.stored.position)", .faint),
        ])
      }
      try output.show(table)
    }
    try StandardStream.output.line("")
    try output.showFooter(after.speaksFor, after.quarantined)
  }

  private var tables: [(title: String, table: Table)] {
    var changed = Table([
      .text("Thing", minimum: 16), .text("What", minimum: 8), .prose("Before", minimum: 12),
      .prose("After", minimum: 12), .id("Events"),
    ])
    let columns: [Table.Column] = [
      .text("Thing", minimum: 16), .prose("What", minimum: 20), .id("Events"),
    ]
    var (new, gone) = (Table(columns), Table(columns))
    for change in difference.changes {
      let thing = Table.Cell("\(change.thing.kind.rawValue) \(change.thing.id)", change.style)
      if change.kind == .changed {
        for (number, member) in change.members.enumerated() {
          changed.add([
            number == 0 ? thing : "", Table.Cell(member.name.spaced),
            Table.Cell(member.old.described), Table.Cell(member.new.described),
            Table.Cell(member.isByTime ? "time" : member.events.shortened, .faint),
          ])
        }
        continue
      }
      let words = change.thing.members.map { "\($0.name.spaced) \($0.value)" }
        .joined(separator: ", ")
      let row = [thing, Table.Cell(words), Table.Cell(change.thing.events.shortened, .faint)]
      if change.kind == .new { new.add(row) } else { gone.add(row) }
    }
    return [
      ("Changed (geändert)", changed), ("New (hinzugekommen)", new), ("Gone (weggefallen)", gone),
    ]
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("account", difference.after.account)
    for (name, standing) in [("before", difference.before), ("after", difference.after)] {
      json.name(name)
      json.beginObject()
      json.member("day", "\(standing.day)")
      json.speaksFor(standing.speaksFor)
      json.endObject()
    }
    json.array("changes", difference.changes) { json, change in
      json.beginObject()
      json.member("change", change.kind.rawValue)
      json.member("kind", change.thing.kind.rawValue)
      json.member("id", change.thing.id)
      json.member("account", change.thing.account)
      json.array("members", change.members) { json, member in
        json.beginObject()
        json.member("name", member.name)
        json.member("old", member.old)
        json.member("new", member.new)
        json.positions("events", member.events)
        json.member("byTime", member.isByTime)
        json.endObject()
      }
      json.endObject()
    }
    json.name("events")
    json.beginObject()
    for (_, name, entries) in events {
      json.array(name, entries) { $0.event($1) }
    }
    json.endObject()
    json.unreadable(difference.after.quarantined)
    json.endObject()
  }
}

extension StandingDifference.Change {
  fileprivate var style: Style {
    switch kind {
    case .new: .good
    case .changed: .plain
    case .gone: .bad
    }
  }
}

extension StandingValue? {
  fileprivate var described: String { map { "\($0)" } ?? "–" }
}

extension JSONWriter {
  fileprivate mutating func event(_ entry: TimelineEntry) {
    beginObject()
    member("position", entry.stored.position)
    member("day", "\(entry.day)")
    member("account", entry.account)
    member("type", optional: entry.type?.name)
    member("summary", entry.summary)
    member("was", optional: entry.originalSummary)
    member("amendment", optional: entry.amendment?.kind.rawValue)
    member("amendedBy", optional: entry.amendment?.position)
    member("reason", optional: entry.amendment?.reason)
    endObject()
  }
}
