import Foundation
import LedgerEvents

/// What the inputs of a target are made from: good examples, and pieces that are put into them.
package struct Seeds {
  package let inputs: [[UInt8]]
  package let pieces: [[UInt8]]

  package init(_ target: Target, root: String) throws {
    switch target {
    case .record:
      inputs = try Self.files(root + "/Schemas/events", ".json").map { file in
        try CloudEvents.parse(file).record(
          position: 41, recorded: 1_767_300_000_123_456, stream: 7, revision: 3,
          businessDay: 20_260_102)
      }
      pieces = [
        [0xFF], [0x80, 0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x0A, 0x00], [0x7A, 0x7F],
      ]
    case .json, .cloudevents:
      inputs = try Self.files(root + "/Schemas/events", ".json")
      pieces = Self.jsonPieces
    case .eventsfile:
      let files = try Self.files(root + "/Schemas/events", ".json")
      inputs =
        [files[0]]
        + stride(from: 0, to: files.count - 3, by: 3).flatMap { start in
          let lines = files[start..<start + 3].map { $0.map { $0 == 0x0A ? 0x20 : $0 } }
          return [
            Array(lines.joined(separator: [0x0A])),
            [0x5B] + Array(lines.joined(separator: [0x2C])) + [0x5D],
          ]
        }
      pieces = Self.jsonPieces + ["\n", "\r\n"].map { Array($0.utf8) }
    case .csv:
      inputs =
        [0, 1, 2, 3, 4, 8, 9, 16, 17, 64, 65, 72, 100].map {
          [UInt8($0)] + Array(Target.tableText.utf8)
        }
        + (0..<4).map { choice in
          [UInt8(choice)] + Array("a,b;c\n1,2;3\n\"x\",\"y\";\"z\"\n".utf8)
        }
      pieces = Self.tablePieces
    case .table:
      inputs = [Array(Target.tableText.utf8)]
      pieces = Self.tablePieces
    case .mapping, .plan, .model, .yaml:
      let folder =
        switch target {
        case .plan: "/Schemas/plans"
        case .model: "/Schemas/health-models"
        default: "/Schemas/mappings"
        }
      inputs = try Self.files(root + folder, ".yaml")
      pieces = Self.yamlPieces
    case .note, .proof, .key, .tile:
      inputs = try SmallLog().files(for: target)
      pieces = Self.logPieces
    case .timestamp:
      inputs = [try readFile(root + "/Tests/TransparencyLogTests/Vectors/timestamp.tsr")]
      pieces = [[0x30, 0x80], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x02, 0x00], [0x00, 0x00]]
    case .bundle, .parts, .statement:
      let bundle = try readFile(root + "/Tools/fuzz/corpus/bundle-statement")
      inputs = target == .statement ? [try Target.statementText(of: bundle)] : [bundle]
      pieces = Self.jsonPieces + [[0x00, 0x00, 0x00, 0x34], [0xFF, 0xFF, 0xFF, 0xFF]]
    case .amount:
      inputs = [
        "1234.56 EUR", "-0.01 USD", "0 JPY", "9223372036854775807 JPY", "12,5 %",
        "92233720368547758.07 EUR",
      ].map { Array($0.utf8) }
      pieces = Self.numberPieces
    case .instant:
      inputs = [
        "2026-03-01T12:00:00Z", "1969-12-31T23:59:59.999999+14:00", "0000-01-01T00:00:00-23:59",
        "9999-12-31T23:59:59.123456789Z",
      ].map { Array($0.utf8) }
      pieces = Self.numberPieces
    case .day:
      inputs = [
        "2026-03-01", "0000-01-01", "9999-12-31", "2024-02-29", "2026-Q1", "2026-12", "2026",
      ]
      .map { Array($0.utf8) }
      pieces = Self.numberPieces
    }
    guard !inputs.isEmpty else { throw FuzzError(what: "there is no example for \(target)") }
  }

  private static func files(_ folder: String, _ suffix: String) throws -> [[UInt8]] {
    guard let names = FileManager.default.enumerator(atPath: folder) else {
      throw FuzzError(what: "\(folder) cannot be read; give the repository with --root")
    }
    let paths = names.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted()
    return try paths.map { try readFile(folder + "/" + $0) }
  }

  private static let jsonPieces =
    [
      "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "null",
      "true",
      "-0", "1e999", "1E-9999", "0.0000000000000000000001", "9223372036854775808",
      "-9223372036854775809", "18446744073709551616", "\"amount\":\"", "\"currency\":\"XXX\"",
      "\"data\":", "\"type\":", "\"time\":\"", "9999-12-31T23:59:60Z", "ß", "\u{0}", "\u{FEFF}",
    ].map { Array($0.utf8) } + [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x1F],
    ]

  private static let tablePieces =
    [
      "\"", "\"\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", "NULL", "-", "\u{FEFF}", "1.234,56",
      "99999999999999999999", "2024-02-30", "\u{0}", "ß", "€", "\"\n\"", ",,,,,,,,",
    ].map { Array($0.utf8) } + [[0x80], [0x81], [0xFF], [0xC3]]

  private static let yamlPieces = [
    ":", ": ", "- ", "{", "}", "[", "]", "\"", "'", "|", ">", "&a ", "*a", "<<: ", "!!binary ",
    "---\n",
    "...\n", "#", "? ", "%YAML 1.1\n", "\t", "\n", "\n  ", "  ", "~", "null", "yes", "0x1F", ".inf",
    "1e400", "99999999999999999999", "100 %", "-1 %", "1/0", "0/0", "{x|slug}", "{x?}", "{}",
    "9999-12-31", "\u{FEFF}", "\u{0}", "ß", "\u{2028}",
  ].map { Array($0.utf8) }

  private static let logPieces = [
    "\n", "\n\n", "\u{2014} ", "old 0", "old 18446744073709551615", "index 0",
    "18446744073709551616", "extra ", "c2sp.org/tlog-proof@v1\n", "=", "+", "00", "x001/", ".p/255",
    "tile/entries/", "\u{0}", "ß",
  ].map { Array($0.utf8) }

  private static let numberPieces = [
    "0", "9", "-", "+", ".", ",", ":", "T", "Z", "%", "/", " ", "e9", "00000000000000000000",
    "99999999999999999999", "٣", "EUR", "\u{0}", "24:00", ":60", "-00:00", "-02-29",
  ].map { Array($0.utf8) }
}

/// Why the fuzzer itself cannot work.
package struct FuzzError: Error, CustomStringConvertible {
  package let what: String

  package init(what: String) { self.what = what }

  package var description: String { what }
}

package func readFile(_ path: String) throws -> [UInt8] {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw FuzzError(what: "\(path) cannot be read")
  }
  return [UInt8](data)
}
