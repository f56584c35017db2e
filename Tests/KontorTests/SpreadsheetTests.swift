import Foundation
import StrictJSON
import Testing

/// The tables for spreadsheets: no text runs as a formula, and every text comes back whole.
struct SpreadsheetTests {
  /// Names as customers could have them, with what a cell must hold.
  private static let names: [(name: String, cell: String)] = [
    ("=1+1", "'=1+1"), ("+49 221", "'+49 221"), ("-Minus AG", "'-Minus AG"),
    ("@SUM(A1)", "'@SUM(A1)"), ("\tTab", "'\tTab"), ("\rReturn", "'\rReturn"),
    ("Nord; \"Süd\" & Sohn", "Nord; \"Süd\" & Sohn"), ("a=b", "a=b"), ("'quoted", "'quoted"),
    ("two\nlines", "two\nlines"),
  ]

  /// Reads semicolons, quotes and CRLF; written from the standard, not from the writer.
  private func cells(of text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var (field, isQuoted) = ("", false)
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"" where isQuoted && scalars.first == "\"":
        field.unicodeScalars.append("\"")
        scalars.removeFirst()
      case "\"": isQuoted.toggle()
      case ";" where !isQuoted:
        rows[rows.count - 1].append(field)
        field = ""
      case "\r" where !isQuoted && scalars.first == "\n":
        scalars.removeFirst()
        rows[rows.count - 1].append(field)
        field = ""
        rows.append([])
      default: field.unicodeScalars.append(scalar)
      }
    }
    return rows.filter { !$0.isEmpty }
  }

  private func ledger() throws -> Scratch {
    let scratch = try Scratch.withLedger()
    var lines = ""
    for (number, pair) in Self.names.enumerated() {
      let name = String(decoding: try JSONEncoder().encode(pair.name), as: UTF8.self)
      let subject = "account/c-\(number)"
      func line(_ type: String, _ data: String) -> String {
        """
        {"specversion":"1.0","id":"\(type)-\(number)","source":"urn:test",\
        "type":"de.kontor.\(type).v1","subject":"\(subject)","time":"2025-01-01T00:00:00Z",\
        "timeprecision":"day","data":\(data)}\n
        """
      }
      lines += line(
        "account.registered",
        #"{"account_id":"c-\#(number)","name":\#(name),"sector":"Handel","country":"DE"}"#)
      lines += line(
        "contract.signed",
        """
        {"contract_id":"k-\(number)","kind":"frame","start":"2025-01-01","end":"2026-01-01",\
        "notice_days":30,"auto_renew":false,"acv":{"amount":"1234.50","currency":"EUR"}}
        """)
    }
    try scratch.write(lines, to: "events.ndjson")
    let run = try scratch.kontor("import", "events.ndjson", "--json")
    #expect(run["rejected"]?.int64 == 0, "\(run.output)\(run.error)")
    return scratch
  }

  @Test func `A text that would run as a formula gets an apostrophe`() throws {
    let scratch = try ledger()
    let run = try scratch.kontor("renewals", "--as-of", "2025-12-01", "--csv")
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.hasPrefix("\u{FEFF}noticeby;"))
    let rows = cells(of: run.output)
    #expect(rows.count == Self.names.count + 1)
    let header = try #require(rows.first)
    let account = try #require(header.firstIndex(of: "account"))
    let name = try #require(header.firstIndex(of: "name"))
    let value = try #require(header.firstIndex(of: "value"))
    for row in rows.dropFirst() {
      #expect(row.count == header.count)
      let number = try #require(Int(row[account].dropFirst(2)))
      #expect(row[name] == Self.names[number].cell)
      // Figures keep their form: German spreadsheets read a comma.
      #expect(row[value] == "1234,50")
    }
  }

  @Test func `A history leaves whole, and a limit says where it goes on`() throws {
    let scratch = try ledger()
    let whole = cells(of: try scratch.kontor("timeline", "c-0", "--csv").output)
    #expect(whole.count == 3)
    #expect(whole[1][2] == "contract.signed")
    let cut = try scratch.kontor("timeline", "c-0", "--csv", "--limit", "1")
    #expect(cells(of: cut.output).count == 2)
    #expect(cut.error.contains("--cursor"))
  }
}
