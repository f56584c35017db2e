import Money
package import Projections
package import StrictJSON

extension JSONWriter {
  /// `"speaksFor":{"size":…,"root":"…","asOf":…,"generation":…}`; generation is null or
  /// `{"projection","number"}`.
  package mutating func speaksFor(
    _ standpoint: Standpoint, from source: AnsweredFrom = .journal,
    named name: String = "speaksFor"
  ) {
    self.name(name)
    beginObject()
    member("size", standpoint.size)
    member("root", "\(standpoint.root)")
    member("asOf", optional: standpoint.asOf.map { "\($0)" })
    self.name("generation")
    if let generation = source.generation {
      beginObject()
      member("projection", generation.name)
      member("number", generation.number)
      endObject()
    } else {
      null()
    }
    endObject()
  }

  /// `"unreadable":[{"position","subject","reason"}]`.
  package mutating func unreadable(_ events: [UnreadableEvent]) {
    array("unreadable", events) { json, event in
      json.beginObject()
      json.member("position", event.position)
      json.member("subject", event.subject)
      json.member("reason", event.reason)
      json.endObject()
    }
  }
}

extension OutputOptions {
  /// Says below a table what it speaks for, what it was read from, and which events it had to leave
  /// out.
  package func showFooter(
    _ standpoint: Standpoint, _ unreadable: [UnreadableEvent] = [],
    from source: AnsweredFrom = .journal
  ) throws {
    for event in unreadable {
      try StandardStream.error.line(
        Style.warning.applied(to: "Left out:", on: .error) + " " + "\(event)".printable())
    }
    let day = standpoint.asOf.map { ", as of \($0)" } ?? ""
    try StandardStream.output.line(
      Style.faint.applied(
        to: "Known: \(standpoint.size.counted("event"))\(day), read from \(source.text).",
        on: .output))
  }
}
