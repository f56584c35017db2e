import AccountHealth
import Money
import Projections
import Testing

@testable import Ledger

/// Key figures of the public pipeline against a second computation from the table itself.
@Suite(.enabled(if: DataSets.arePresent))
struct MavenKPITests {
  /// A row of the pipeline, read without anything of the product.
  private struct Row {
    let account: String
    let stage: String
    let engaged: Int?
    let closed: Int?
    let quarter: Int
    let value: Int
  }

  private func rows() throws -> [Row] {
    try DataSets.records("maven-crm/sales_pipeline.csv").map { record in
      let close = record["close_date"] ?? ""
      let month = Int(close.dropFirst(5).prefix(2)) ?? 0
      return Row(
        account: record["account"] ?? "", stage: try #require(record["deal_stage"]),
        engaged: dayNumber(record["engage_date"] ?? ""), closed: dayNumber(close),
        quarter: (month + 2) / 3, value: Int(record["close_value"] ?? "") ?? 0)
    }
  }

  private func figures(
    _ scope: KPIScope, _ period: String
  ) throws -> [KPI: KPIResult] {
    let ledger = try DataSets.maven.get().ledger
    guard
      case .answered(let answer) = try ledger.kpis(
        of: scope, in: .period(try Period(parsing: period)), actor: "tester")
    else { throw NoAnswer() }
    #expect(answer.quarantined.isEmpty)
    return Dictionary(uniqueKeysWithValues: answer.results.map { ($0.kpi, $0) })
  }

  private struct NoAnswer: Error {}

  @Test func `Win rate and won value of the year and of each quarter`() throws {
    let rows = try rows()
    for (period, quarters) in [
      ("2017", 1...4), ("2017-Q1", 1...1), ("2017-Q2", 2...2), ("2017-Q3", 3...3),
      ("2017-Q4", 4...4),
    ] {
      let closed = rows.filter { $0.closed != nil && quarters.contains($0.quarter) }
      let won = closed.filter { $0.stage == "Won" }
      let found = try figures(.ledger, period)
      #expect(found[.winRate]?.value == won.count * 10_000 / closed.count, "\(period)")
      #expect(found[.winRate]?.n == closed.count, "\(period)")
      #expect(found[.wonValue]?.value == won.reduce(0) { $0 + $1.value * 100 }, "\(period)")
      // Nobody says what the lost ones were worth.
      #expect(found[.winRateByValue]?.value == nil)
      #expect(found[.revenue]?.value == nil && found[.visits]?.value == nil)
    }
    let year = try figures(.ledger, "2017")
    // 4,238 of 6,711 are 63.150 %.
    #expect(year[.winRate]?.value == 6_315 && year[.wonValue]?.value == 1_000_553_400)
  }

  @Test func `Sales cycle and what is open`() throws {
    let rows = try rows()
    let found = try figures(.ledger, "2017")
    let days = rows.compactMap { row in
      row.engaged.flatMap { first in row.closed.map { $0 - first } }
    }.sorted()
    #expect(days.count == 6_711 && days.first == 1 && days.last == 138)
    #expect(found[.salesCycle]?.value == days[3_355])
    #expect(found[.salesCycle]?.n == 6_711)
    // 6,039.9 of 6,711 are nine in ten.
    #expect(found[.salesCycleP90]?.value == days[6_039])
    #expect(found[.salesCycleRenewal]?.value == nil)
    let lastDay = try #require(dayNumber("2017-12-31"))
    let ages = rows.filter { $0.stage == "Engaging" }.compactMap(\.engaged).map { lastDay - $0 }
      .sorted()
    #expect(ages.count == 1_589)
    #expect(found[.openOpportunities]?.value == 1_589)
    #expect(found[.openOpportunityAge]?.value == ages[794])
  }

  @Test func `Accounts`() throws {
    let rows = try rows()
    for (name, id, won, closed, value) in [
      ("Kan-code", "kan-code", 115, 187, 341_455), ("Konex", "konex", 108, 171, 269_245),
      ("Condax", "condax", 105, 159, 206_410),
    ] {
      let theirs = rows.filter { $0.account == name && $0.closed != nil }
      #expect(theirs.count == closed)
      #expect(theirs.filter { $0.stage == "Won" }.reduce(0) { $0 + $1.value } == value)
      let found = try figures(.account(id), "2017")
      #expect(found[.winRate]?.value == won * 10_000 / closed && found[.winRate]?.n == closed)
      #expect(found[.wonValue]?.value == value * 100)
      let days = theirs.compactMap { row in
        row.engaged.flatMap { first in row.closed.map { $0 - first } }
      }.sorted()
      let middle = days.count / 2
      #expect(
        found[.salesCycle]?.value
          == (days.count % 2 == 1 ? days[middle] : (days[middle - 1] + days[middle]) / 2))
    }
  }
}

/// The number of a day written as 2017-03-01, counted from a day long ago; nil for no day.
func dayNumber(_ text: String) -> Int? {
  let parts = text.split(separator: "-").compactMap { Int($0) }
  guard parts.count == 3 else { return nil }
  // March is the first month, so that the leap day is the last of the year.
  let year = parts[1] < 3 ? parts[0] - 1 : parts[0]
  let month = parts[1] < 3 ? parts[1] + 9 : parts[1] - 3
  return year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + parts[2]
}
