import Importing
import StrictJSON
import Testing

/// The expected figures stand in the project's reference and are computed here once more from the bytes.
@Suite(.enabled(if: DataSets.arePresent))
struct MavenTests {
  @Test func `Every opportunity of the pipeline becomes its events`() throws {
    let imported = try DataSets.pipeline.get()
    let records = try DataSets.records("maven-crm/sales_pipeline.csv")
    #expect(records.count == 8_800 && imported.rows == 8_800)
    #expect(imported.rejected == [])
    #expect(imported.unmapped == [])
    let stages = { (stage: String) in records.count { $0["deal_stage"] == stage } }
    #expect(imported.count("opportunity.identified") == 8_800)
    #expect(imported.count("opportunity.won") == stages("Won") && stages("Won") == 4_238)
    #expect(imported.count("opportunity.lost") == stages("Lost") && stages("Lost") == 2_473)
    #expect(imported.count("opportunity.stage_changed") == stages("Engaging"))
    #expect(Set(imported.events.map(\.id)).count == imported.events.count)
  }

  @Test func `The value won is the sum of the table, in all and for one account`() throws {
    let imported = try DataSets.pipeline.get()
    let won = try DataSets.records("maven-crm/sales_pipeline.csv").filter {
      $0["deal_stage"] == "Won"
    }
    let expected = try won.reduce(0) { $0 + (try DataSets.cents($1["close_value"] ?? "")) }
    let events = imported.events.filter { $0.type == "opportunity.won" }
    #expect(try events.reduce(0) { $0 + (try $1.cents("value")) } == expected)
    #expect(expected == 1_000_553_400)
    let kan = events.filter { $0["subject"] == "account/kan-code" }
    #expect(kan.count == 115)
    #expect(try kan.reduce(0) { $0 + (try $1.cents("value")) } == 34_145_500)
    #expect(
      imported.events.count { $0.type == "opportunity.lost" && $0["subject"] == "account/kan-code" }
        == 72)
  }

  @Test func `Rows without an account go to a place of their own, registered once`() throws {
    let imported = try DataSets.pipeline.get()
    let unassigned = imported.events.filter { $0["subject"] == "account/unassigned" }
    #expect(unassigned.count { $0.type == "account.registered" } == 1)
    #expect(unassigned.first?.type == "account.registered")
    #expect(unassigned.count { $0.type == "opportunity.identified" } == 1_425)
    #expect(imported.units.count { $0.rows.isEmpty } == 1)
  }

  @Test func `Times keep their precision, and a missing one stays missing`() throws {
    let imported = try DataSets.pipeline.get()
    #expect(imported.events.count { $0["time"] == nil } == 500)
    let first = try #require(imported.events.first)
    #expect(first.id == "1C1I7A6R-identified")
    #expect(first["time"] == "2016-10-20T00:00:00Z" && first["timeprecision"] == "day")
    #expect(first["data", "employee_id"] == "moses-frase")
  }

  @Test func `The product's alias stands in each event that used it`() throws {
    let imported = try DataSets.pipeline.get()
    let identified = imported.events.filter { $0.type == "opportunity.identified" }
    let aliased = identified.filter { $0["aliased"] == "product: GTXPro -> GTX Pro" }
    #expect(aliased.count == 1_480)
    #expect(aliased.allSatisfy { $0["data", "product_ids", "0"] == "gtx-pro" })
    #expect(identified.count { $0["aliased"] != nil } == 1_480)
  }

  @Test func `Every customer becomes an account with its country and parent`() throws {
    let imported = try DataSets.imported("maven-crm/accounts.yaml", "maven-crm/accounts.csv")
    #expect(imported.rejected == [] && imported.events.count == 85)
    #expect(imported.unmapped == ["year_established"])
    #expect(imported.events.count { $0["data", "parent_account_id"] != nil } == 15)
    #expect(imported.events.count { $0["time"] == nil } == 0)
    #expect(imported.events.count { $0["data", "sector"] == "technology" } == 12)
    let acme = try #require(imported.events.first)
    #expect(acme.id == "account-acme-corporation")
    // 1100.04 million.
    #expect(acme["data", "annual_revenue", "amount"] == "1100040000.00")
    #expect(acme["data", "annual_revenue", "currency"] == "USD")
    #expect(acme["data", "employees"]?.int64 == 2_822)
    #expect(acme["aliased"] == "sector: technolgy -> technology")
    #expect(imported.events.count { $0["data", "country"] == "PH" } == 1)
  }

  @Test func `Agents and their managers become employees, each once`() throws {
    let imported = try DataSets.imported("maven-crm/teams.yaml", "maven-crm/sales_teams.csv")
    #expect(imported.rejected == [] && imported.rows == 35)
    #expect(imported.events.count == 41 && Set(imported.events.map(\.id)).count == 41)
    #expect(imported.events.count { $0["data", "manager_id"] == nil } == 6)
  }
}
