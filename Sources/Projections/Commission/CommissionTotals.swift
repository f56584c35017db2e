import Commission
import LMDB
import Money

/// What each payee gets in each month, summed up as lines come.
struct CommissionTotals: Sendable {
  private struct Key: Hashable {
    let payee: String
    let month: Period
    let currency: Currency
  }

  private struct Sum {
    var amount: Amount
    var payable: Amount
    var lines: UInt64
  }

  private var sums: [Key: Sum] = [:]

  mutating func add(
    _ line: Commission.CommissionLine, of payee: String
  ) throws(MoneyError) {
    let key = Key(
      payee: payee, month: try line.period(.month), currency: line.amount.currency)
    try add(Sum(amount: line.amount, payable: line.payable, lines: 1), at: key)
  }

  mutating func add(_ other: CommissionTotals) throws(ProjectionError) {
    do throws(MoneyError) {
      for (key, sum) in other.sums { try add(sum, at: key) }
    } catch {
      throw .arithmetic(error)
    }
  }

  private mutating func add(_ sum: Sum, at key: Key) throws(MoneyError) {
    guard var known = sums[key] else {
      sums[key] = sum
      return
    }
    known.amount = try known.amount.adding(sum.amount)
    known.payable = try known.payable.adding(sum.payable)
    known.lines += sum.lines
    sums[key] = known
  }

  /// A row for each sum, in no order.
  var rows: [(key: String, row: [UInt8])] {
    sums.map { key, sum in
      (CommissionView.totalKey(key.payee, key.month, key.currency), row(key, sum).stored)
    }
  }

  /// Adds the sums to the rows that are there.
  func put(in store: ViewStore, _ write: inout WriteTransaction) throws {
    for (key, sum) in sums {
      let place = LMDB.Key(CommissionView.totalKey(key.payee, key.month, key.currency))
      var sum = sum
      if let stored = try write.checkedValue(store.rows, place) {
        let before = try stored.withUnsafeBytes { try CommissionRow(stored: $0) }
        sum.amount = try sum.amount.adding(before.amount)
        sum.payable = try sum.payable.adding(before.payable)
        sum.lines += before.lines
      }
      try write.putChecked(store.rows, place, row(key, sum).stored)
    }
  }

  private func row(_ key: Key, _ sum: Sum) -> CommissionRow {
    CommissionRow(
      payee: key.payee, account: nil, deal: nil, day: key.month.start, amount: sum.amount,
      payable: sum.payable, position: nil, lines: sum.lines)
  }
}
