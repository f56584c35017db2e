import Importing

extension Target {
  /// The first byte chooses the dialect, so that all of them are tried with all tables.
  static func csv(_ input: [UInt8]) throws -> Bool {
    let choice = Int(input.first ?? 0)
    let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    let encodings = CSVDialect.Encoding.allCases
    let dialect = CSVDialect(
      delimiter: delimiters[choice % 4], isQuoted: choice & 4 == 0,
      encoding: encodings[choice / 8 % encodings.count],
      names: choice & 64 == 0 ? nil : ["a", "b", "c"], nullWords: ["NULL", "-"])
    // A row is scanned anew with every chunk that it needs, so a long input comes in few.
    let chunk = max(choice % 50 + 1, input.count / 32)
    let chunks = FileChunks(bytes: Array(input.dropFirst()), chunk: chunk)
    guard var reader = try? CSVReader(chunks, dialect: dialect) else { return false }
    var (taken, all) = (0, 0)
    while let step = try reader.next() {
      all += 1
      if case .row(let row) = step {
        taken += 1
        precondition(row.count == reader.names.count, "a row has another width than the table")
        for index in 0..<row.count { _ = row[index] }
      }
    }
    precondition(all == reader.rows, "rows were lost")
    return taken > 0
  }

  /// The input is a table; the mapping is always the same.
  static func table(_ input: [UInt8]) throws -> Bool {
    let mapping = try Mapping(parsing: mappingText, path: "mapping.yaml")
    let chunks = FileChunks(bytes: input, chunk: 97)
    guard var table = try? CSVImport(mapping, input: chunks, folder: ".") else { return false }
    var isTaken = false
    while let row = try table.next() {
      if case .events = row { isTaken = true }
    }
    return isTaken
  }

  static let tableText = """
    account,sector,since,revenue,country
    Nordwerk GmbH,Maschinenbau,2024-03-01,"1.234.567,89",Germany
    "Müller ""&"" Söhne",Handel,2023-12-31,0,Germany
    Rossi,Handel,2024-02-29,"-5,00",Italy

    """

  private static let mappingText = """
    mapping: 1
    source: urn:kontor:fuzz
    currency: EUR
    numbers: {decimal: ",", thousands: "."}
    columns:
      since: {type: date}
      revenue: {type: money}
      country:
        words: {Germany: DE, Italy: IT}
    events:
      - type: account.registered
        id: account-{account|slug}
        subject: account/{account|slug}
        time: "{since}"
        data:
          account_id: "{account|slug}"
          name: "{account}"
          sector: "{sector}"
          country: "{country}"
          annual_revenue: "{revenue?}"
          source_key: "{account}"
    """
}
