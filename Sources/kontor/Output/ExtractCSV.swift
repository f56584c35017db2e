import Money
import Printing
import Projections

/// A book extract as a table for a spreadsheet: one physical row for each entry.
///
/// A deal has several deliveries, invoices and payments. Joined into one cell they could neither be
/// added up nor filtered, and whoever checks an extract does both. So every entry has a row of its
/// own that repeats the key of its deal, and the column Satzart says what it is: filtered by
/// "Auftrag" there is one row for each deal. Commission stands only in rows "Provision", so the
/// column adds up to the sum without counting anything twice; rows "Summe" and "Stand" come last.
struct ExtractCSV {
  enum Column: String, CaseIterable {
    case number = "Lfd. Nr."
    case kind = "Satzart"
    case orderDay = "Auftragsdatum"
    case confirmed = "Bestätigt am"
    case order = "Auftragsnummer"
    case customerNumber = "Kundennummer"
    case customer = "Kunde"
    case address = "Anschrift"
    case day = "Datum"
    case document = "Beleg"
    case about = "Zu Beleg"
    case product = "Artikel"
    case description = "Bezeichnung"
    case quantity = "Menge"
    case list = "Regulärer Preis"
    case net = "Betrag netto"
    case gross = "Betrag brutto"
    case ancillary = "Nebenkosten"
    case percent = "Prozent"
    case currency = "Währung"
    case level = "Provisionssatz"
    case earned = "Provision verdient"
    case payable = "Provision zahlbar"
    case paidOut = "Provision ausgezahlt"
    case paidOn = "Ausgezahlt am"
    case statement = "Abrechnung"
    case clause = "Klausel"
    case part = "Eigenschaft"
    case state = "Stand"
    case reason = "Grund"
    case cause = "Zu vertreten"
    case measures = "Maßnahmen"
    case note = "Bemerkung"
  }

  typealias Record = [Column: CSVWriter.Cell]

  private let extract: BookExtract
  private let ledger: String
  private var writer = CSVWriter()

  init(_ extract: BookExtract, ledger: String) {
    self.extract = extract
    self.ledger = ledger
  }

  func bytes() throws(MoneyError) -> [UInt8] {
    var copy = self
    copy.writer.row(Column.allCases.map { .text($0.rawValue) })
    for row in extract.rows { try copy.add(row) }
    for line in extract.withoutDeal { copy.add(Self.record(line), kind: "Provision ohne Geschäft") }
    try copy.addSums()
    return copy.writer.bytes
  }

  private mutating func add(_ row: ExtractRow) throws(MoneyError) {
    var key: Record = [
      .number: .integer(Int64(row.number)), .orderDay: .day(row.day), .order: .text(row.document),
      .customerNumber: .text(row.customer.number), .customer: .text(row.customer.name ?? ""),
      .address: .text(row.customer.addressLine), .currency: .text(row.net.currency.code),
    ]
    if let confirmed = row.confirmed { key[.confirmed] = .day(confirmed) }
    for (kind, record) in try row.records() {
      add(key.merging(record) { $1 }, kind: kind)
    }
    for line in row.lines {
      add(key.merging(Self.record(line)) { $1 }, kind: "Provision")
    }
  }

  private mutating func add(_ record: Record, kind: String) {
    var record = record
    record[.kind] = .text(kind)
    writer.row(Column.allCases.map { record[$0] })
  }

  private static func record(_ line: ExtractLine) -> Record {
    let entry = line.entry
    var record: Record = [
      .day: .day(entry.trigger.day), .document: .text(entry.id), .net: .amount(entry.credited),
      .currency: .text(entry.amount.currency.code), .earned: .amount(entry.amount),
      .payable: .amount(entry.payable),
      .level: .text(
        entry.rate.map(GermanText.rate) ?? line.levels.joined(separator: "\n")),
      .clause: .text("\(entry.plan) \(entry.planVersion), \(entry.clause)"),
      .part: .text(ExtractWording.part(entry.role).german),
      .state: .text(line.stateInGerman), .note: .text(line.clauseText ?? ""),
    ]
    record[.statement] = .text(line.statements.joined(separator: ", "))
    if line.isPaidOut {
      record[.paidOut] = .amount(entry.payable)
      if let day = line.payouts.map(\.day).max() { record[.paidOn] = .day(day) }
    }
    return record
  }

  private mutating func addSums() throws(MoneyError) {
    for sum in extract.sums {
      for (text, amount) in try sum.steps(extract) {
        add(
          [
            .earned: .amount(amount), .currency: .text(sum.currency.code),
            .note: .text(text.german),
          ], kind: "Summe")
      }
    }
    for fact in extract.facts(ledger: ledger) {
      add([.state: .text(fact.heading.german), .note: .text(fact.value)], kind: "Stand")
    }
  }
}
