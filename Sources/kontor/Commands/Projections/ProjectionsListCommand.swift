import ArgumentParser
import Ledger
import Money
import Printing
import Projections
import StrictJSON
import TransparencyLog

struct ProjectionsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the projections and their generations (the default).",
    discussion: """
      Reads only: nothing is brought to the head for it. * marks the generation that answers. \
      Two generations at the same cursor with the same digest hold the same rows. While one is \
      being made, its state shows how far it is and when it last wrote a checkpoint.

        kontor projections list
        kontor projections list --quarantined
        kontor projections list --json | jq '.projections[] | {name, digest}'

      JSON: {"projections":[{"name","generation","running","state","detail",
        "cursor","root","rows","digest","bytes","rules","making":{"eventsDone",
        "events","workers","heartbeat"},"quarantined":[{"account","positions",
        "reason"}]}]}; state is unmade, current, behind, building, interrupted,
        fault, otherRules or unreadable
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "Only this projection.", completion: .list(Views.names))
  var name: String?

  @Flag(help: "List the quarantined accounts instead; exit code 1 where there is one.")
  var quarantined = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    try ledger.open { ledger in
      let found = try Views(History(ledger.journal), in: ledger.path).list(name)
      if output.json {
        try printAsJSON(found)
      } else if quarantined {
        try showQuarantined(found)
      } else {
        try show(found)
      }
      if quarantined, found.contains(where: { !$0.quarantined.isEmpty }) { throw Answer.no }
    }
  }

  private func printAsJSON(_ found: [ViewStatus]) throws {
    try printJSON { json in
      json.beginObject()
      json.array("projections", found) { json, status in
        json.beginObject()
        json.member("name", status.name)
        json.member("generation", status.generation)
        json.member("running", status.isRunning)
        json.member("state", status.state.word)
        json.member("detail", status.detail)
        json.member("cursor", status.size)
        json.member("root", optional: status.root.map { "\($0)" })
        json.member("rows", status.rows)
        json.member("digest", optional: status.digest?.hexadecimal)
        json.member("bytes", status.bytes)
        json.array("rules", status.rules) { $0.value($1) }
        json.name("making")
        if let making = status.making {
          json.beginObject()
          json.member("eventsDone", making.eventsDone)
          json.member("events", making.events)
          json.member("workers", making.workers)
          json.member("heartbeat", optional: making.heartbeat.map { "\($0)" })
          json.endObject()
        } else {
          json.null()
        }
        json.quarantined(status.quarantined)
        json.endObject()
      }
      json.endObject()
    }
  }

  private func show(_ found: [ViewStatus]) throws {
    var table = Table([
      .id("Projection"), .number("Gen"), .id(""), .number("Cursor"), .number("Rows"),
      .id("Digest"), .number("Size"), .prose("State"),
    ])
    for status in found {
      let isMade = status.state != .unmade
      let digest = status.digest?.hexadecimal ?? ""
      table.add([
        Table.Cell(status.name), "\(status.generation)",
        Table.Cell(status.isRunning ? "*" : "", .good),
        Table.Cell(isMade ? "\(status.size)" : ""), Table.Cell(isMade ? "\(status.rows)" : ""),
        Table.Cell(output.wide ? digest : String(digest.prefix(8)), .faint),
        Table.Cell(status.bytes > 0 ? "\(ByteCount(status.bytes))" : ""),
        Table.Cell(status.detail, status.state.style),
      ])
    }
    try output.show(table)
    let held = found.filter { $0.isRunning }.reduce(0) { $0 + $1.quarantined.count }
    if held > 0 {
      try StandardStream.error.line(
        "\(held.counted("account")) in quarantine; --quarantined names them.")
    }
  }

  private func showQuarantined(_ found: [ViewStatus]) throws {
    var table = Table([
      .id("Projection"), .number("Gen"), .id("Account"), .id("Events"), .prose("Reason"),
    ])
    for status in found {
      for entry in status.quarantined {
        table.add([
          Table.Cell(status.name), "\(status.generation)", Table.Cell(entry.account),
          Table.Cell(entry.quarantine.positions.shortened, .faint),
          Table.Cell(entry.quarantine.reason, .bad),
        ])
      }
    }
    if table.rows.isEmpty {
      return try StandardStream.output.line("No account is in quarantine.")
    }
    try output.show(table)
    try StandardStream.error.line(
      "Correct the events, or fold the accounts again: kontor projections retry NAME")
  }
}

extension ViewStatus {
  /// The state in a few words.
  fileprivate var detail: String {
    let held = quarantined.isEmpty ? "" : ", \(quarantined.count) quarantined"
    return switch state {
    case .unmade: "not made yet; the first question makes it"
    case .current: "current" + held
    case .behind(let count): "\(count.counted("event")) behind" + held
    case .building: "being made" + progress
    case .interrupted:
      "interrupted" + progress + "; " + (isRunning ? "the next question" : "rebuild") + " goes on"
    case .fault(let fault):
      switch fault {
      case .ahead(let cursor, let size): "ahead: read \(cursor) records, the journal holds \(size)"
      case .otherHistory(let size): "of another history of \(size) records"
      case .otherFormat(let found, let known): "format \(found), the program writes \(known)"
      case .brokenCursor: "its cursor cannot be read"
      case .damaged(let reason): "damaged: \(reason)"
      }
    case .otherRules(let rules): "made under \(rules.joined(separator: ", "))"
    case .unreadable(let reason, _): "cannot be opened: \(reason)"
    }
  }

  private var progress: String {
    guard let found = making else { return "" }
    let share = found.events > 0 ? 100 * found.eventsDone / found.events : 0
    let beat = found.heartbeat.map { ", heartbeat \($0)" } ?? ""
    return ", \(share) %\(beat)"
  }
}

extension ViewStatus.State {
  fileprivate var word: String {
    switch self {
    case .unmade: "unmade"
    case .current: "current"
    case .behind: "behind"
    case .building: "building"
    case .interrupted: "interrupted"
    case .fault: "fault"
    case .otherRules: "otherRules"
    case .unreadable: "unreadable"
    }
  }

  fileprivate var style: Style {
    switch self {
    case .current: .good
    case .unmade, .behind, .building: .plain
    case .interrupted, .otherRules: .warning
    case .fault, .unreadable: .bad
    }
  }
}
