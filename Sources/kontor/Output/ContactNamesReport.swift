import Ledger
import Printing
import StrictJSON

/// Who the customer's people are, for somebody whose reading was noted.
struct ContactNamesReport {
  let names: [ContactName]

  /// Notes the reading, then looks the names up; an account without contacts is nothing to note.
  init(
    _ ledger: Ledger, _ accounts: [String], _ reader: ReaderOptions, command: String,
    knownSize: UInt64
  ) throws {
    try reader.note(ledger, command, about: accounts.map { "account/\($0)" }, knownSize)
    names = try accounts.flatMap { try ledger.contactNames(of: $0, knownSize: knownSize) }
  }

  func show(_ output: OutputOptions) throws {
    try StandardStream.output.line("")
    guard !names.isEmpty else {
      return try StandardStream.output.line("No contacts are known here.")
    }
    let namesAccount = Set(names.map(\.account)).count > 1
    var table = Table([
      .id("Contact"), .text("Name", minimum: 20), .text("Title", minimum: 12), .text("Account"),
    ])
    for name in names {
      let (text, title, style) = Self.cells(name.state)
      table.add([
        Table.Cell(name.contact), Table.Cell(text, style), Table.Cell(title),
        Table.Cell(namesAccount ? name.account : "", .faint),
      ])
    }
    try output.show(table)
  }

  private static func cells(_ state: ContactName.State) -> (String, String, Style) {
    switch state {
    case .named(let name, let title): (name, title ?? "", .plain)
    case .unnamed: ("(no name recorded)", "", .faint)
    case .erased: ("(erased)", "", .faint)
    case .unusable(let reason): ("(\(reason))", "", .bad)
    }
  }

  func write(to json: inout JSONWriter) {
    json.array("names", names) { json, name in
      json.beginObject()
      json.member("account", name.account)
      json.member("contact", name.contact)
      switch name.state {
      case .named(let text, let title):
        json.member("state", "named")
        json.member("name", text)
        json.member("title", optional: title)
      case .unnamed: json.member("state", "unnamed")
      case .erased: json.member("state", "erased")
      case .unusable(let reason):
        json.member("state", "unusable")
        json.member("reason", reason)
      }
      json.endObject()
    }
  }
}
