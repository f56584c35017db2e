import Journal
import LedgerEvents
import Money
import Testing

@testable import Ledger

/// The figures of the reference, computed from a ledger into which every table was imported.
@Suite(.enabled(if: DataSets.arePresent))
struct AdventureWorksGoldenTests {
  private func orders(_ set: ImportedDataSet) -> [(account: String, order: OrderBooked)] {
    set.events.compactMap { event in
      guard case .orderBooked(let order) = event.data else { return nil }
      return (event.account, order)
    }
  }

  @Test func `Every row of every table is accepted`() throws {
    let set = try DataSets.adventureWorks.get()
    for (table, rows) in [
      ("derived_employee_map.csv", 18), ("Resellers.csv", 701), ("FactResellerSales.csv", 57_851),
      ("ResellerSalesTargets.csv", 34),
    ] {
      let report = try #require(set.reports[table])
      #expect(report.rows == rows && report.accepted == rows, "\(table): \(set.rejects)")
      #expect(report.rejected == 0 && report.duplicates == 0)
    }
    #expect(set.reports["FactResellerSales.csv"]?.events == 3_616 + 280 + 632 + 280)
    #expect(set.reports["ResellerSalesTargets.csv"]?.events == 245)
    // Other tests publish plans in it meanwhile.
    #expect(try #require(try set.ledger.soundSize()) >= UInt64(set.events.count))
  }

  @Test func `Revenue, cost and margin`() throws {
    let orders = orders(try DataSets.adventureWorks.get()).map(\.order)
    #expect(orders.count == 3_616)
    let revenue = orders.reduce(0) { $0 + $1.net.minor }
    let lines = orders.flatMap(\.lines)
    let cost = lines.reduce(0) { $0 + $1.cost.minor }
    #expect(lines.count == 57_851 && lines.allSatisfy(\.hasCost))
    #expect(lines.reduce(0) { $0 + $1.net.minor } == revenue)
    #expect(revenue == 7_754_857_020)
    #expect(cost == 7_658_516_280)
    #expect(revenue - cost == 96_340_740)
    #expect(lines.count { $0.net.minor < $0.cost.minor } == 20_690)
    #expect(
      orders.count { order in
        order.net.minor < order.lines.reduce(0) { $0 + $1.cost.minor }
      } == 1_548)
  }

  @Test func `Revenue is not concentrated`() throws {
    var byReseller: [String: Int128] = [:]
    for (account, order) in orders(try DataSets.adventureWorks.get()) {
      byReseller[account, default: 0] += Int128(order.net.minor)
    }
    #expect(byReseller.count == 632)
    let total = byReseller.values.reduce(0, +)
    let squares = byReseller.values.reduce(0) { $0 + $1 * $1 }
    // The sum of the squared shares in ten-thousandths, rounded half up.
    #expect((squares * 20_000 + total * total) / (total * total * 2) == 46)
  }

  @Test func `Sellers hand over resellers`() throws {
    let set = try DataSets.adventureWorks.get()
    var seller: [String: String] = [:]
    var handovers: [(account: String, day: UInt32)] = []
    // From the orders themselves, in the order of recording, which is that of the days.
    for event in set.events {
      guard case .orderBooked(let order) = event.data else { continue }
      let before = seller.updateValue(order.employeeID, forKey: event.account)
      if let before, before != order.employeeID { handovers.append((event.account, event.day)) }
    }
    let ended: [(account: String, day: UInt32)] = set.events.compactMap { event in
      guard case .assignmentEnded(let ended) = event.data else { return nil }
      #expect(ended.validTo.yyyymmdd == event.day)
      return (event.account, event.day)
    }
    for found in [handovers, ended] {
      #expect(found.count == 280 && Set(found.map(\.account)).count == 208)
      #expect(found.map(\.day).min() == 20_171_104 && found.map(\.day).max() == 20_200_531)
    }
    #expect(ended.map { "\($0)" } == handovers.map { "\($0)" })
    // Whoever sold last is the one whose assignment is open.
    var open: [String: [String: String]] = [:]
    for event in set.events {
      if case .assignmentStarted(let started) = event.data {
        open[event.account, default: [:]][started.assignmentID] = started.employeeID
      } else if case .assignmentEnded(let ended) = event.data {
        open[event.account]?[ended.assignmentID] = nil
      }
    }
    #expect(open.mapValues { Array($0.values) } == seller.mapValues { [$0] })
  }
}
