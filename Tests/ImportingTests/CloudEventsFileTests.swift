import Foundation
import Importing
import LedgerEvents
import Testing

struct CloudEventsFileTests {
  private func event(_ id: String, amount: String = "1.00") -> String {
    #"{"specversion":"1.0","id":"\#(id)","source":"urn:t","type":"de.kontor.payment.received.v1","#
      + #""subject":"account/a","data":{"invoice_id":"i","amount":{"amount":"\#(amount)","currency":"EUR"}}}"#
  }

  private struct Found {
    var format: CloudEventsFile.Format
    var ids: [String] = []
    var rejected: [RejectedRow] = []
  }

  private func found(
    _ text: String, _ format: CloudEventsFile.Format? = nil, chunk: Int = 1 << 18
  ) throws -> Found {
    var file = try CloudEventsFile(
      FileChunks(bytes: Array(text.utf8), chunk: chunk), format: format)
    var found = Found(format: file.format)
    while let row = try file.next() {
      switch row {
      case .events(let unit):
        #expect(unit.rows.count == 1)
        found.ids += unit.events.map(\.id)
      case .rejected(let row): found.rejected.append(row)
      }
    }
    return found
  }

  @Test(arguments: [1, 7, 1 << 18])
  func `One event, a list and lines are told apart`(chunk: Int) throws {
    let pretty = event("p").replacing(",", with: ",\n  ")
    for (text, format, ids) in [
      (event("a"), CloudEventsFile.Format.lines, ["a"]), (pretty, .single, ["p"]),
      ("\u{FEFF}[\(event("a")),\n \(pretty) ]\n", .batch, ["a", "p"]), (" []", .batch, []),
      ("\(event("a"))\r\n\n\(event("b"))\n", .lines, ["a", "b"]), ("", .lines, []),
    ] {
      let found = try found(text, chunk: chunk)
      #expect(found.format == format && found.ids == ids && found.rejected == [], "\(text)")
    }
  }

  @Test func `A bad line is rejected with its place and the next one is read`() throws {
    let text = [event("a"), event("b", amount: "x"), "{\"id\":", event("c")].joined(separator: "\n")
    let found = try found(text)
    #expect(found.ids == ["a", "c"])
    #expect(found.rejected.map(\.line) == [2, 3])
    #expect(found.rejected[0].reason.hasPrefix("/data/amount/amount: "))
    #expect(found.rejected[0].bytes == Array(event("b", amount: "x").utf8))
    // The amount's text begins behind everything that stands before it.
    let column = event("b", amount: "x").range(of: "\"x\"").map {
      event("b", amount: "x").distance(from: event("b", amount: "x").startIndex, to: $0.lowerBound)
        + 1
    }
    #expect(found.rejected[0].column == column.map { String($0) })
  }

  @Test func `A broken first line does not hide that the others are lines`() throws {
    let found = try found("{\"id\":\n\(event("a"))\n")
    #expect(found.format == .lines && found.ids == ["a"] && found.rejected.map(\.line) == [1])
  }

  @Test func `A bad event in a list costs itself`() throws {
    let text = "[\n\(event("a")),\n {\"id\": 7},\n 12, \"x\", \(event("b"))]"
    let found = try found(text)
    #expect(found.ids == ["a", "b"])
    #expect(found.rejected.map(\.line) == [3, 4, 4])
    #expect(found.rejected[0].column == "9")
  }

  @Test func `A list whose brackets do not match says that the rest was not read`() throws {
    for (text, part) in [
      ("[\(event("a")) \(event("b"))]", "A comma is expected"),
      ("[\(event("a")),]", "A comma stands before the end"),
      ("[\(event("a"))] x", "Text follows"), ("[\(event("a")), {\"id\":", "not closed"),
      ("[\(event("a"))", "The list of events is not closed."),
    ] {
      let found = try found(text)
      #expect(found.ids == ["a"], "\(text)")
      #expect(found.rejected.count == 1)
      #expect(found.rejected.first?.reason.contains(part) == true, "\(text)")
    }
  }

  @Test func `An event longer than a mebibyte is rejected with its length`() throws {
    let long = String(repeating: "x", count: 3_000_000)
    let lines = try found("\(event("a"))\n\(event(long))\n\(event("b"))")
    #expect(lines.ids == ["a", "b"])
    #expect(lines.rejected.map(\.length) == [event(long).utf8.count])
    let list = try found("[\(event("a")),\(event(long))]")
    #expect(list.ids == ["a"] && list.rejected.map(\.length) == [event(long).utf8.count + 1])
    #expect(list.rejected.map(\.bytes.count) == [1024])
  }

  @Test(arguments: 1...120 as ClosedRange<UInt64>)
  func `Broken bytes never stop the reader`(seed: UInt64) throws {
    var random = Seeded(seed)
    let isList = Bool.random(using: &random)
    let events = (0..<6).map { event("e\($0)") }
    var bytes = Array(
      (isList ? "[\(events.joined(separator: ",\n"))]" : events.joined(separator: "\n")).utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 1..<bytes.count, using: &random)
      bytes[place] =
        Bool.random(using: &random)
        ? [0x22, 0x7B, 0x7D, 0x5D, 0x5C].randomElement(using: &random) ?? 0
        : UInt8.random(in: 0...255, using: &random)
    }
    var file = try CloudEventsFile(
      FileChunks(bytes: bytes, chunk: Int.random(in: 1...400, using: &random)),
      format: isList ? .batch : .lines)
    var rows = 0
    while try file.next() != nil { rows += 1 }
    if !isList {
      let lines = bytes.split(separator: 0x0A).count {
        !$0.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
      }
      #expect(rows == lines, Comment("seed \(seed)"))
    }
    #expect(rows > 0, Comment("seed \(seed)"))
  }
}
