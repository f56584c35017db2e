import Importing
import StrictJSON
import Testing

/// One order a row: the shortest mapping that shows what a column does.
private func mapping(_ columns: String, net: String = "{amount}", more: String = "") -> String {
  """
  mapping: 1
  source: urn:test
  currency: EUR
  \(more)
  columns:
  \(columns.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
  events:
    - type: order.booked
      id: "{id}"
      subject: account/nordwerk
      time: "{day?}"
      data:
        order_id: "{id|id}"
        lines: []
        net: "\(net)"
        employee_id: "{seller|slug?}"
  """
}

struct MappingTests {
  private func one(
    _ columns: String, _ table: String, net: String = "{amount}", more: String = ""
  ) throws -> Imported {
    try Imported(mapping(columns, net: net, more: more), table)
  }

  @Test func `Money is read by the convention of its file`() throws {
    let cases = [
      ("type: money", "1234.56", "1234.56"), ("type: money", "-0.05", "-0.05"),
      ("type: money, decimal: ',', thousands: '.'", "\"1.234.567,8\"", "1234567.80"),
      ("type: money, decimal: ',', thousands: '.'", "1234", "1234.00"),
      ("type: money, thousands: \"'\"", "12'345.6", "12345.60"),
      ("type: money, decimal: ',', thousands: '\u{202F}'", "\"1\u{202F}234,00\"", "1234.00"),
      ("type: money, decimal: ',', negative: trailing", "\"12,50-\"", "-12.50"),
      ("type: money, negative: parentheses", "(12.50)", "-12.50"),
      ("type: money, decimal: ',', symbol: €", "\"12,50 €\"", "12.50"),
      ("type: money, decimal: ',', symbol: €", "\"12,50\u{A0}€\"", "12.50"),
      ("type: money, symbol: $", "$12.5", "12.50"),
      ("type: money, scale: 1000000", "1100.04", "1100040000.00"),
      ("type: money, scale: 0.01", "1234", "12.34"),
      ("type: money, rounding: half_up", "0.125", "0.13"),
      ("type: money, rounding: half_even", "0.125", "0.12"),
      ("type: money, rounding: down", "-0.129", "-0.12"),
      ("type: money, rounding: half_up", "99999.9950", "100000.00"),
    ]
    for (rule, written, expected) in cases {
      let imported = try one(
        "amount: {\(rule)}", "id,day,seller,amount\na1,,,\(written)\n")
      #expect(imported.rejected == [], "\(written)")
      #expect(imported.events.first?["data", "net", "amount"]?.string == expected, "\(written)")
    }
  }

  @Test func `A number in another convention is refused and never guessed`() throws {
    let cases = [
      ("type: money", "\"1,5\""), ("type: money", "1e3"), ("type: money", "+1"),
      ("type: money", "1."), ("type: money", ".5"), ("type: money", "٣"), ("type: money", "0x10"),
      ("type: money", "--7"), ("type: money", " 1"), ("type: money", "-"),
      ("type: money, decimal: ',', thousands: '.'", "1.23"),
      ("type: money, decimal: ',', thousands: '.'", "12.34.567"),
      ("type: money, decimal: ',', thousands: '.'", "1234.567"),
      ("type: money, decimal: ',', thousands: '.'", ".234"),
      ("type: money, decimal: ',', thousands: '.'", "1.234."),
      ("type: money", "0.125"), ("type: money", "99999999999999999999"),
      ("type: money", "999999999999999999999999999999999999999999999"),
    ]
    for (rule, written) in cases {
      let imported = try one("amount: {\(rule)}", "id,day,seller,amount\na1,,,\(written)\n")
      #expect(
        imported.events.isEmpty && imported.rejected.map(\.column) == ["amount"], "\(written)")
      #expect(imported.rejected.first?.line == 2)
    }
  }

  @Test func `More decimals than the currency has need a rounding in the mapping`() throws {
    let imported = try one("amount: {type: money}", "id,day,seller,amount\na1,,,0.125\n")
    #expect(
      imported.rejected.first?.reason
        == "The number has more than 2 decimals; say how to round it in the mapping.")
    let yen = try one(
      "amount: {type: money, currency: JPY}", "id,day,seller,amount\na1,,,12.5\na2,,,12\n")
    #expect(yen.rejected.count == 1 && yen.events.first?["data", "net", "amount"] == "12")
  }

  @Test func `The currency may stand in a column`() throws {
    let imported = try one(
      "amount: {type: money, currency_column: cur}",
      "id,day,seller,amount,cur\na1,,,1.5,USD\na2,,,1.5,XX\na3,,,1.5,\n")
    #expect(imported.events.first?["data", "net", "currency"] == "USD")
    #expect(imported.rejected.map(\.column) == ["cur", "amount"])
  }

  @Test func `A product of columns is exact before it is rounded once`() throws {
    let columns = """
      price: {type: money}
      amount: {type: money, product_of: [quantity, price], rounding: half_up}
      """
    // 3 × 0.335 = 1.005 → 1.01; rounding the price first would give 1.02.
    let imported = try one(columns, "id,day,seller,quantity,price\na1,,,3,0.335\na2,,,,1\n")
    #expect(imported.events.first?["data", "net", "amount"] == "1.01")
    #expect(imported.rejected.map(\.line) == [3])
  }

  @Test func `Dates and times are read in their form and keep their precision`() throws {
    let cases = [
      ("", "2026-03-01", "2026-03-01T00:00:00Z", "day"),
      (", format: dd.MM.yyyy", "01.03.2026", "2026-03-01T00:00:00Z", "day"),
      (", format: d.M.yyyy", "1.3.2026", "2026-03-01T00:00:00Z", "day"),
      (", format: MM/yyyy", "03/2026", "2026-03-01T00:00:00Z", "month"),
      (
        ", format: 'yyyy-MM-dd HH:mm:ss', offset: '+01:00'", "2026-03-01 00:30:00",
        "2026-02-28T23:30:00Z", "second"
      ),
      (
        ", format: \"yyyy-MM-dd'T'HH:mmXXX\"", "2026-03-01T09:30+02:00", "2026-03-01T07:30:00Z",
        "minute"
      ),
    ]
    for (form, written, time, precision) in cases {
      let imported = try one(
        "amount: {type: money}\nday: {type: date\(form)}",
        "id,day,seller,amount\na1,\(written),,1\n")
      #expect(imported.rejected == [], "\(written)")
      #expect(imported.events.first?["time"]?.string == time)
      #expect(imported.events.first?["timeprecision"]?.string == precision)
    }
  }

  @Test func `A day that does not exist, or in another form, is refused`() throws {
    for (form, written) in [
      ("", "2026-02-30"), ("", "01.03.2026"), ("", "2026-3-1"), ("", "2026-03-01 "), ("", "x"),
      (", format: dd.MM.yyyy", "1.3.2026"), (", format: d.M.yyyy", "101.3.2026"),
      (", format: 'yyyy-MM-dd HH:mm', offset: Z", "2026-03-01 24:00"),
      (", format: 'yyyy-MM-dd HH:mmXXX'", "2026-03-01 10:00+0100"),
    ] {
      let imported = try one(
        "amount: {type: money}\nday: {type: date\(form)}",
        "id,day,seller,amount\na1,\(written),,1\n")
      #expect(imported.rejected.map(\.column) == ["day"], "\(written)")
    }
  }

  @Test func `Names become ids in one way`() throws {
    for (name, slug) in [
      ("Kan-code", "kan-code"), ("Gekko & Co", "gekko-co"), ("Müller & Söhne", "mueller-soehne"),
      ("Weiß", "weiss"), ("José Saraiva", "jose-saraiva"), ("  Łódź / Øst ", "lodz-ost"),
      ("Mu\u{308}ller", "mueller"), ("Cafe\u{301}", "cafe"), ("3M", "3m"),
    ] {
      let imported = try one("amount: {type: money}", "id,day,seller,amount\na1,,\(name),1\n")
      #expect(imported.events.first?["data", "employee_id"]?.string == slug, "\(name)")
    }
    for name in ["Слон", "株式会社", "&&", "ΑΒ"] {
      let imported = try one("amount: {type: money}", "id,day,seller,amount\na1,,\(name),1\n")
      #expect(imported.rejected.map(\.column) == ["seller"], "\(name)")
    }
  }

  @Test func `Two names never become one id`() throws {
    let imported = try one(
      "amount: {type: money}",
      "id,day,seller,amount\na1,,Kan-code,1\na2,,Kan Code,1\na3,,Kan-code,1\n")
    #expect(imported.events.map(\.id) == ["a1", "a3"])
    #expect(imported.rejected.map(\.line) == [3])
    #expect(imported.rejected.first?.reason.contains("“Kan Code” and “Kan-code”") == true)
  }

  @Test func `An alias repairs a word and is recorded, a translation is neither open nor recorded`()
    throws
  {
    let text = """
      mapping: 1
      source: urn:test
      columns:
        country: {alias: {Philipines: Philippines}, words: {Philippines: PH, Germany: DE}}
      events:
        - type: account.registered
          id: "{name|slug}"
          subject: account/{name|slug}
          data: {account_id: "{name|slug}", name: "{name}", sector: retail, country: "{country}"}
      """
    let imported = try Imported(
      text, "name,country\nNordwerk,Germany\nManila AG,Philipines\nX,Atlantis\n")
    #expect(imported.events.map { $0["data", "country"] } == ["DE", "PH"])
    #expect(imported.events.map { $0["aliased"] } == [nil, "country: Philipines -> Philippines"])
    #expect(
      imported.rejected.first?.reason
        == "“Atlantis” is none of the known words: Germany, Philippines.")
  }

  @Test func `Empty and NULL are different where the mapping says so`() throws {
    let table = "id,day,seller,amount\na1,,,1\na2,NULL,,1\na3,\"NULL\",,1\n"
    let null = "csv: {\"null\": [\"NULL\"]}"
    let both = try one("amount: {type: money}\nday: {type: date}", table, more: null)
    #expect(both.events.map(\.id) == ["a1", "a2"] && both.rejected.map(\.line) == [4])
    let empty = try one(
      "amount: {type: money}\nday: {type: date, empty: refuse}", table, more: null)
    #expect(empty.events.map(\.id) == ["a2"])
    #expect(empty.rejected.first?.reason == "The field is empty.")
    let explicit = try one(
      "amount: {type: money}\nday: {type: date, \"null\": refuse}", table, more: null)
    #expect(explicit.events.map(\.id) == ["a1"])
    #expect(explicit.rejected.first?.reason == "The field is NULL.")
  }

  @Test func `What the event needs may not be empty`() throws {
    let imported = try one("amount: {type: money}", "id,day,seller,amount\na1,,,\n,,,1\n")
    #expect(imported.events.isEmpty)
    #expect(imported.rejected.map(\.column) == ["amount", "id"])
    #expect(
      imported.rejected.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a1,,,", ",,,1"])
  }

  @Test func `What the ledger's own form refuses is a rejected row`() throws {
    let imported = try one("amount: {type: money}", "id,day,seller,amount\na_1,,,1\n")
    #expect(imported.rejected.map(\.column) == ["id"])
    let text = mapping("amount: {type: money}").replacing(
      "order_id: \"{id|id}\"", with: "order_id: \"{id}\"")
    let other = try Imported(text, "id,day,seller,amount\na_1,,,1\n")
    #expect(other.rejected.first?.reason.hasPrefix("/data/order_id: ") == true)
  }

  @Test func `A row that no event applies to is rejected unless the mapping accepts it`() throws {
    let text = mapping("amount: {type: money}") + "\n    when: {column: seller, is: present}"
    let table = "id,day,seller,amount\na1,,,1\na2,,Dana,1\n"
    let imported = try Imported(text, table)
    #expect(imported.events.map(\.id) == ["a2"] && imported.rejected.map(\.line) == [2])
    let accepting = try Imported(
      text.replacing("currency: EUR", with: "currency: EUR\nunmatched: accept"), table)
    #expect(accepting.events.map(\.id) == ["a2"] && accepting.rejected == [])
    #expect(accepting.rows == 2)
  }

  @Test func `Conditions compare words and ask for presence`() throws {
    let table = "id,day,seller,amount\na1,,Dana,1\na2,,Erik,1\na3,,,1\n"
    for (condition, ids) in [
      ("{column: seller, in: [Dana, Erik]}", ["a1", "a2"]),
      ("{column: seller, not_in: Dana}", ["a2", "a3"]), ("{column: seller, is: empty}", ["a3"]),
      ("[{column: seller, is: present}, {column: id, in: a2}]", ["a2"]),
    ] {
      let text = mapping("amount: {type: money}", more: "unmatched: accept")
      #expect(try Imported("\(text)\n    when: \(condition)", table).events.map(\.id) == ids)
    }
  }
}
