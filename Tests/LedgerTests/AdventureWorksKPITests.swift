import AccountHealth
import LedgerEvents
import Money
import Projections
import Testing

@testable import Ledger

/// Key figures of the public orders against a second computation from the tables themselves.
@Suite(.enabled(if: DataSets.arePresent))
struct AdventureWorksKPITests {
  /// An order line, read without anything of the product; cents.
  private struct Line {
    let order: String
    let day: String
    let reseller: String
    let seller: String
    let net: Int
    let cost: Int

    var year: String { String(day.prefix(4)) }
  }

  private func lines() throws -> [Line] {
    try DataSets.records("adventureworks/FactResellerSales.csv").map { record in
      let quantity = try #require(record["OrderQuantity"].flatMap { Int($0) })
      return Line(
        order: try #require(record["SalesOrderNumber"]), day: try #require(record["OrderDate"]),
        reseller: try #require(record["ResellerKey"]), seller: try #require(record["EmployeeKey"]),
        net: cents(try #require(record["SalesAmount"]), times: 1),
        cost: cents(try #require(record["StandardCost"]), times: quantity))
    }
  }

  /// Cents of a decimal number with up to eight decimals, rounded half up once it is multiplied.
  private func cents(_ text: String, times quantity: Int) -> Int {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let digits = (fraction + "00000000").prefix(8)
    let whole = (Int(parts[0]) ?? 0) * 100_000_000 + (Int(digits) ?? 0)
    return (whole * quantity + 500_000) / 1_000_000
  }

  private func figures(
    _ scope: KPIScope, _ span: KPISpan
  ) throws -> [KPI: KPIResult] {
    let ledger = try DataSets.adventureWorks.get().ledger
    let answer = try KPIQuery(History(ledger.journal)).figures(of: scope, in: span)
    #expect(answer.quarantined.isEmpty)
    return Dictionary(uniqueKeysWithValues: answer.results.map { ($0.kpi, $0) })
  }

  private func year(_ text: String) throws -> KPISpan { .period(try Period(parsing: text)) }

  @Test func `Everything ever sold`() throws {
    let lines = try lines()
    let span = KPISpan.days(
      try CalendarDay(parsing: "2017-07-01"), try CalendarDay(parsing: "2020-06-01"))
    let found = try figures(.ledger, span)
    let net = lines.reduce(0) { $0 + $1.net }
    let cost = lines.reduce(0) { $0 + $1.cost }
    #expect(net == 7_754_857_020 && net - cost == 96_340_740)
    #expect(found[.orderIntake]?.value == net && found[.orderIntake]?.n == 3_616)
    #expect(found[.contributionMargin]?.value == net - cost)
    // 1.242 %, here rounded down.
    #expect(found[.contributionMarginRate]?.value == (net - cost) * 10_000 / net)
    #expect(found[.contributionMarginRate]?.value == 124)
    #expect(found[.customerValue]?.value == net - cost)
    var byReseller: [String: Double] = [:]
    for line in lines { byReseller[line.reseller, default: 0] += Double(line.net) }
    let squares = byReseller.values.reduce(0) { $0 + $1 * $1 / (Double(net) * Double(net)) }
    #expect(found[.orderIntakeConcentration]?.value == Int(squares * 10_000))
    let three = byReseller.values.sorted(by: >).prefix(3).reduce(0, +)
    #expect(found[.orderIntakeTopThree]?.value == Int(three * 10_000 / Double(net)))
    #expect(found[.orderIntakeConcentration]?.n == 632)
    // Orders are no invoices, and nothing was invoiced.
    #expect(found[.revenue]?.value == nil && found[.targetAttainment]?.value == nil)
  }

  @Test func `Growth, margin and attainment of a year`() throws {
    let lines = try lines()
    let targets = try DataSets.records("adventureworks/ResellerSalesTargets.csv")
    for (year, before) in [("2018", "2017"), ("2019", "2018")] {
      let found = try figures(.ledger, try self.year(year))
      let these = lines.filter { $0.year == year }
      let net = these.reduce(0) { $0 + $1.net }
      let earlier = lines.filter { $0.year == before }.reduce(0) { $0 + $1.net }
      let margin = net - these.reduce(0) { $0 + $1.cost }
      #expect(found[.orderIntake]?.value == net)
      #expect(found[.orderIntake]?.n == Set(these.map(\.order)).count)
      #expect(found[.orderIntakeGrowth]?.value == (net - earlier) * 10_000 / earlier)
      #expect(found[.contributionMargin]?.value == margin)
      var thousands = 0
      var count = 0
      for record in targets where record["Year"] == year {
        for (column, text) in record where column.hasPrefix("M") {
          guard let target = Int(text) else { continue }
          thousands += target
          count += 1
        }
      }
      #expect(count > 0)
      #expect(found[.orderTargetAttainment]?.value == net * 10_000 / (thousands * 100_000))
      #expect(found[.orderTargetAttainment]?.n == count)
    }
  }

  @Test func `The resellers of one seller on the last day of a quarter`() throws {
    let lines = try lines()
    let seller = "282"
    var last: [String: String] = [:]
    // The table is in the order of the days; who sells last answers for the reseller.
    for line in lines where line.day < "2019-04-01" { last[line.reseller] = line.seller }
    let theirs = Set(last.filter { $0.value == seller }.keys)
    let net = lines.filter {
      $0.day >= "2019-01-01" && $0.day < "2019-04-01" && theirs.contains($0.reseller)
    }.reduce(0) { $0 + $1.net }
    let found = try figures(
      .portfolio(employee: "seller-\(seller)", role: .fieldSales), try year("2019-Q1"))
    #expect(theirs.count > 0 && net > 0)
    #expect(found[.portfolioAccounts]?.value == theirs.count)
    #expect(found[.orderIntake]?.value == net)
  }
}
