import Money
import Printing
import Projections
import StrictJSON

/// The groups of a timeline as text and as JSON.
struct TimelineGroupsReport {
  let answer: TimelineGroups
  let key: TimelineGroups.Key

  init(_ answer: TimelineGroups, by key: TimelineGroups.Key) {
    self.answer = answer
    self.key = key
  }

  func show(_ output: OutputOptions) throws {
    try StandingReport.showMerged(answer.accounts)
    guard !answer.groups.isEmpty else {
      try StandardStream.output.line("Nothing is like this.")
      return try output.showFooter(answer.speaksFor)
    }
    var rows = TimelineRows(
      answer.groups.lazy.flatMap(\.entries), accounts: answer.accounts, output)
    for group in answer.groups {
      rows.add(heading: heading(group))
      for entry in group.entries { rows.add(entry) }
    }
    try output.show(rows.table)
    try output.showFooter(answer.speaksFor)
    if answer.omitted > 0 {
      try StandardStream.error.line(
        "\(answer.omitted.counted("group")) more; --limit shows more of them.")
    }
  }

  private func heading(_ group: TimelineGroups.Group) -> String {
    let count = group.entries.count.counted("event")
    guard let id = group.id else { return "Of no \(key.rawValue): \(count)" }
    if key == .month { return "\(id): \(count)" }
    let span = group.first == group.last ? "on \(group.first)" : "\(group.first) to \(group.last)"
    return "\(key.rawValue.capitalizedFirst) \(id): \(count), \(span)"
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("by", key.rawValue)
    json.array("groups", answer.groups) { json, group in
      json.beginObject()
      json.member("id", optional: group.id)
      json.member("first", "\(group.first)")
      json.member("last", "\(group.last)")
      json.array("events", group.entries) { $0.raw($1.cloudEvent) }
      json.endObject()
    }
    json.member("omitted", answer.omitted)
    json.array("accounts", answer.accounts) { $0.value($1) }
    json.speaksFor(answer.speaksFor)
    json.endObject()
  }
}
