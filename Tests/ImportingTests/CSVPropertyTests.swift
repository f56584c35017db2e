import Importing
import Testing

struct CSVPropertyTests {
  private static let pieces = [
    "", "a", "Nordwerk", "1.234,56", "ü", "€", "😀", ",", ";", "\t", "|", "\"", "\n", "\r\n", "NULL",
  ]

  private static func field(_ random: inout Seeded, isQuoted: Bool, delimiter: String) -> String {
    let field = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
    guard !isQuoted else { return field }
    return String(
      String.UnicodeScalarView(
        field.unicodeScalars.filter { !"\r\n\(delimiter)".unicodeScalars.contains($0) }))
  }

  /// A writer of its own: quotes when it must, and now and then when it need not.
  private static func written(
    _ field: String, _ random: inout Seeded, isQuoted: Bool, delimiter: String
  ) -> String {
    let special = "\"\r\n\(delimiter)".unicodeScalars
    let must = field.unicodeScalars.contains { special.contains($0) } || field == "NULL"
    guard isQuoted, must || Int.random(in: 0..<3, using: &random) == 0 else { return field }
    var text = "\""
    for scalar in field.unicodeScalars {
      text.unicodeScalars.append(scalar)
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
    }
    return text + "\""
  }

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func `A table written in any dialect reads back equal`(seed: UInt64) throws {
    var random = Seeded(seed)
    let delimiter = [",", ";", "\t", "|"].randomElement(using: &random) ?? ","
    let isQuoted = Bool.random(using: &random)
    let end = Bool.random(using: &random) ? "\n" : "\r\n"
    let width = Int.random(in: 2...6, using: &random)
    let rows = (0..<Int.random(in: 0...30, using: &random)).map { _ in
      (0..<width).map { _ in Self.field(&random, isQuoted: isQuoted, delimiter: delimiter) }
    }
    let header = (0..<width).map { "column \($0)" }
    var text = Bool.random(using: &random) ? "\u{FEFF}" : ""
    text += header.joined(separator: delimiter)
    for row in rows {
      text += end
      text += row.map {
        Self.written($0, &random, isQuoted: isQuoted, delimiter: delimiter)
      }.joined(separator: delimiter)
    }
    if Bool.random(using: &random) { text += end }
    let dialect = CSVDialect(
      delimiter: try #require(delimiter.utf8.first), isQuoted: isQuoted,
      nullWords: isQuoted ? ["NULL"] : [])
    let table = try Table(text, dialect, chunk: Int.random(in: 1...200, using: &random))
    #expect(table.names == header, Comment("seed \(seed)"))
    #expect(table.rows == rows.map { $0.map { Optional($0) } }, Comment("seed \(seed)"))
    #expect(table.rejected == [] && table.count == rows.count, Comment("seed \(seed)"))
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `Broken bytes never stop the reader and never lose a byte of a row`(seed: UInt64) throws {
    var random = Seeded(seed)
    var bytes = Array("a,b,c\n".utf8)
    let header = bytes.count
    for row in 0..<40 { bytes += Array("\(row),\"x \"\"y\"\" \(row)\",ü\r\n".utf8) }
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      let place = Int.random(in: header..<bytes.count, using: &random)
      let noise: UInt8 =
        [0x22, 0x0A, 0x0D, 0x2C, 0xFF, 0x00, 0xC3].randomElement(using: &random) ?? 0
      bytes[place] = Bool.random(using: &random) ? noise : UInt8.random(in: 0...255, using: &random)
    }
    var reader = try CSVReader(
      FileChunks(bytes: bytes, chunk: Int.random(in: 1...300, using: &random)))
    var rows = 0
    var next = header
    while let step = try reader.next() {
      rows += 1
      let (offset, row) =
        switch step {
        case .row(let row): (row.offset, row.bytes)
        case .rejected(let row): (row.offset, row.bytes)
        }
      #expect(
        bytes[next..<offset].allSatisfy { $0 == 0x0A || $0 == 0x0D }, Comment("seed \(seed)"))
      #expect(Array(bytes[offset..<offset + row.count]) == row, Comment("seed \(seed)"))
      next = offset + row.count
    }
    #expect(bytes[next...].allSatisfy { $0 == 0x0A || $0 == 0x0D }, Comment("seed \(seed)"))
    #expect(rows == reader.rows, Comment("seed \(seed)"))
  }
}
