import Commission
import Foundation
import Journal
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

/// The figures of the reference, computed from a ledger into which every table was imported.
@Suite(.enabled(if: DataSets.arePresent))
struct MavenGoldenTests {
  private struct Won {
    let account: String
    let seller: String
    let product: String
    let quarter: Int
    let value: Int64
  }

  private func won(_ set: ImportedDataSet) throws -> [Won] {
    try set.events.compactMap { event in
      guard case .opportunityWon(let won) = event.data else { return nil }
      #expect(won.value.currency == "USD")
      return Won(
        account: event.account, seller: won.employeeID,
        product: try #require(won.productIds.first), quarter: quarter(event.day),
        value: won.value.minor)
    }
  }

  private func lost(_ set: ImportedDataSet) -> [(account: String, seller: String, quarter: Int)] {
    set.events.compactMap { event in
      guard case .opportunityLost(let lost) = event.data else { return nil }
      return (event.account, lost.employeeID, quarter(event.day))
    }
  }

  private func quarter(_ day: UInt32) -> Int { (Int(day / 100 % 100) + 2) / 3 }

  @Test func `Every row of every table is accepted`() throws {
    let set = try DataSets.maven.get()
    for (table, rows) in [
      ("accounts.csv", 85), ("sales_teams.csv", 35), ("sales_pipeline.csv", 8_800),
    ] {
      let report = try #require(set.reports[table])
      #expect(report.rows == rows && report.accepted == rows, "\(table): \(set.rejects)")
      #expect(report.rejected == 0 && report.duplicates == 0)
    }
    // Other tests publish plans in it meanwhile.
    #expect(try #require(try set.ledger.soundSize()) >= UInt64(set.events.count))
  }

  @Test func `Won value and win rate`() throws {
    let set = try DataSets.maven.get()
    let (won, lost) = (try won(set), lost(set))
    #expect(won.count == 4_238 && lost.count == 2_473)
    #expect(won.reduce(0) { $0 + $1.value } == 1_000_553_400)
    // 63.150 %: 4,238 of 6,711 in thousandths of a percent, rounded half up.
    let closed = won.count + lost.count
    #expect((won.count * 200_000 + closed) / (closed * 2) == 63_150)
  }

  @Test func `Won and lost by quarter`() throws {
    let set = try DataSets.maven.get()
    let (won, lost) = (try won(set), lost(set))
    for (quarter, count, value, losses) in [
      (1, 531, 1_134_672, 116), (2, 1_254, 3_086_111, 778), (3, 1_257, 2_982_255, 790),
      (4, 1_196, 2_802_496, 789),
    ] {
      let these = won.filter { $0.quarter == quarter }
      #expect(these.count == count, "Q\(quarter)")
      #expect(these.reduce(0) { $0 + $1.value } == Int64(value) * 100, "Q\(quarter)")
      #expect(lost.count { $0.quarter == quarter } == losses, "Q\(quarter)")
    }
  }

  @Test func `The first accounts and the share of the first ten`() throws {
    let set = try DataSets.maven.get()
    let (won, lost) = (try won(set), lost(set))
    let values = Dictionary(grouping: won, by: \.account).mapValues { deals in
      deals.reduce(0) { $0 + $1.value }
    }
    let order = values.sorted { $0.value > $1.value }
    #expect(order.prefix(3).map(\.key) == ["kan-code", "konex", "condax"])
    for (account, value, wins, losses) in [
      ("kan-code", 341_455, 115, 72), ("konex", 269_245, 108, 63), ("condax", 206_410, 105, 54),
    ] {
      #expect(values[account] == Int64(value) * 100)
      #expect(won.count { $0.account == account } == wins)
      #expect(lost.count { $0.account == account } == losses)
    }
    // 20.72 % in hundredths of a percent, rounded half up.
    let ten = order.prefix(10).reduce(0) { $0 + $1.value }
    #expect((ten * 20_000 + 1_000_553_400) / 2_001_106_800 == 2_072)
  }

  @Test func `What two of the sellers won and lost`() throws {
    let set = try DataSets.maven.get()
    let (won, lost) = (try won(set), lost(set))
    for (seller, wins, losses, value) in [
      ("darcel-schlecht", 349, 204, 1_153_214), ("vicki-laflamme", 221, 126, 478_396),
    ] {
      let theirs = won.filter { $0.seller == seller }
      #expect(theirs.count == wins && lost.count { $0.seller == seller } == losses)
      #expect(theirs.reduce(0) { $0 + $1.value } == Int64(value) * 100)
    }
  }

  @Test func `Half of what was won was won below the list price`() throws {
    let set = try DataSets.maven.get()
    let prices = try Dictionary(
      uniqueKeysWithValues: DataSets.records("maven-crm/products.csv").map {
        let product = try #require($0["product"]).lowercased().replacing(" ", with: "-")
        return (product, try #require($0["sales_price"].flatMap { Int64($0) }) * 100)
      })
    let won = try won(set)
    let list = try won.map { try #require(prices[$0.product], "\($0.product)") }
    #expect(zip(won, list).count { $0.value < $1 } == 2_133)
    #expect(list.reduce(0, +) == 1_002_348_200)
  }

  @Test func `Five percent for the agent and one for the manager`() throws {
    let set = try DataSets.maven.get()
    let ledger = set.ledger
    let path = DataSets.root.appending(path: "Schemas/plans/examples/agent-and-manager.yaml").path
    let (text, plan) = try Ledger.readPlan(at: path)
    let first = try ledger.publishPlan(text: text, plan, actor: "operations-1")
    #expect(first.receipts?.map(\.isDuplicate) == [false])
    let again = try ledger.publishPlan(text: text, plan, actor: "operations-1")
    #expect(again.receipts?.map(\.isDuplicate) == [true])

    let query = try CommissionQuery(History(ledger.journal))
    #expect(query.quarantined.isEmpty && query.failedDeals.isEmpty)
    let lines = try query.lines()
    let agents = lines.filter { $0.role == "seller" }
    let managers = lines.filter { $0.role == "manager" }
    #expect(agents.count == 4_238 && managers.count == 4_238 && lines.count == 8_476)
    #expect(agents.reduce(0) { $0 + $1.amount.minor } == 50_027_670)
    #expect(managers.reduce(0) { $0 + $1.amount.minor } == 10_005_534)
    // The revenue counts once, the credit in full for each of the two.
    #expect(agents.allSatisfy { $0.isDoubleCredit && $0.credited == $0.revenue })
    let darcel = try query.totals(payee: "darcel-schlecht", by: .year)
    // 5 % of 1,153,214 is 57,660.70; every deal's value is whole, so nothing is rounded.
    #expect(darcel.map(\.amount.minor) == [5_766_070])
    // Before it was published there was no plan, and so no commission.
    let before = try CommissionQuery(
      History(ledger.journal),
      Clocks(knownAt: .size(try #require(first.receipts?.first).position)))
    #expect(try before.lines().isEmpty)
  }
}
