package import Money
package import Projections

/// A commission line as it was known at one time and as it was known at another.
package struct LineChange: Hashable, Sendable {
  package struct Figures: Hashable, Sendable {
    package let amount: Amount
    package let payable: Amount
    package let planVersion: Int
  }

  package let id: String
  package let payee: String
  package let account: String?
  package let deal: String?
  package let day: CalendarDay
  package let plan: String
  package let clause: String
  /// Nil where the line was not there.
  package let before: Figures?
  package let after: Figures?
  /// What is earned more, or less.
  package let amount: Amount
  /// What may be paid more, or less.
  package let payable: Amount

  /// The lines that differ, in the order of their ids.
  package static func between(
    _ old: [CommissionEntry], _ new: [CommissionEntry]
  ) throws(ProjectionError) -> [LineChange] {
    var before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var changes: [LineChange] = []
    do throws(MoneyError) {
      for line in new {
        let was = before.removeValue(forKey: line.id)
        if let change = try LineChange(was, line) { changes.append(change) }
      }
      for line in before.values {
        if let change = try LineChange(line, nil) { changes.append(change) }
      }
    } catch {
      throw .arithmetic(error)
    }
    return changes.sorted { $0.id < $1.id }
  }

  /// Nil where nothing differs.
  private init?(_ old: CommissionEntry?, _ new: CommissionEntry?) throws(MoneyError) {
    guard let line = new ?? old else { return nil }
    before = old.map(Figures.init)
    after = new.map(Figures.init)
    let zero = Amount.zero(line.amount.currency)
    amount = try (after?.amount ?? zero).subtracting(before?.amount ?? zero)
    payable = try (after?.payable ?? zero).subtracting(before?.payable ?? zero)
    if before?.amount == after?.amount, before?.payable == after?.payable { return nil }
    if amount.isZero, payable.isZero { return nil }
    id = line.id
    (payee, account, deal) = (line.payee, line.account, line.deal)
    (day, plan, clause) = (line.trigger.day, line.plan, line.clause)
  }
}

extension LineChange.Figures {
  fileprivate init(_ line: CommissionEntry) {
    self.init(amount: line.amount, payable: line.payable, planVersion: line.planVersion)
  }
}

extension [LineChange] {
  /// What is earned more or less in each currency, in the order of the currencies.
  package func sums() throws(ProjectionError) -> [Amount] {
    var sums: [Currency: Amount] = [:]
    do throws(MoneyError) {
      for change in self {
        let currency = change.amount.currency
        sums[currency] = try (sums[currency] ?? .zero(currency)).adding(change.amount)
      }
    } catch {
      throw .arithmetic(error)
    }
    return sums.values.sorted { $0.currency < $1.currency }
  }
}
