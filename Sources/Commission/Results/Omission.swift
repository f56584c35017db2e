/// Why a deal, or somebody in it, gets nothing: the answer to "why not".
package struct Omission: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case noPlanInForce
    case noClauseCovers
    /// The plan is in another currency than the deal.
    case otherCurrency(Name)
    case nobody(Party.Who)
    case alreadyCredited(Name)
    case noRate(Name)
    case costUnknown
  }

  package let deal: Name
  /// Nil where the reason concerns all clauses.
  package let clause: Name?
  package let reason: Reason

  /// The reason in words, with the ids of the table the facts were made with.
  package func text(_ names: NameTable) -> String {
    let place = clause.map { ", clause \(names.text($0))" } ?? ""
    return "deal \(names.text(deal))\(place): \(words(names))"
  }

  private func words(_ names: NameTable) -> String {
    switch reason {
    case .noPlanInForce: "no plan known then is in force on its day"
    case .noClauseCovers: "no clause covers this type and kind of deal"
    case .otherCurrency(let plan): "plan \(names.text(plan)) is in another currency"
    case .nobody(.seller): "it names no seller"
    case .nobody(.managerOfSeller): "its seller reported to nobody on its day"
    case .nobody(.role(let role)): "nobody was \(role.rawValue) of the account on its day"
    case .alreadyCredited(let payee):
      "\(names.text(payee)) has full credit already and is credited once"
    case .noRate(let payee): "there is no rate for \(names.text(payee))"
    case .costUnknown: "its cost is not recorded, so it has no margin"
    }
  }
}
