import ArgumentParser
import Ledger
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct TimelineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Show what happened with an account (Kundenhistorie).",
    discussion: """
      The newest come first. An account that others were merged into shows their history with \
      its own, and of each event whose it is. A corrected event stands on the day that holds \
      and shows what holds, with the correction below it; a retracted one stays, marked. The \
      last line names the cursor of the next page: repeat the question with --cursor.

        kontor timeline nordwerk
        kontor timeline nordwerk --family orders --from 2026-01-01 --to 2026-04-01
        kontor timeline nordwerk --search 'mueller rabatt' --oldest-first
        kontor timeline nordwerk --group order
        kontor timeline nordwerk --as-of 2026-02-28 --known-at 2026-03-15T00:00:00Z
        kontor timeline nordwerk --csv > nordwerk.csv
        kontor timeline nordwerk --names --purpose 'visit on 3 May'

      With --diff it says instead what changed about the account from one point to another \
      (Was hat sich geändert): between two days, or between what was known then and now. \
      Members of contracts, invoices and so on stand with their old and new value and the \
      events that changed them; new, late, corrected and retracted events stand apart.

        kontor timeline nordwerk --diff 2026-03-31 2026-06-30
        kontor timeline nordwerk --diff size:1200 size:1350
        kontor timeline nordwerk --diff 2026-03-31@size:1200 2026-06-30

      Families: \(EventFamily.allCases.map { "\($0)" }.joined(separator: ", ")).

      JSON: a list of CloudEvents as they were recorded, each with the further
        attributes summary, and where it applies late (true), amendment (corrected
        or retracted), amendedby (a position) and amendmentreason. The next cursor
        is a line {"next":"…"} on standard error. Corrections are events of their
        own there.
      With --group: {"by","groups":[{"id","first","last","events"}],"omitted",
        "accounts","speaksFor"}; id is null for what belongs to no group.
      With --diff: {"account","before":{"day","speaksFor"},"after":{…},"changes":
        [{"change","kind","id","account","members":[{"name","old","new","events",
        "byTime"}]}],"events":{"new","late","corrected","retracted","restored"},
        "unreadable"}; change is new, changed or gone; events are positions, and in
        "events" lists of {"position","day","account","type","summary","was",
        "amendment","amendedBy","reason"}.
      CSV: UTF-8, semicolons, CRLF, a header row; without --limit every event. Texts
        that a spreadsheet would run as a formula begin with an apostrophe.
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
    help: """
      Only where all these words stand in the line, the ids, the products or the texts; upper and \
      lower case are the same, and so are ä, ae and a.
      """)
  var search: String?

  @Option(
    help: "Put events together by what they are about (Gruppen).",
    completion: .list(TimelineGroups.Key.allCases.map(\.rawValue)),
    transform: { text in
      guard let key = TimelineGroups.Key(rawValue: text) else {
        let keys = TimelineGroups.Key.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("group by one of \(keys)")
      }
      return key
    })
  var group: TimelineGroups.Key?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Compare the account at two points.", valueName: "point"))
  var diff: [String] = []

  @Option(
    help: ArgumentHelp("The first day.", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var from: CalendarDay?

  @Option(
    help: ArgumentHelp("The first day that is not shown any more.", valueName: "day"),
    transform: { try CalendarDay(parsing: $0) })
  var to: CalendarDay?

  @OptionGroup var clocks: ClockOptions

  @Option(
    parsing: .unconditional,
    help: "How many events a page has, or how many groups are shown (default: 50).")
  var limit: Int?

  @Option(help: "The cursor that the page before ended with.")
  var cursor: String?

  @Flag(help: "Begin with the oldest event.")
  var oldestFirst = false

  @Flag(help: "Write a table for spreadsheets (CSV) instead of text.")
  var csv = false

  @Flag(help: "Say below the table who the customer's people are; the reading is noted.")
  var names = false

  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard !names || !output.json && !csv && group == nil && diff.isEmpty else {
      throw ValidationError(
        "--names adds a list below the table; `kontor accounts show --names --json` gives it alone."
      )
    }
    guard limit.map({ (1...10_000).contains($0) }) ?? true else {
      throw ValidationError("--limit is a number from 1 to 10000.")
    }
    let known = EventCatalogue.shared.types.map(\.name)
    for name in type where !known.contains(name) {
      guard name.contains(".v") else {
        let hint = NearestName.of(name, among: known).map { "; did you mean \($0)?" } ?? "."
        throw ValidationError("--type \(name): there is no such type in the catalogue\(hint)")
      }
    }
    if let from, let to, from >= to {
      throw ValidationError(
        "No day lies from \(from) to before \(to); --to names the first day that is not shown.")
    }
    guard !(csv && output.json) else {
      throw ValidationError("--csv and --json are two forms of one answer; give one of them.")
    }
    guard group == nil || cursor == nil && !csv else {
      throw ValidationError("--group has no pages and no CSV; leave out --cursor and --csv.")
    }
    guard !diff.isEmpty else { return }
    guard diff.count == 2 else {
      throw ValidationError(
        """
        --diff compares two points and was given \(diff.count); write the account before it, and \
        the points last. \(Standpoints.forms.capitalizedFirst).
        """)
    }
    guard group == nil, cursor == nil, limit == nil, !csv, filter == TimelineFilter() else {
      throw ValidationError(
        "--diff compares the whole account; leave out --group, --csv, --limit and the filters.")
    }
    for point in diff { _ = try Standpoints.clocks(point, clocks.clocks) }
  }

  private var filter: TimelineFilter {
    var filter = TimelineFilter()
    filter.families = Set(family)
    filter.types = Set(type)
    filter.employee = employee
    filter.contact = contact
    filter.text = text
    filter.search = search
    filter.from = from
    filter.to = to
    return filter
  }

  func run() throws {
    try ledger.open { ledger in
      let history = History(ledger.journal)
      if !diff.isEmpty { return try compare(history) }
      let timeline = Timeline(history)
      var request = TimelineRequest(
        account: account, filter: filter, clocks: clocks.clocks, limit: limit ?? 50,
        cursor: cursor, oldestFirst: oldestFirst, nestsAmendments: !output.json && !csv)
      if let group {
        let groups = try timeline.groups(request, by: group)
        let report = TimelineGroupsReport(groups, by: group)
        return try output.json ? printJSON { report.write(to: &$0) } : report.show(output)
      }
      if csv { return try writeCSV(timeline, &request) }
      let report = TimelineReport(try timeline.page(request))
      if output.json { return try report.printAsJSON() }
      let people = names ? try contactNames(ledger, report.page) : nil
      try report.show(output, account: account)
      try people?.show(output)
    }
  }

  private func contactNames(
    _ ledger: Ledger, _ page: TimelinePage
  ) throws -> ContactNamesReport {
    try ContactNamesReport(
      ledger, page.accounts, reader, command: "timeline", knownSize: page.speaksFor.size)
  }

  private func compare(_ history: History) throws {
    let difference = try StandingQuery(history).difference(
      account, from: try Standpoints.clocks(diff[0], clocks.clocks),
      to: try Standpoints.clocks(diff[1], clocks.clocks))
    let report = DifferenceReport(difference)
    try output.json ? printJSON { report.write(to: &$0) } : report.show(output)
  }

  /// Page by page, so that a long history needs no more memory than a page.
  private func writeCSV(_ timeline: Timeline, _ request: inout TimelineRequest) throws {
    request.limit = limit ?? 4096
    var table = TimelineReport.csvHeader
    while true {
      let page = try timeline.page(request)
      for entry in page.entries { table.add(TimelineReport.csvCells(entry)) }
      try StandardStream.output.write(Array(table.take().utf8))
      guard let next = page.nextCursor else { return }
      guard limit == nil else {
        return try StandardStream.error.line("More with --cursor \(next)")
      }
      request.cursor = next
    }
  }
}
