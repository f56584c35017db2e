import Money
import Printing
import Projections
import StrictJSON

/// How handovers go, as text, as CSV and as JSON.
struct HandoverReport {
  let answer: HandoverAnswer
  /// What was asked for, as an empty answer says it.
  let wanted: String

  init(_ answer: HandoverAnswer, all: Bool, of employee: String? = nil) {
    self.answer = answer
    let whose = employee.map { "from or to \($0.printable()) " } ?? ""
    wanted = whose + (all ? "is known" : "is open")
  }

  func show(_ output: OutputOptions) throws {
    guard !answer.handovers.isEmpty else {
      try StandardStream.output.line("No handover \(wanted) as of \(answer.day).")
      return try output.showFooter(answer.speaksFor, answer.quarantined)
    }
    let hasRoom = output.wide || Terminal.columns >= 110
    var table = Table([
      .text("Account", minimum: 8), .text("Handover", minimum: 8), .id("From"),
      .id("To"), .id("Since"), .number("Days"), .id("Planned"), .id("List"),
      .prose("Missing", minimum: 12), .id("Met"), .number("First"), .id("Complete"),
    ])
    for handover in answer.handovers {
      table.add([
        Table.Cell(handover.account), Table.Cell(hasRoom ? handover.id : ""),
        Table.Cell(handover.from), Table.Cell(handover.to),
        Table.Cell(hasRoom ? "\(handover.initiated)" : ""),
        "\(handover.age)",
        Table.Cell(handover.planned.map { "\($0)" } ?? "", handover.isLate ? .bad : .plain),
        "\(handover.done.count)/\(Handover.checklist.count)",
        Table.Cell(handover.missing.joined(separator: ", ")),
        Table.Cell(handover.introduction == nil ? "no" : "yes"),
        Table.Cell(handover.firstMeeting.map { "\($0.days)" } ?? "none", handover.meetingStyle),
        Table.Cell(hasRoom ? handover.completed.map { "\($0)" } ?? "" : ""),
      ])
    }
    try output.show(table)
    for handover in answer.handovers where handover.isLate && handover.completed == nil {
      try StandardStream.output.line(
        Style.warning.applied(
          to:
            "\(handover.id) of \(handover.account) was planned for \(handover.planned ?? answer.day)."
            .printable(), on: .output))
    }
    try output.showFooter(answer.speaksFor, answer.quarantined)
  }

  var csv: String {
    var table = CSVWriter([
      "account", "name", "handover", "kind", "from", "to", "initiated", "planned", "late",
      "completed", "agedays", "done", "of", "missing", "introduced", "firstmeeting",
      "firstmeetingdays", "nomeeting", "daysfromcompletion",
    ])
    for handover in answer.handovers {
      table.add([
        .text(handover.account), CSVWriter.Cell(handover.name), .text(handover.id),
        .text(handover.kind), .text(handover.from), .text(handover.to),
        CSVWriter.Cell(handover.initiated), CSVWriter.Cell(handover.planned),
        .text(handover.isLate ? "yes" : "no"), CSVWriter.Cell(handover.completed),
        CSVWriter.Cell(handover.age), CSVWriter.Cell(handover.done.count),
        CSVWriter.Cell(Handover.checklist.count),
        .text(handover.missing.joined(separator: ", ")),
        CSVWriter.Cell(handover.introduction?.day), CSVWriter.Cell(handover.firstMeeting?.day),
        CSVWriter.Cell(handover.firstMeeting?.days), CSVWriter.Cell(handover.noMeeting),
        CSVWriter.Cell(handover.daysFromCompletion),
      ])
    }
    return table.text
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("day", "\(answer.day)")
    json.array("handovers", answer.handovers) { $0.handover($1) }
    json.unreadable(answer.quarantined)
    json.speaksFor(answer.speaksFor)
    json.endObject()
  }
}

extension Handover {
  fileprivate var meetingStyle: Style { firstMeeting == nil ? .warning : .plain }
}

extension JSONWriter {
  fileprivate mutating func handover(_ handover: Handover) {
    beginObject()
    member("handover", handover.id)
    member("account", handover.account)
    member("name", optional: handover.name)
    member("kind", handover.kind.outsideName)
    member("from", handover.from)
    member("to", handover.to)
    member("initiated", "\(handover.initiated)")
    member("planned", optional: handover.planned.map { "\($0)" })
    member("completed", optional: handover.completed.map { "\($0)" })
    member("ageDays", handover.age)
    array("done", handover.done) { $0.value($1.outsideName) }
    array("missing", handover.missing) { $0.value($1.outsideName) }
    name("introduction")
    if let introduction = handover.introduction {
      beginObject()
      member("day", "\(introduction.day)")
      member("contact", introduction.contact)
      member("mode", introduction.mode.outsideName)
      endObject()
    } else {
      null()
    }
    member("late", handover.isLate)
    name("firstMeeting")
    if let meeting = handover.firstMeeting {
      beginObject()
      member("day", "\(meeting.day)")
      member("position", meeting.position)
      member("days", meeting.days)
      endObject()
    } else {
      null()
    }
    member("noMeeting", optional: handover.noMeeting)
    member("daysFromCompletion", optional: handover.daysFromCompletion)
    positions("events", handover.events)
    endObject()
  }
}
