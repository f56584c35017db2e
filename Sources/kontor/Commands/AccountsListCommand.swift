import ArgumentParser
import Ledger
import LedgerEvents
import Money
import Printing
import Projections
import StrictJSON

struct AccountsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the accounts (the default).",
    discussion: """
      In the order of their ids. Tier, key account manager and contract end are those of the \
      day asked for, without --as-of those of the day of the last event recorded.

        kontor accounts --text Köln --tier key
        kontor accounts --json | jq -r '.accounts[].id'

      JSON: {"accounts":[{"id","name","sector","country","tier","kam","mergedInto",
        "events","interactions","lastInteraction","openEscalations",
        "nextContractEnd","lastPosition","unreadable"}],"day","next","generation",
        "quarantined":[{"account","positions","reason"}],"speaksFor"}; next is the
        cursor of the next page or null, generation null where clocks are given

      Exit code 1: an account is in quarantine (projections list --quarantined), so its row is \
      missing or made without some of its events; the others are right.
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(help: "Only with these words in id, name, sector or country; ü is found as ue and as u.")
  var text: String?

  @Option(
    help: "Only of this tier: standard, key or strategic.",
    completion: .list(["standard", "key", "strategic"]),
    transform: { text in
      let tiers = AccountTierAssigned.Tier.allCases.filter { $0 != .unspecified }
      guard let tier = tiers.first(where: { "\($0)" == text }) else {
        throw ValidationError("the tiers are \(tiers.map { "\($0)" }.joined(separator: ", "))")
      }
      return tier
    })
  var tier: AccountTierAssigned.Tier?

  @Option(
    name: [.customLong("kam"), .customLong("owner")],
    help: "Only with this key account manager, by id.")
  var kam: String?

  @Flag(help: "Show accounts that were merged into another as well.")
  var merged = false

  @OptionGroup var clocks: ClockOptions

  @Option(parsing: .unconditional, help: "How many accounts a page has.")
  var limit = 200

  @Option(help: "The cursor that the page before ended with.")
  var cursor: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...100_000).contains(limit) else {
      throw ValidationError("--limit is a number from 1 to 100000.")
    }
  }

  func run() throws {
    var filter = AccountFilter()
    filter.text = text
    filter.tier = tier
    filter.kam = kam
    filter.includesMerged = merged
    let request = AccountRequest(
      filter: filter, clocks: clocks.clocks, limit: limit, cursor: cursor)
    try ledger.open { ledger in
      let page = try Accounts(History(ledger.journal), in: ledger.path).list(request)
      if let rebuild = page.rebuild {
        try StandardStream.error.line("List of accounts: \(rebuild).")
      }
      try output.json ? printAsJSON(page) : show(page)
      if !page.quarantined.isEmpty { throw Answer.no }
    }
  }

  private func printAsJSON(_ page: AccountPage) throws {
    try printJSON { json in
      json.beginObject()
      json.array("accounts", page.rows) { json, row in
        json.beginObject()
        json.member("id", row.id)
        json.member("name", optional: row.name)
        json.member("sector", optional: row.sector)
        json.member("country", optional: row.country)
        json.member("tier", optional: row.tier.map { "\($0)" })
        json.member("kam", optional: row.kam)
        json.member("mergedInto", optional: row.mergedInto)
        json.member("events", row.eventCount)
        json.member("interactions", row.interactionCount)
        json.member("lastInteraction", optional: row.lastInteraction.map { "\($0)" })
        json.member("openEscalations", row.openEscalations)
        json.member("nextContractEnd", optional: row.nextContractEnd.map { "\($0)" })
        json.member("lastPosition", row.lastPosition)
        json.positions("unreadable", row.unreadable)
        json.endObject()
      }
      json.member("day", "\(page.day)")
      json.member("next", optional: page.nextCursor)
      json.member("generation", optional: page.generation)
      json.quarantined(page.quarantined)
      json.speaksFor(page.speaksFor, from: .init(accounts: page.generation))
      json.endObject()
    }
  }

  /// What an empty page says.
  private var nothing: String {
    if let kam { return "No account like this has \(kam.printable()) as its key account manager." }
    guard text == nil, tier == nil, cursor == nil else { return "No account is like this." }
    return "No account is recorded yet; `kontor import FILE` records the events of a file."
  }

  private func show(_ page: AccountPage) throws {
    guard !page.rows.isEmpty else {
      try StandardStream.output.line(nothing)
      try output.showFooter(page.speaksFor, from: .init(accounts: page.generation))
      return try output.showQuarantined(page.quarantined, in: "accounts")
    }
    var table = Table([
      .text("Account", minimum: 24), .text("Name"), .text("Sector", minimum: 8), .id("Tier"),
      .text("KAM", minimum: 6), .number("Events"), .id("Last contact"), .number("Open"),
      .id("Contract end"),
    ])
    let hasRoom = output.wide || Terminal.columns >= 110
    for row in page.rows {
      table.add([
        Table.Cell(row.id), Table.Cell(row.name ?? ""),
        Table.Cell(hasRoom ? row.sector ?? "" : ""), Table.Cell(row.tier.map { "\($0)" } ?? ""),
        Table.Cell(row.kam ?? ""), "\(row.eventCount)",
        Table.Cell(row.lastInteraction.map { "\($0)" } ?? ""),
        Table.Cell(row.openEscalations > 0 ? "\(row.openEscalations)" : "", .bad),
        Table.Cell(hasRoom ? row.nextContractEnd.map { "\($0)" } ?? "" : ""),
      ])
    }
    try output.show(table)
    try output.showFooter(page.speaksFor, from: .init(accounts: page.generation))
    try output.showQuarantined(page.quarantined, in: "accounts")
    // With clocks nothing is stored, so the rows themselves say what they had to leave out.
    for row in page.rows where page.generation == nil && !row.unreadable.isEmpty {
      try StandardStream.error.line(
        "\(row.id) has unreadable events at \(row.unreadable.shortened).")
    }
    if let next = page.nextCursor { try StandardStream.error.line("More with --cursor \(next)") }
  }
}
