import Foundation
import StrictJSON
import Testing

/// What the book extract writes for other programs, with texts that would do harm there.
struct ExtractTests {
  private let scratch: Scratch
  private static let name = #"=cmd|' /C calc'!A1; "Köln" <b>&"#

  init() throws {
    scratch = try Scratch.withLedger()
    try record(
      "account.registered",
      """
      {"account_id":"nordwerk","name":\(Self.json(Self.name)),"sector":"s","country":"DE",\
      "source_key":"-17"}
      """)
    try record(
      "account.details_changed",
      #"{"field":"address","new":"Ärztestraße 1\n24143 Kiel"}"#)
    let money = #"{"amount":"1234.56","currency":"EUR"}"#
    try record(
      "order.booked",
      """
      {"order_id":"so-1","net":\(money),"employee_id":"e-7","lines":[{"product_id":"p-1",\
      "quantity":2,"net":\(money),"description":"@Pumpe\\nmit <Flansch>"}]}
      """)
    try record(
      "order.cancelled",
      """
      {"order_id":"so-1","changes":[{"product_id":"p-1","quantity_delta":-1,"net_delta":\
      {"amount":"-617.28","currency":"EUR"}}],"reason":"+49 sagt; \\"nein\\"","cause":"neither"}
      """)
    let run = try scratch.kontor(
      "commission", "extract", "--payee", "e-7", "--from", "2026-03-02", "--to", "2026-03-02",
      "--csv", "a.csv", "--html", "a.html")
    #expect(run.status == 0, "\(run.error)")
  }

  private static func json(_ text: String) -> String {
    var writer = JSONWriter()
    writer.value(text)
    return writer.text
  }

  private func record(_ type: String, _ data: String) throws {
    let run = try scratch.kontor(
      "record", "--type", type, "--subject", "account/nordwerk", "--time", "2026-03-02", "--data",
      data)
    #expect(run.status == 0, "\(run.error)")
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: scratch.folder.appending(path: name)), as: UTF8.self)
  }

  @Test func `The CSV is what a German Excel reads, and no cell of it is a formula`() throws {
    let bytes = [UInt8](try Data(contentsOf: scratch.folder.appending(path: "a.csv")))
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let csv = try text("a.csv")
    let rows = csv.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    #expect(rows.last == "")
    #expect(rows[0].hasPrefix("\u{FEFF}Lfd. Nr.;Satzart;Auftragsdatum;"))
    #expect(
      rows[1].hasPrefix(
        #"1;Auftrag;02.03.2026;;so-1;'-17;"'=cmd|' /C calc'!A1; ""Köln"" <b>&";"#
          + "Ärztestraße 1, 24143 Kiel, DE;;"))
    // A line break inside of a text stays inside of its quotes.
    #expect(csv.contains(";p-1;\"'@Pumpe\nmit <Flansch>\";2;;1234,56;"))
    // A number keeps its minus, a text gets its apostrophe.
    #expect(csv.contains(";-617,28;"))
    #expect(csv.contains(#";"'+49 sagt; ""nein""";von niemandem zu vertreten;"#))
    #expect(csv.contains("nicht bezahlt"))
    // Every row has every column.
    let columns = rows[0].filter { $0 == ";" }.count
    #expect(rows[1...].filter { !$0.isEmpty }.allSatisfy { Self.separators($0) == columns })
  }

  /// The semicolons outside of quotes.
  private static func separators(_ row: String) -> Int {
    row.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map { $0.element.filter { $0 == ";" }.count }
      .reduce(0, +)
  }

  @Test func `The page shows texts as texts and fetches nothing`() throws {
    let html = try text("a.html")
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"de\">"))
    #expect(html.contains("=cmd|&#39; /C calc&#39;!A1; &quot;Köln&quot; &lt;b&gt;&amp;"))
    #expect(html.contains("mit &lt;Flansch&gt;"))
    #expect(!html.contains("<b>"))
    for forbidden in ["<script", "http:", "https:", "src=", "url(", "@import"] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    #expect(html.contains("<h1>Buchauszug (§ 87c Abs. 2 HGB)"))
    #expect(html.contains("@page { size: A4 landscape; }"))
    #expect(html.contains("1.234,56 EUR"))
    #expect(html.contains("nicht bezahlt"))
    let head = try #require(try scratch.kontor("stat", "--json")["head"]?.object?["root"]?.string)
    #expect(html.contains(head.replacing("/", with: "/")))
    #expect(html.contains("Köln"))
  }

  @Test func `JSON names what it speaks for and carries the sum`() throws {
    let run = try scratch.kontor(
      "commission", "extract", "--payee", "e-7", "--from", "2026-03-02", "--to", "2026-03-02",
      "--json")
    #expect(run["ledger"]?.string == "Köln")
    #expect(run["speaksFor"]?.object?["root"]?.string != nil)
    let deal = try #require(run["deals"]?.array?.first?.object)
    #expect(deal["customer"]?.object?["name"]?.string == Self.name)
    #expect(deal["isPaid"] == .bool(false))
    #expect(deal["execution"]?.string == "not-executed")
    let sum = try #require(run["sums"]?.array?.first?.object)
    #expect(sum["total"]?.object?["amount"]?.string == "0.00")
    #expect(deal["reasons"]?.array?.first?.object?["code"]?.string == "no-plan")
  }
}
