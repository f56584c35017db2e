import Money
package import Projections
package import StrictJSON

extension JSONWriter {
  /// `"speaksFor":{"size":…,"root":"…","asOf":…}`.
  package mutating func speaksFor(_ standpoint: Standpoint, named name: String = "speaksFor") {
    self.name(name)
    beginObject()
    member("size", standpoint.size)
    member("root", "\(standpoint.root)")
    member("asOf", optional: standpoint.asOf.map { "\($0)" })
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
  /// Says below a table what it speaks for, and which events it had to leave out.
  package func showFooter(_ standpoint: Standpoint, _ unreadable: [UnreadableEvent] = []) throws {
    for event in unreadable {
      try StandardStream.error.line(
        Style.warning.applied(to: "Left out:", on: .error) + " " + "\(event)".printable())
    }
    let day = standpoint.asOf.map { ", as of \($0)" } ?? ""
    try StandardStream.output.line(
      Style.faint.applied(to: "Known: \(standpoint.size.counted("event"))\(day).", on: .output))
  }
}
