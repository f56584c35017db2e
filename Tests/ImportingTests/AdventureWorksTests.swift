import Foundation
import Importing
import StrictJSON
import Testing

/// The expected figures stand in the project's reference and are computed here once more from the bytes.
@Suite(.enabled(if: DataSets.arePresent))
struct AdventureWorksTests {
  @Test func `Lines become orders whose sums are those of the table`() throws {
    let imported = try DataSets.orders.get()
    #expect(imported.rejected == [] && imported.rows == 57_851)
    #expect(imported.units.count == 3_616)
    let booked = imported.events.filter { $0.type == "order.booked" }
    #expect(booked.count == 3_616)
    #expect(try booked.reduce(0) { $0 + (try $1.cents("net")) } == 7_754_857_020)
    var lines = 0
    var net = 0
    var cost = 0
    for order in booked {
      for line in order["data", "lines"]?.array ?? [] {
        lines += 1
        net += try DataSets.cents(#require(line.object?["net"]?.object?["amount"]?.string))
        cost += try DataSets.cents(#require(line.object?["cost"]?.object?["amount"]?.string))
      }
    }
    #expect(lines == 57_851)
    #expect(net == 7_754_857_020)
    let records = try DataSets.records("adventureworks/FactResellerSales.csv")
    let expected = try records.reduce(0) { sum, record in
      let quantity = try #require(record["OrderQuantity"].flatMap { Int($0) })
      return sum + (try DataSets.cents(record["StandardCost"] ?? "")) * quantity
    }
    #expect(cost == expected && cost == 7_658_516_280)
  }

  @Test func `Commission at the sellers' own rates can be computed from the orders`() throws {
    let keys = try Dictionary(
      uniqueKeysWithValues: DataSets.records("adventureworks/derived_employee_map.csv").map {
        ("seller-\($0["EmployeeKey"] ?? "")", $0["BusinessEntityID"] ?? "")
      })
    // Rates in thousandths, the fifth field of the table without a header.
    let rates = try Dictionary(
      uniqueKeysWithValues: Table(
        bytes: Array(
          String(
            contentsOfFile: "\(DataSets.folder)/adventureworks/oltp_SalesPerson.csv",
            encoding: .utf8
          ).utf8),
        .init(
          delimiter: 0x09, isQuoted: false,
          names: ["id", "territory", "quota", "bonus", "rate", "ytd", "last", "guid", "modified"])
      ).rows.map { ($0[0] ?? "", try thousandths($0[4] ?? "")) })
    var commission = 0
    var onNegativeMargin = 0
    var negative = 0
    for order in try DataSets.orders.get().events where order.type == "order.booked" {
      let seller = try #require(order["data", "employee_id"]?.string)
      let rate = try #require(keys[seller].flatMap { rates[$0] })
      let net = try order.cents("net")
      let amount = (net * rate + 500) / 1000
      commission += amount
      let cost = try (order["data", "lines"]?.array ?? []).reduce(0) {
        $0 + (try DataSets.cents(#require($1.object?["cost"]?.object?["amount"]?.string)))
      }
      if net < cost {
        negative += 1
        onNegativeMargin += amount
      }
    }
    #expect(commission == 105_844_017)
    #expect(onNegativeMargin == 54_274_269 && negative == 1_548)
  }

  private func thousandths(_ text: String) throws -> Int {
    let decimals = text.split(separator: ".").dropFirst().first ?? ""
    let digits = String(decimals).padding(toLength: 3, withPad: "0", startingAt: 0)
    return try #require(Int(digits, radix: 10))
  }

  @Test func `A change of seller ends one assignment and starts the next, marked as inferred`()
    throws
  {
    let imported = try DataSets.orders.get()
    #expect(imported.count("assignment.ended") == 280)
    #expect(imported.count("assignment.started") == 632 + 280)
    let ended = imported.events.filter { $0.type == "assignment.ended" }
    #expect(Set(ended.compactMap { $0["subject"]?.string }).count == 208)
    #expect(ended.map { $0["time"]?.string ?? "" }.min() == "2017-11-04T00:00:00Z")
    #expect(ended.map { $0["time"]?.string ?? "" }.max() == "2020-05-31T00:00:00Z")
    #expect(
      imported.events.allSatisfy { $0.type == "order.booked" || $0["inferred"] != nil })
    let started = Set(
      imported.events.filter { $0.type == "assignment.started" }
        .compactMap { $0["data", "assignment_id"]?.string })
    #expect(started.count == 912)
    #expect(ended.allSatisfy { started.contains($0["data", "assignment_id"]?.string ?? "") })
  }

  @Test func `Every reseller becomes an account, known since its first order`() throws {
    let imported = try DataSets.imported(
      "adventureworks/resellers.yaml", "adventureworks/Resellers.csv")
    #expect(imported.rejected == [] && imported.events.count == 701)
    #expect(imported.events.count { $0["time"] == nil } == 69)
    #expect(imported.events.allSatisfy { ($0["time"] == nil) == ($0["inferred"] == nil) })
  }

  @Test func `Sellers report to each other and belong to territories`() throws {
    let imported = try DataSets.imported(
      "adventureworks/sellers.yaml", "adventureworks/derived_employee_map.csv")
    #expect(imported.rejected == [] && imported.events.count == 18)
    // 277 reports to 112, who is not in the table.
    #expect(imported.events.filter { $0["data", "manager_id"] == nil }.map(\.id) == ["seller-277"])
    // 272, 277, 290 and 294 have territory 11.
    #expect(imported.events.count { $0["data", "region"] == nil } == 4)
    let last = try #require(imported.events.last)
    #expect(last["data", "manager_id"] == "seller-294" && last["data", "region"] == "Australia")
    #expect(last["data", "valid_from"] == "2012-12-28")
  }

  @Test func `A month with a target becomes one, and neither an empty cell nor NULL does`() throws {
    let imported = try DataSets.imported(
      "adventureworks/targets.yaml", "adventureworks/ResellerSalesTargets.csv")
    let records = try DataSets.records("adventureworks/ResellerSalesTargets.csv")
    let cells = records.flatMap { record in
      record.filter { $0.key.hasPrefix("M") }.map(\.value)
    }.filter { $0 != "" && $0 != "NULL" }
    #expect(imported.rejected == [] && imported.rows == 34)
    #expect(imported.events.count == cells.count && cells.count == 245)
    let total = try imported.events.reduce(0) { sum, event in
      sum + (try DataSets.cents(#require(event["data", "value", "money", "amount"]?.string)))
    }
    // The table counts thousands.
    #expect(total == cells.reduce(0) { $0 + (Int($1) ?? 0) } * 100_000 && total == 8_491_000_000)
    let first = try #require(imported.events.first)
    #expect(first.id == "target-286-2017-07" && first["data", "period"] == "2017-07")
    #expect(first["time"] == "2017-07-01T00:00:00Z" && first["timeprecision"] == "month")
    #expect(first["data", "version"]?.int64 == 1)
  }
}
