import Money
import Printing
import Projections

extension ExtractCustomer {
  /// The address in one line, with the country; says plainly where none was recorded.
  var addressLine: String {
    let lines = address?.split(separator: "\n").joined(separator: ", ")
    let address = lines ?? "Anschrift nicht erfasst"
    return country.map { "\(address), \($0)" } ?? address
  }
}

extension ExtractDelivery {
  /// "10 × p-1, 5 × p-2".
  var extent: String { lines.map(\.words).joined(separator: ", ") }
}

extension ExtractChange {
  var extent: String {
    guard !lines.isEmpty || net != nil else { return "alles, was übrig war" }
    return lines.map(\.words).joined(separator: ", ")
  }
}

extension ExtractQuantity {
  fileprivate var words: String { "\(quantity) × \(product)" }
}

extension ExtractLine {
  /// Whether it was settled and paid.
  var stateInGerman: String {
    let claim = entry.isClaim ? "Forderung an den Empfänger; " : ""
    guard !statements.isEmpty else { return claim + "noch nicht abgerechnet" }
    if isPaidOut { return claim + "ausgezahlt" }
    return claim + (payouts.isEmpty ? "abgerechnet, nicht ausgezahlt" : "teilweise ausgezahlt")
  }
}

extension ExtractDispute {
  var stateInGerman: String {
    guard let settledOn, let result else { return "offen" }
    return "\(ExtractWording.result(result).german) am \(GermanText.day(settledOn))"
  }
}

extension ExtractSum {
  /// The way from the sum of the deals to that of the lines of the same days.
  func steps(
    _ extract: BookExtract
  ) throws(MoneyError) -> [(text: HTMLPage.Heading, amount: Amount)] {
    [
      (.init("Provision der Geschäfte des Zeitraums", "Commission of these deals"), deals),
      (.init("Provision ohne Geschäft", "Commission without a deal"), withoutDeal),
      (.init("Summe dieses Auszugs", "Sum of this extract"), try total()),
      (
        .init(
          "abzüglich Ereignisse außerhalb des Zeitraums", "Less events outside the span"),
        elsewhere
      ),
      (
        .init(
          "zuzüglich Geschäfte außerhalb des Zeitraums", "Plus deals made outside the span"),
        others
      ),
      (
        .init(
          "Alle Provisionszeilen des Zeitraums",
          "All lines of the span"), lines
      ),
    ]
  }
}

extension BookExtract {
  /// What the extract speaks for.
  func facts(ledger: String) -> [(heading: HTMLPage.Heading, value: String)] {
    [
      (.init("Hauptbuch", "ledger"), ledger),
      (.init("Empfänger", "payee"), payee),
      (.init("Zeitraum", "span"), "\(GermanText.day(from)) – \(GermanText.day(to))"),
      (
        .init("Stand vom", "as of"),
        speaksFor.asOf.map(GermanText.day) ?? "alles, was erfasst war"
      ),
      (.init("Umfang des Journals", "journal size"), "\(speaksFor.size)"),
      (.init("Wurzel des Journals", "journal root"), "\(speaksFor.root)"),
    ]
  }
}
