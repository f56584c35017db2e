import Commission
import LedgerEvents

/// The streams that a payee's statements rest on, derived from the facts that the engine was given.
///
/// Whoever has only the records of these streams computes the same statement. They are, for the payee
/// and for everybody who ever reported to the payee, directly or over others: the streams of these
/// employees; every account on which one of them ever had a role, sold a deal, has an agreed share, or
/// has a line; and, as a plan may pay somebody for every sale, every account with a sale if one of them
/// is such a payee. Further the managers' streams, every plan, and the ledger's own, which holds the
/// exchange rates, its targets and the periods closed. A deal is called by its account where another
/// account had the same document id before, so those accounts belong to them as well.
package struct StatementSources: Equatable, Sendable {
  package let payee: String
  /// Whose credits count: the payee, and who reports or once reported to the payee.
  package private(set) var team: Set<String> = []
  /// To whom the payee reports or once reported, directly or over others.
  package private(set) var managers: Set<String> = []
  package private(set) var accounts: Set<String> = []

  package init(of payee: String, _ query: CommissionQuery) {
    self.payee = payee
    let facts = query.calculations.facts
    let names = query.calculations.names
    var below: [String: Set<String>] = [:]
    var above: [String: Set<String>] = [:]
    for fact in facts.reporting {
      guard let manager = fact.manager else { continue }
      below[names.text(manager), default: []].insert(names.text(fact.employee))
      above[names.text(fact.employee), default: []].insert(names.text(manager))
    }
    team = Self.reached(from: payee, over: below)
    managers = Self.reached(from: payee, over: above).subtracting([payee])
    addAccounts(facts, query, names)
    addEarlierDocuments(query.fold.deals)
  }

  /// Whether a stream is one of them.
  package func include(_ subject: String) -> Bool {
    if subject == "ledger" || subject.hasPrefix("plan/") { return true }
    if subject.hasPrefix("account/") { return accounts.contains(String(subject.dropFirst(8))) }
    guard subject.hasPrefix("employee/") else { return false }
    let employee = String(subject.dropFirst(9))
    return team.contains(employee) || managers.contains(employee)
  }

  private static func reached(
    from start: String, over steps: [String: Set<String>]
  ) -> Set<String> {
    var found: Set<String> = [start]
    var waiting = [start]
    while let next = waiting.popLast() {
      for other in steps[next] ?? [] where found.insert(other).inserted { waiting.append(other) }
    }
    return found
  }

  private mutating func addAccounts(
    _ facts: CommissionFacts, _ query: CommissionQuery, _ names: NameTable
  ) {
    func isOne(_ name: Name?) -> Bool { name.map { team.contains(names.text($0)) } ?? false }
    let paidForAll = facts.plans.contains { published in
      published.plan.clauses.contains { clause in
        clause.parties.contains { party in
          if case .payee(let id) = party.who { team.contains(id) } else { false }
        }
      }
    }
    for assignment in facts.assignments where isOne(assignment.employee) {
      accounts.insert(names.text(assignment.account))
    }
    for deal in query.calculations.deals
    where paidForAll || isOne(deal.seller) || isOne(deal.firstSeller) {
      accounts.insert(names.text(deal.account))
    }
    for (key, split) in query.fold.deals.splits
    where split.shares.contains(where: { team.contains($0.employeeID) }) {
      accounts.insert(key.account)
    }
    for line in query.entries(payee: nil, period: nil) where team.contains(line.payee) {
      if let account = line.account { accounts.insert(account) }
    }
  }

  /// Adds the accounts whose documents took an id before a document of an account that is here.
  private mutating func addEarlierDocuments(_ deals: DealBook) {
    struct Document: Hashable {
      let type: DealType
      let id: String
    }
    var first: [Document: (account: String, position: UInt64)] = [:]
    for (key, sale) in deals.sales {
      let document = Document(type: key.type, id: key.id)
      if let known = first[document], known.position < sale.position { continue }
      first[document] = (key.account, sale.position)
    }
    var isComplete = false
    while !isComplete {
      isComplete = true
      for key in deals.sales.keys where accounts.contains(key.account) {
        guard let known = first[Document(type: key.type, id: key.id)] else { continue }
        if accounts.insert(known.account).inserted { isComplete = false }
      }
    }
  }
}
