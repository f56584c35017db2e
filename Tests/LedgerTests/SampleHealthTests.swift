import AccountHealth
import Foundation
import Journal
import Money
import Projections
import SampleLedgerGenerator
import StrictJSON
import Testing

@testable import Ledger

/// The health of every account of the sample ledger, through the whole program.
struct SampleHealthTests {
  private let sample: SampleFile.Imported
  private let history: History
  private let accounts: Accounts

  /// A process opens the list of accounts of a ledger once.
  private static let opened = Result {
    let ledger = try SampleFile.imported.get().ledger
    let history = History(ledger.journal)
    return (history: history, accounts: try Accounts(history, in: ledger.path))
  }

  init() throws {
    sample = try SampleFile.imported.get()
    (history, accounts) = try Self.opened.get()
  }

  private func ranking(_ day: String) throws -> PortfolioAnswer {
    var request = PortfolioRequest()
    request.clocks = Clocks(asOf: try CalendarDay(parsing: day))
    request.limit = .max
    return try HealthPortfolio(history, accounts).rank(request)
  }

  @Test(arguments: ["2024-06-30", "2025-03-31", "2025-12-31"])
  func `Every explanation adds up to its score exactly`(day: String) throws {
    let rows = try ranking(day).rows
    #expect(rows.count >= 50)
    let clocks = Clocks(asOf: try CalendarDay(parsing: day))
    for row in rows {
      let health = try HealthQuery(history).assess(row.account, clocks: clocks).assessment
      let exact =
        health.indicators.reduce(0) { $0 + $1.contribution }
        + health.caps.reduce(0) { $0 + $1.effect }
      let whole =
        health.indicators.reduce(0) { $0 + $1.points } + health.caps.reduce(0) { $0 + $1.points }
      #expect(exact == health.exactScore, "\(row.account)")
      #expect(whole == health.score, "\(row.account)")
      // The ranking says the same as the account's own answer.
      #expect(row.exactScore == health.exactScore && row.band == health.band, "\(row.account)")
      #expect(row.coverageBp == health.coverageBp, "\(row.account)")
      #expect(row.caps == health.caps.map(\.condition.id), "\(row.account)")
    }
  }

  /// Known then is a part of the journal, so that facts of the time before are late.
  @Test(arguments: ["2024-06-30", "2025-03-31", "2025-09-30"])
  func `The four parts add up to the change for every account`(day: String) throws {
    let since = try CalendarDay(parsing: day)
    let size = try sample.ledger.journal.head().size
    var causes: Set<HealthChange.Cause> = []
    var accounts = 0
    for row in try ranking("2025-12-31").rows {
      let answer = try HealthQuery(history).assess(
        row.account, clocks: Clocks(asOf: try CalendarDay(parsing: "2025-12-31")),
        since: .init(since, knownAt: .size(size / 4)))
      let change = try #require(answer.change)
      let sum = change.parts.parts.reduce(0) { $0 + $1.step.change }
      let after = answer.assessment.exactScore ?? 0
      #expect(sum == after - (change.parts.before.exactScore ?? 0), "\(row.account)")
      #expect(change.parts.after == answer.assessment, "\(row.account)")
      for part in change.parts.parts {
        let lines = part.step.lines.reduce(0) { $0 + $1.change }
        #expect(lines == part.step.change, "\(row.account) \(part.cause)")
        if part.step.change != 0 { causes.insert(part.cause) }
      }
      accounts += 1
    }
    #expect(accounts == 60)
    // Each part occurs, so the sum is not trivial; no model was published.
    #expect(causes == [.lateFacts, .passingTime, .newFacts])
  }

  @Test func `Caps and warnings hold where they were planted and nowhere else`() throws {
    let settings = try SampleSettings(
      accounts: 60, years: 2, seed: 7, start: CalendarDay(parsing: "2024-01-01"), currency: .eur)
    let planted = try JSONValue(parsing: SampleLedger.planted(settings)).object
    for day in ["2025-12-31", "2026-01-01"] {
      let rows = try ranking(day).rows
      for pattern in PlantedPattern.allCases {
        let expected = Set(planted?[pattern.rawValue]?.array?.compactMap(\.string) ?? [])
        #expect(expected.count == 3)
        let found = rows.filter { ($0.warnings + $0.caps).contains(pattern.rawValue) }
        #expect(Set(found.map(\.account)) == expected, "\(pattern.rawValue) on \(day)")
      }
    }
  }

  @Test func `Filters leave what they say, and the worst comes first`() throws {
    let all = try ranking("2025-12-31")
    #expect(all.assessed == 60 && all.matched == 60)
    #expect(all.bands.values.reduce(0, +) == 60)
    let scores = all.rows.compactMap(\.exactScore)
    #expect(scores == scores.sorted())
    let portfolio = HealthPortfolio(history, accounts)
    var request = PortfolioRequest()
    request.clocks = Clocks(asOf: try CalendarDay(parsing: "2025-12-31"))
    request.limit = .max
    request.bands = [.red]
    let red = try portfolio.rank(request)
    #expect(red.rows == all.rows.filter { $0.band == .red } && red.matched > 0)
    request.limit = 1
    #expect(try portfolio.rank(request).rows == Array(red.rows.prefix(1)))
    request = PortfolioRequest()
    request.clocks = Clocks(asOf: try CalendarDay(parsing: "2025-12-31"))
    request.limit = .max
    request.below = [(.contract, 5_000)]
    let weak = try portfolio.rank(request).rows
    #expect(
      weak
        == all.rows.filter { row in
          row.dimensions.first { $0.dimension == .contract }?.score.map { $0 < 5_000 } ?? false
        })
    #expect(!weak.isEmpty && weak.count < 60)
    let owner = try #require(all.rows.first?.owner)
    request.below = []
    request.owner = owner
    request.order = .account
    let own = try portfolio.rank(request)
    #expect(
      own.rows.map(\.account) == all.rows.filter { $0.owner == owner }.map(\.account).sorted())
    request.signals = ["contract-ending", "plan-alone"]
    request.owner = nil
    #expect(try portfolio.rank(request).matched == 6)
  }

  @Test func `A preview tells every shift of a band, and leaves no trace`() throws {
    let head = try sample.ledger.journal.head()
    var model = HealthModel.keyAccount1
    model.id = "own"
    model.bands.green = 8_500
    let day = try CalendarDay(parsing: "2025-12-31")
    let preview = try HealthPreview(
      model, history, accounts, clocks: Clocks(asOf: day))
    #expect(try sample.ledger.journal.head() == head)
    // Only the bound of green moved: those from 75 up to 85 become amber, and no score changes.
    for total in preview.totals {
      let rows = try ranking("\(total.day)").rows
      let expected = rows.filter { $0.band == .green && ($0.exactScore ?? 0) < 8_500 }
      let found = preview.shifts.filter { $0.day == total.day }
      #expect(found.map(\.account) == expected.map(\.account).sorted(), "\(total.day)")
      #expect(total.worse == expected.count && total.better == 0 && total.scoresChanged == 0)
      #expect(total.assessed == rows.count, "\(total.day)")
    }
    #expect(preview.totals.count == 8)
    #expect(preview.shifts.count > 5)
    model.parts[0].indicators[0].scale = PiecewiseLinear(nothing: 0, everything: 20_000)
    model.bands.green = 7_500
    for shift in try HealthPreview(
      model, history, accounts, clocks: Clocks(asOf: day)
    ).shifts {
      #expect(shift.step.change == shift.step.lines.reduce(0) { $0 + $1.change })
      #expect(shift.step.lines.contains { $0.subject == .indicator("buying-centre-coverage") })
    }
  }
}
