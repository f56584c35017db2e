package import Money

/// Why a deal cannot be computed; other deals are not concerned.
package struct CommissionError: Error, Hashable {
  /// The deal, or the bonus, clause or plan whose line of a period cannot be computed.
  package let deal: Name
  /// Nil where no deal is concerned, as `position` is.
  package let account: Name?
  /// Position of the deal's event in the journal.
  package let position: UInt64?
  package let fault: CommissionFault

  package init(_ deal: Deal, _ fault: CommissionFault) {
    self.deal = deal.id
    account = deal.account
    position = deal.position
    self.fault = fault
  }

  init(periodOf word: Name, _ fault: CommissionFault) {
    deal = word
    (account, position) = (nil, nil)
    self.fault = fault
  }

  /// What happened and what to do, with the ids of the table the facts were made with.
  package func text(_ names: NameTable) -> String {
    "deal \(names.text(deal)): \(fault.text(names))"
  }
}

/// What is wrong with the facts of a deal.
package enum CommissionFault: Error, Hashable {
  case arithmetic(MoneyError)
  case noLines
  case unknownLine(reversal: Name, line: Int)
  /// Two facts with the same id say different things.
  case contradiction

  func text(_ names: NameTable) -> String {
    switch self {
    case .arithmetic(let error): "\(error)"
    case .noLines: "it has no lines; record its net amount"
    case .unknownLine(let reversal, let line):
      "\(names.text(reversal)) takes back from line \(line), which the deal does not have"
    case .contradiction: "it is recorded twice with different contents; correct one of the events"
    }
  }
}

/// Runs exact arithmetic and names its failure as a fault of the deal.
func exactly<Value>(
  _ compute: () throws(MoneyError) -> Value
) throws(CommissionFault) -> Value {
  do { return try compute() } catch { throw .arithmetic(error) }
}
