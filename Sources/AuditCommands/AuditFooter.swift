import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

extension OutputOptions {
  /// Names the head that an answer of an audit speaks for, whole, so that it can be compared; and
  /// what had to be left out.
  func showHead(_ standpoint: Standpoint, leftOut: [UnreadableEvent] = []) throws {
    for event in leftOut {
      try StandardStream.error.line(
        Style.warning.applied(to: "Left out:", on: .error) + " " + "\(event)".printable())
    }
    let day = standpoint.asOf.map { ", as of \($0)" } ?? ""
    try StandardStream.output.line(
      Style.faint.applied(
        to: "Speaks for size \(standpoint.size), root \(standpoint.root)\(day).", on: .output))
  }

  func line(_ text: String, _ style: Style = .plain) throws {
    try StandardStream.output.line(style.applied(to: text.printable(), on: .output))
  }

  /// A time of recording for a table: to the minute where there is room, else the day.
  ///
  /// The position beside it says the order.
  func recorded(_ entry: TimelineEntry) -> Table.Cell {
    let text = entry.stored.recorded.minuteText
    return Table.Cell(wide || Terminal.columns >= 110 ? text : String(text.prefix(10)))
  }

  /// Whom an event is about; an account by its id alone where there is little room.
  func about(_ entry: TimelineEntry) -> Table.Cell {
    let subject = entry.stored.subject
    guard !wide, Terminal.columns < 110, subject.hasPrefix("account/") else {
      return Table.Cell(subject)
    }
    return Table.Cell(String(subject.dropFirst(8)))
  }
}

extension JSONWriter {
  /// `{"position","recorded","day","type","subject","id","source","actor","summary","amendment"}`.
  mutating func value(_ entry: TimelineEntry) {
    beginObject()
    members(of: entry)
    endObject()
  }

  mutating func members(of entry: TimelineEntry) {
    member("position", entry.stored.position)
    member("recorded", "\(entry.stored.recorded)")
    member("day", "\(entry.day)")
    member("type", entry.type?.name ?? "\(entry.stored.header.type)")
    member("subject", entry.stored.subject)
    member("id", entry.stored.id)
    member("source", entry.stored.source)
    member("actor", optional: entry.stored.actor)
    member("summary", entry.summary)
    member("amendment", optional: entry.amendment?.kind.rawValue)
  }
}

extension Instant {
  /// The day and the minute in UTC: 2026-03-31 14:05.
  var minuteText: String { String("\(self)".prefix(16)).replacing("T", with: " ") }
}
