import Foundation
import Journal
import LedgerEvents
import Testing
import TransparencyLog

@testable import Ledger

struct BadLinesTests {
  /// A line of the rejects file, read by a reader of JSON that is not ours.
  private struct Reject: Decodable {
    let line: Int
    let reason: String
    let row: String?
    let bytes: Data?
    let length: Int?

    private enum CodingKeys: String, CodingKey {
      case line, reason, row, length
      case bytes = "row_base64"
    }

    init(_ json: Data) throws { self = try JSONDecoder().decode(Self.self, from: json) }

    /// Nothing in it that a terminal would obey.
    var isPlain: Bool {
      !reason.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
  }

  /// A line and, where it is bad, what its reason must name.
  private struct Line {
    let bytes: [UInt8]
    let reason: String?
    var isDuplicate = false

    init(_ text: String, _ reason: String? = nil, isDuplicate: Bool = false) {
      self.init(Array(text.utf8), reason, isDuplicate: isDuplicate)
    }

    init(_ bytes: [UInt8], _ reason: String? = nil, isDuplicate: Bool = false) {
      self.bytes = bytes
      self.reason = reason
      self.isDuplicate = isDuplicate
    }
  }

  private static func visit(_ id: String, _ duration: String) -> String {
    line(
      id, "interaction.recorded",
      #"{"interaction_id":"\#(id)","kind":"visit","duration_s":\#(duration)}"#)
  }

  private static let registered = line(
    "1", "account.registered", accountData("nordwerk"), at: "2026-01-02")

  private static let lines: [Line] = [
    Line(registered),
    Line(visit("v-1", "3600")),
    // Not JSON.
    Line(#"{"specversion":"1.0","id":"#, "end"),
    Line("nonsense", "an object is expected"),
    Line("", nil),
    Line(visit("v-2", "NaN"), "/data/duration_s: NaN"),
    Line(visit("v-3", "1e999"), "/data/duration_s: the number is out of range"),
    Line(visit("v-4", "60,\"duration_s\":61"), "duration_s"),
    Line(registered.replacing("{\"spec", with: "{\"id\":\"0\",\"spec"), "id"),
    Line(String(repeating: "[", count: 100_000), "object"),
    Line(visit("v-5", String(repeating: "[", count: 100_000)), "a number is expected"),
    Line(#"{"x":"# + String(repeating: "[", count: 100_000), "/x: the attribute"),
    Line(visit("v-6", "60") + "{}", "end"),
    Line(Array(visit("v-7", "60").utf8) + [0xFF], "after the end"),
    Line(Array(#"{"specversion":"1.0","id":""#.utf8) + [0xC0, 0x80, 0x22, 0x7D], "UTF-8"),
    Line("[]", "object"),
    Line("null", "object"),
    Line("{}", "missing"),
    // JSON, but no event.
    Line(visit("v\u{7}8", "60"), "control"),
    Line(visit(#"v\u00079"#, "60"), "id"),
    Line(line("10", "interaction.imagined", "{}"), "interaction.imagined"),
    Line(visit("v-11", "-1"), "whole number"),
    Line(
      line("12", "interaction.recorded", #"{"interaction_id":"v-12","kind":"visit","mood":"x"}"#),
      "mood"),
    Line(line("13", "interaction.recorded", #"{"interaction_id":"v-13","kind":"ride"}"#), "ride"),
    Line(visit("v-14", "60").replacing("2026-03-02", with: "2026-02-30"), "2026-02-30"),
    Line(
      line(
        "15", "invoice.issued",
        invoiceData("iv-1", of: "or-1", "1.00").replacing(
          "2026-04-30", with: "2026-02-30")), "no day 30 in month 2"),
    Line(line("16", "order.booked", orderData("or-2", "1.005")), "1.005"),
    Line(
      line("17", "order.booked", orderData("or-3", "99999999999999999999")), "99999999999999999999"),
    Line(visit("v-18", "60").replacing("account/nordwerk", with: "account/Nord Werk"), "Nord Werk"),
    Line(visit(String(repeating: "x", count: 2 << 20), "60"), "bytes"),
    // Events, but impossible ones.
    Line(line("20", "order.booked", orderData("or-4", "1.00"), on: "account/suedbau"), "suedbau"),
    Line(line("21", "invoice.issued", invoiceData("iv-2", of: "or-5", "1.00")), "or-5"),
    Line(line("22", "account.registered", accountData("nordwerk")), "nordwerk"),
    Line(line("1", "account.registered", accountData("nordwerk"), at: "2026-01-03"), "position 1"),
    Line(
      line("24", "order.booked", orderData("or-6", "1.00").replacing("EUR", with: "USD")), "USD"),
    // And in between what is good.
    Line(registered, isDuplicate: true),
    Line(line("25", "order.booked", orderData("or-1", "100.00"))),
    Line(line("26", "invoice.issued", invoiceData("iv-1", of: "or-1", "100.00"))),
    Line(visit("v-1", "3600"), isDuplicate: true),
  ]

  @Test func `Every bad line is named with its reason, and none stops the others`() throws {
    let temporary = try TemporaryLedger()
    let bytes = Array(Self.lines.map(\.bytes).joined(separator: [0x0A]))
    let report = try temporary.importEvents(bytes)
    let bad = Self.lines.enumerated().filter { $0.element.reason != nil }
    let duplicates = Self.lines.count { $0.isDuplicate }
    // The empty line is no row.
    #expect(report.rows == Self.lines.count - 1)
    #expect(report.rejected == bad.count && report.duplicates == duplicates)
    #expect(report.accepted == report.rows - bad.count - duplicates && report.accepted == 4)
    #expect(
      try temporary.ledger.events(of: "account/nordwerk").map(\.id) == ["1", "v-1", "25", "26"])

    let path = try #require(report.rejectsPath)
    let rejects = try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A)
    #expect(rejects.count == bad.count)
    for (reject, (index, line)) in zip(rejects, bad) {
      let row = try Reject(reject)
      let place = Comment("line \(index + 1): \(row.reason.prefix(300))")
      #expect(row.line == index + 1, place)
      #expect(row.reason.contains(line.reason ?? "?"), place)
      #expect(row.reason.utf8.count < 600 && row.isPlain, place)
      if let text = row.row, row.length == nil {
        #expect(Array(text.utf8) == line.bytes, place)
      } else {
        #expect(row.bytes != nil || row.length == line.bytes.count, place)
      }
    }
    let head = try temporary.ledger.journal.head()
    #expect(try temporary.ledger.journal.verify() == .sound(size: head.size, root: head.root))
  }

  @Test func `Random damage is counted, never lost, and never stops an import`() throws {
    let seed: UInt64 = 20_260_317
    var dice = Dice(seed: seed)
    let temporary = try TemporaryLedger()
    var lines = try SampleFile.bytes.get().split(separator: 0x0A).prefix(1_500).map { Array($0) }
    for index in lines.indices where Int.random(in: 0..<4, using: &dice) == 0 {
      let place = lines[index].indices.randomElement(using: &dice) ?? 0
      var byte = UInt8.random(in: 0...255, using: &dice)
      // A line feed would make two lines of it.
      if byte == 0x0A { byte = 0x20 }
      lines[index][place] = byte
    }
    let report = try temporary.importEvents(Array(lines.joined(separator: [0x0A])))
    #expect(report.rows == 1_500, "seed \(seed)")
    #expect(
      report.accepted + report.duplicates + report.rejected == report.rows, "seed \(seed)")
    #expect(report.rejected > 100, "seed \(seed)")
    let path = try #require(report.rejectsPath)
    let rejects = try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A)
    #expect(rejects.count == report.rejected, "seed \(seed)")
    for reject in rejects {
      let row = try Reject(reject)
      #expect(row.isPlain && lines.indices.contains(row.line - 1), "\(row.line): \(row.reason)")
      if let text = row.row { #expect(Array(text.utf8) == lines[row.line - 1], "\(row.line)") }
    }
    let head = try temporary.ledger.journal.head()
    #expect(Int(head.size) == report.accepted + 2, "seed \(seed)")
    #expect(try temporary.ledger.journal.verify() == .sound(size: head.size, root: head.root))
  }
}
