import ArgumentParser
import Ledger
import Printing
import Projections
import StrictJSON

struct ProjectionsRowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rows",
    abstract: "Show the rows of a projection, brought to the head first.",
    discussion: """
        kontor projections rows health
        kontor projections rows commission --text nordwerk
        kontor projections rows accounts --after nordwerk --limit 20

      Health speaks for the day of the newest event of each account. Exit code 1: an account is \
      in quarantine, so its row is missing or made without some of its events.

      JSON: {"name","generation","rows":[{"key","fields":{"<column>":text}}],
        "next","quarantined","speaksFor"}; next is the key for --after, or null
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The projection.", completion: .list(Views.names))
  var name: String

  @Option(help: "Only rows with this text in one of their columns.")
  var text: String?

  @Option(help: "Only rows after this key.")
  var after: String?

  @Option(parsing: .unconditional, help: "How many rows a page has.")
  var limit = 100

  @OptionGroup var reader: ReaderOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...100_000).contains(limit) else {
      throw ValidationError("--limit is a number from 1 to 100000.")
    }
  }

  func run() throws {
    try ledger.open { ledger in
      let page = try Views(History(ledger.journal), in: ledger.path).page(
        name, after: after, text: text, limit: limit)
      // Rows of commission are what each payee gets; those of other projections are about accounts.
      if name == "commission" {
        try reader.note(ledger, "projections rows", about: ["ledger"], page.speaksFor.size)
      }
      if let rebuild = page.rebuild {
        try StandardStream.error.line("Projection \(name): \(rebuild).")
      }
      try output.json ? printAsJSON(page) : show(page)
      if !page.quarantined.isEmpty { throw Answer.no }
    }
  }

  private func printAsJSON(_ page: ViewPage) throws {
    try printJSON { json in
      json.beginObject()
      json.member("name", page.name)
      json.member("generation", page.generation)
      json.array("rows", page.rows) { json, row in
        json.beginObject()
        json.member("key", row.key)
        json.name("fields")
        json.beginObject()
        for field in row.fields { json.member(field.name, field.value) }
        json.endObject()
        json.endObject()
      }
      json.member("next", optional: page.next)
      json.quarantined(page.quarantined)
      json.speaksFor(page.speaksFor, from: .generation(page.generation, of: page.name))
      json.endObject()
    }
  }

  private func show(_ page: ViewPage) throws {
    guard let first = page.rows.first else {
      try StandardStream.output.line("There is no such row.")
      try output.showFooter(page.speaksFor, from: .generation(page.generation, of: page.name))
      return try output.showQuarantined(page.quarantined, in: name)
    }
    let isWide = output.wide || Terminal.columns >= 130
    let shown = isWide ? first.fields.count : min(6, first.fields.count)
    var table = Table(
      first.fields.prefix(shown).map { .text($0.name.capitalizedFirst, minimum: 8) })
    for row in page.rows { table.add(row.fields.prefix(shown).map { Table.Cell($0.value) }) }
    try output.show(table)
    try output.showFooter(page.speaksFor, from: .generation(page.generation, of: page.name))
    try output.showQuarantined(page.quarantined, in: name)
    if let next = page.next { try StandardStream.error.line("More with --after \(next)") }
  }
}
