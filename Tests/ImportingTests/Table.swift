import Importing
import Testing

/// A small generator with a fixed seed, so that a failure can be had again.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// What a table says, read to its end.
struct Table {
  var names: [String] = []
  var rows: [[String?]] = []
  var lines: [Int] = []
  var rejected: [RejectedRow] = []
  var count = 0

  init(_ text: String, _ dialect: CSVDialect = CSVDialect(), chunk: Int = 1 << 18) throws {
    try self.init(bytes: Array(text.utf8), dialect, chunk: chunk)
  }

  /// A missing value reads as nil when it is explicit, as "" when it is empty.
  init(bytes: [UInt8], _ dialect: CSVDialect = CSVDialect(), chunk: Int = 1 << 18) throws {
    var reader = try CSVReader(FileChunks(bytes: bytes, chunk: chunk), dialect: dialect)
    names = reader.names
    while let step = try reader.next() {
      switch step {
      case .row(let row):
        lines.append(row.line)
        rows.append(
          (0..<row.count).map { index in
            switch row[index] {
            case .empty: ""
            case .null: nil
            case .text(let bytes): String(decoding: bytes, as: UTF8.self)
            }
          })
      case .rejected(let row): rejected.append(row)
      }
    }
    count = reader.rows
  }
}
