import Commission
import LedgerEvents

/// That nobody is known under an id, and who was probably meant.
package struct UnknownPayee: Hashable, Sendable {
  package let id: String
  /// The known id that is near enough for a slip of the pen; nil where none is.
  package let nearest: String?
}

extension UnknownPayee: CustomStringConvertible {
  package var description: String {
    "nobody is known as \(id) at these clocks: no employee, seller, role or agreed share"
      + (nearest.map { "; did you mean \($0)?" } ?? "")
  }
}

extension CommissionQuery {
  /// Why there can be nothing of a payee; nil where somebody is known under the id.
  package func unknownPayee(_ id: String) -> UnknownPayee? {
    knownPayee(id) == nil ? unknown(id) : nil
  }

  /// The number of somebody who is known under this id.
  func knownPayee(_ id: String) -> Name? {
    calculations.names.known(id).flatMap { knownPayees.contains($0) ? $0 : nil }
  }

  func unknown(_ id: String) -> UnknownPayee {
    let ids = knownPayees.map { calculations.names.text($0) }.sorted()
    return UnknownPayee(id: id, nearest: NearestName.of(id, among: ids))
  }

  /// Everybody whom a fact or a plan names as somebody who may be paid.
  private var knownPayees: Set<Name> {
    let facts = calculations.facts
    var known = Set(facts.employments.map(\.employee))
    known.formUnion(facts.reporting.flatMap { [$0.employee, $0.manager].compactMap(\.self) })
    known.formUnion(facts.assignments.map(\.employee))
    known.formUnion(facts.payTerms.map(\.employee))
    known.formUnion(facts.adjustments.map(\.employee))
    known.formUnion(facts.splits.flatMap { $0.shares.map(\.employee) })
    known.formUnion(calculations.deals.compactMap(\.seller))
    known.formUnion(calculations.deals.compactMap(\.firstSeller))
    for clause in facts.plans.flatMap(\.plan.clauses) {
      for case .payee(let id) in clause.parties.map(\.who) {
        if let name = facts.names.known(id) { known.insert(name) }
      }
    }
    return known
  }
}
