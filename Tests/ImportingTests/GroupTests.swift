import Importing
import StrictJSON
import Testing

struct GroupTests {
  private func text(order: String = "consecutive") -> String {
    """
    mapping: 1
    source: urn:test
    currency: EUR
    columns:
      price: {type: money}
      day: {type: date}
      quantity: {type: integer}
    group: {by: order, order: \(order)}
    events:
      - type: order.booked
        id: "{order}"
        subject: account/{account|slug}
        time: "{day}"
        data:
          order_id: "{order|id}"
          lines:
            each: {product_id: "{product|slug}", quantity: "{quantity}", net: "{price}"}
          net: {sum: price}
    """
  }

  private let header = "order,account,day,product,quantity,price\n"

  @Test func `Lines of one order become one event with their sum`() throws {
    let imported = try Imported(
      text(),
      header + "o1,A,2026-03-01,x,1,1.10\no1,A,2026-03-01,y,2,2.20\no2,B,2026-03-02,x,1,5\n")
    #expect(imported.events.map(\.id) == ["o1", "o2"] && imported.rows == 3)
    #expect(imported.events[0]["data", "net", "amount"] == "3.30")
    #expect(imported.events[0]["data", "lines"]?.array?.count == 2)
    #expect(imported.units.map(\.rows.count) == [2, 1] && imported.units.map(\.line) == [2, 4])
  }

  @Test func `One bad line takes its whole group with it and no other`() throws {
    let imported = try Imported(
      text(),
      header + "o1,A,2026-03-01,x,1,1\no2,A,2026-03-01,x,1,1\no2,A,2026-03-01,y,1,x\n"
        + "o2,A,2026-03-01,z,1,1\no3,A,2026-03-01,x,1,1\n")
    #expect(imported.events.map(\.id) == ["o1", "o3"] && imported.rows == 5)
    #expect(imported.rejected.map(\.line) == [3, 4, 5])
    #expect(imported.rejected.map(\.column) == [nil, "price", nil])
    #expect(
      imported.rejected[0].reason.hasPrefix("Refused with its group: line 4: “x” is no number"))
  }

  @Test func `A line that cannot be read takes along the groups it may belong to`() throws {
    let imported = try Imported(
      text(),
      header + "o1,A,2026-03-01,x,1,1\no2,A,2026-03-01,x,1,1\n\"o2\"x\no3,A,2026-03-01,x,1,1\n"
        + "o4,A,2026-03-01,x,1,1\n")
    #expect(imported.events.map(\.id) == ["o1", "o4"] && imported.rows == 5)
    #expect(imported.rejected.map(\.line).sorted() == [3, 4, 5])
    // The key can still be read here, so the next group is safe.
    let ragged = try Imported(
      text(), header + "o1,A,2026-03-01,x,1,1\no1,A\no2,A,2026-03-01,x,1,1\n")
    #expect(ragged.events.map(\.id) == ["o2"] && ragged.rejected.map(\.line).sorted() == [2, 3])
  }

  @Test func `Rows of one group must agree in what the whole event uses`() throws {
    let imported = try Imported(
      text(), header + "o1,A,2026-03-01,x,1,1\no1,B,2026-03-01,y,1,1\n")
    #expect(imported.events.isEmpty)
    #expect(imported.rejected.map(\.column) == [nil, "account"])
  }

  @Test func `A group that comes back is refused, unless rows may stand anywhere`() throws {
    let table =
      header + "o1,A,2026-03-01,x,1,1\no2,A,2026-03-01,x,1,1\no1,A,2026-03-01,y,1,2\n"
    let imported = try Imported(text(), table)
    #expect(imported.events.map(\.id) == ["o1", "o2"] && imported.rejected.map(\.line) == [4])
    let anywhere = try Imported(text(order: "anywhere"), table)
    #expect(anywhere.events.map(\.id) == ["o1", "o2"] && anywhere.rejected == [])
    #expect(anywhere.events[0]["data", "net", "amount"] == "3.00")
    let spoilt = try Imported(text(order: "anywhere"), table + "o2,A\n")
    #expect(spoilt.events.map(\.id) == ["o1"] && spoilt.rows == 4)
  }

  @Test func `A group that grows without end costs bounded memory and is rejected whole`() throws {
    let line = "o1,A,2026-03-01,\(String(repeating: "x", count: 1000)),1,1\n"
    let imported = try Imported(
      text(), header + String(repeating: line, count: 9_000) + "o2,A,2026-03-01,x,1,1\n")
    #expect(imported.events.map(\.id) == ["o2"])
    #expect(imported.rejected.count == 9_000 && imported.rows == 9_001)
  }

  @Test func `A sum that leaves the range is refused`() throws {
    let imported = try Imported(
      text(),
      header + "o1,A,2026-03-01,x,1,90000000000000000\no1,A,2026-03-01,x,1,90000000000000000\n")
    #expect(imported.events.isEmpty && imported.rejected.count == 2)
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `Whatever happens to the bytes, every row is counted once`(seed: UInt64) throws {
    var random = Seeded(seed)
    var table = Array(header.utf8)
    let start = table.count
    for order in 0..<12 {
      for line in 0...Int.random(in: 0...3, using: &random) {
        table += Array("o\(order),A,2026-03-01,\"p \(line)\",1,1.25\n".utf8)
      }
    }
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let place = Int.random(in: start..<table.count, using: &random)
      table[place] = [0x22, 0x0A, 0x2C, 0xFF, 0x39].randomElement(using: &random) ?? 0
    }
    let rows = try Table(bytes: table)
    let order = Bool.random(using: &random) ? "consecutive" : "anywhere"
    let imported = try Imported(
      mapping: text(order: order), input: .init(bytes: table, chunk: 97))
    #expect(imported.rows == rows.count, Comment("seed \(seed)"))
    let places = imported.units.flatMap { $0.rows.map(\.offset) } + imported.rejected.map(\.offset)
    #expect(Set(places).count == places.count, Comment("seed \(seed)"))
  }
}
