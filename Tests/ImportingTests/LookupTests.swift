import Foundation
import Importing
import StrictJSON
import Testing

struct LookupTests {
  private func imported(_ options: String, sellers: String) throws -> Imported {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(sellers.utf8).write(to: folder.appending(path: "sellers.csv"))
    let text = """
      mapping: 1
      source: urn:test
      currency: EUR
      columns: {net: {type: money}}
      lookups:
        seller: {file: sellers.csv, on: who, key: number\(options)}
      events:
        - type: order.booked
          id: "{id}"
          subject: account/a
          data: {order_id: "{id}", lines: [], net: "{net}", employee_id: "{seller.name|slug?}"}
      """
    return try Imported(
      mapping: text, input: FileChunks(bytes: Array("id,who,net\na,1,1\nb,2,1\nc,,1\n".utf8)),
      folder: folder.path)
  }

  @Test func `A value is found in another table by its key`() throws {
    let found = try imported("", sellers: "number,name\n1,Dana Weiß\n2,Erik\n")
    #expect(found.events.map { $0["data", "employee_id"] } == ["dana-weiss", "erik", nil])
  }

  @Test func `A row without a partner is refused, unless that may be`() throws {
    let found = try imported("", sellers: "number,name\n1,Dana\n")
    #expect(found.rejected.map(\.line) == [3] && found.rejected.map(\.column) == ["who"])
    #expect(found.rejected.first?.reason == "“2” does not occur in sellers.csv.")
    let absent = try imported(", missing: absent", sellers: "number,name\n1,Dana\n")
    #expect(absent.events.map { $0["data", "employee_id"] } == ["dana", nil, nil])
  }

  @Test func `A key that occurs twice needs a decision`() throws {
    let sellers = "number,name\n1,Dana\n2,Erik\n1,Finn\n"
    let error = #expect(throws: ImportError.self) { try imported("", sellers: sellers) }
    #expect(error?.description.contains("sellers.csv:4: The key “1” occurs twice") == true)
    let first = try imported(", repeated: first", sellers: sellers)
    #expect(first.events.first?["data", "employee_id"] == "dana")
    let last = try imported(", repeated: last", sellers: sellers)
    #expect(last.events.first?["data", "employee_id"] == "finn")
  }

  @Test func `A joined table with a row that cannot be read is not used at all`() {
    let error = #expect(throws: ImportError.self) {
      try imported("", sellers: "number,name\n1,Dana\n2\n")
    }
    #expect(error?.description.contains("sellers.csv:3: The row has 1 field") == true)
  }

  @Test func `A key column that does not exist is named with the nearest`() {
    let error = #expect(throws: ImportError.self) {
      try imported("", sellers: "numbr,name\n1,Dana\n")
    }
    #expect(error?.description.contains("no column “number”. Did you mean “numbr”?") == true)
  }
}
