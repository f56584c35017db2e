import Foundation
import Importing
import Testing

struct RejectsFileTests {
  private func written(_ rows: [RejectedRow]) throws -> [String] {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("rejects-\(UUID().uuidString).ndjson").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try RejectsFile(path: path)
    for row in rows { try file.write(row) }
    try file.flush()
    #expect(file.count == rows.count)
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  @Test func `A rejected row stands on one line with its line, column and reason`() throws {
    let row = RejectedRow(
      line: 7, offset: 90, column: "price", reason: "“x” is no number.",
      bytes: Array("a,\"b\\\tü\"\n\u{1}".utf8))
    #expect(
      try written([row]) == [
        #"{"line":7,"column":"price","reason":"“x” is no number.","row":"a,\"b\\\tü\"\n\u0001"}"#
      ])
  }

  @Test func `Bytes that are no text are written in base 64`() throws {
    let cases: [([UInt8], String)] = [
      ([0xFF], "/w=="), ([0xFF, 0xFE], "//4="), ([0xFF, 0, 1], "/wAB"),
    ]
    for (bytes, base64) in cases {
      let row = RejectedRow(line: 1, offset: 0, reason: "r", bytes: bytes)
      #expect(try written([row]) == [#"{"line":1,"reason":"r","row_base64":"\#(base64)"}"#])
    }
  }

  @Test func `A row too long to keep says how long it is and where`() throws {
    let row = RejectedRow(line: 2, offset: 6, reason: "r", bytes: [0x78], length: 5_000_000)
    #expect(
      try written([row]) == [
        #"{"line":2,"reason":"r","length":5000000,"offset":6,"row":"x"}"#
      ])
  }

  @Test func `A folder that does not exist is named`() {
    #expect(throws: FileError.self) { try RejectsFile(path: "/nowhere/rejects.ndjson") }
  }
}
