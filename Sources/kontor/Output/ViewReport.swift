import Printing
import Projections
import StrictJSON
import TransparencyLog

extension JSONWriter {
  /// `"quarantined":[{"account","positions","reason"}]`.
  mutating func quarantined(_ accounts: [QuarantinedAccount]) {
    array("quarantined", accounts) { json, entry in
      json.beginObject()
      json.member("account", entry.account)
      json.positions("positions", entry.quarantine.positions)
      json.member("reason", entry.quarantine.reason)
      json.endObject()
    }
  }

  /// `"fields":[{"name","old","new"}]`.
  mutating func changes(_ name: String, _ fields: [FieldChange]) {
    array(name, fields) { json, field in
      json.beginObject()
      json.member("name", field.name)
      json.member("old", field.old)
      json.member("new", field.new)
      json.endObject()
    }
  }

  mutating func side(_ name: String, _ side: ViewDifference.Side) {
    self.name(name)
    beginObject()
    member("generation", side.generation)
    member("digest", side.digest.hexadecimal)
    array("rules", side.rules) { $0.value($1) }
    endObject()
  }

  /// The members of a difference between two generations.
  mutating func members(of difference: ViewDifference) {
    member("name", difference.name)
    side("runningGeneration", difference.running)
    side("candidate", difference.candidate)
    member("cursor", difference.size)
    member("rows", difference.rows)
    member("changed", difference.changed)
    member("added", difference.added)
    member("removed", difference.removed)
    array("changes", difference.changes) { json, row in
      json.beginObject()
      json.member("key", row.key)
      json.changes("fields", row.fields)
      json.member("origin", optional: row.origin)
      json.endObject()
    }
    changes("quarantine", difference.quarantine)
  }
}

/// A difference between two generations, for people.
struct ViewDifferenceReport {
  let difference: ViewDifference

  func show(_ output: OutputOptions) throws {
    let (old, new) = (difference.running, difference.candidate)
    try StandardStream.output.line(
      """
      \(difference.name): generation \(old.generation) runs, \(new.generation) is beside it; both \
      at \(difference.size.counted("event"))
      """)
    if difference.runningSize != difference.size {
      try StandardStream.error.line(
        """
        The running generation stands at \(difference.runningSize.counted("event")): it was made \
        under \(old.rules.joined(separator: ", ")) and is not carried on.
        """)
    }
    guard !difference.isEmpty else {
      return try StandardStream.output.line(
        """
        No difference in \(difference.rows.counted("row")), digest \
        \(new.digest.hexadecimal.prefix(16))…
        """)
    }
    try StandardStream.output.line(
      """
      \(difference.changed) changed, \(difference.added) added, \(difference.removed) removed, of \
      \(difference.rows.counted("row"))
      """)
    var table = Table([
      .text("Row", minimum: 16), .id("What"), .text("Old", minimum: 10), .text("New", minimum: 10),
      .number("Event"),
    ])
    for row in difference.changes {
      for (index, field) in row.fields.enumerated() {
        table.add([
          Table.Cell(index == 0 ? row.key : ""), Table.Cell(field.name),
          Table.Cell(field.old, .bad), Table.Cell(field.new, .good),
          Table.Cell(index == 0 ? row.origin.map { "\($0)" } ?? "–" : "", .faint),
        ])
      }
    }
    for change in difference.quarantine {
      table.add([
        Table.Cell(change.name), "quarantine", Table.Cell(change.old), Table.Cell(change.new), "",
      ])
    }
    if !table.rows.isEmpty { try output.show(table) }
    let hidden = difference.count - difference.changes.count
    if hidden > 0 {
      try StandardStream.error.line("\(hidden.counted("more row")) differ; --limit shows more.")
    }
  }
}

extension OutputOptions {
  /// Names what an answer has to do without; with such an account the command ends with a no.
  func showQuarantined(_ accounts: [QuarantinedAccount], in view: String) throws {
    for account in accounts {
      try StandardStream.error.line(
        Style.warning.applied(to: "Quarantined:", on: .error) + " " + "\(account)".printable())
    }
    if !accounts.isEmpty {
      try StandardStream.error.line(
        "Correct the events, or fold again with: kontor projections retry \(view)")
    }
  }
}
