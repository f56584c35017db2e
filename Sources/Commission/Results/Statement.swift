package import Money

/// What one payee earned in one period, line by line.
package struct Statement: Hashable, Sendable {
  package let payee: Name
  package let period: Period
  package let currency: Currency
  /// In the order of their ids.
  package let lines: [CommissionLine]
  package let total: Amount

  /// One statement for each payee, period and currency that has lines, ordered by these.
  package static func all(
    _ lines: [CommissionLine], by length: Period.Length, _ names: NameTable
  ) throws(MoneyError) -> [Statement] {
    struct Key: Hashable {
      let payee: Name
      let period: Period
      let currency: Currency
    }
    var groups: [Key: [CommissionLine]] = [:]
    for line in lines {
      let key = Key(
        payee: line.payee, period: try line.period(length), currency: line.amount.currency)
      groups[key, default: []].append(line)
    }
    let ordered = groups.sorted {
      (names.text($0.key.payee), $0.key.period.start, $0.key.currency)
        < (names.text($1.key.payee), $1.key.period.start, $1.key.currency)
    }
    var statements: [Statement] = []
    for (key, lines) in ordered {
      var total = Amount.zero(key.currency)
      for line in lines { total = try total.adding(line.amount) }
      let identified = lines.map { (id: $0.id(names), line: $0) }.sorted { $0.id < $1.id }
      statements.append(
        Statement(
          payee: key.payee, period: key.period, currency: key.currency,
          lines: identified.map(\.line), total: total))
    }
    return statements
  }
}
