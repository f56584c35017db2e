package import Money

/// Why a deal, or somebody in it, gets nothing: the answer to "why not".
package struct Omission: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case noPlanInForce
    case noClauseCovers
    case noEligibleLine
    /// The plan is in another currency than the deal.
    case otherCurrency(Name)
    case nobody(Party.Who)
    case alreadyCredited(Name)
    case noRate(Name)
    case noProductRate(String)
    case costUnknown
    case listUnknown
    case grossUnknown
    case feeUnknown
    case openEnded
    case gateFailed(Name, String)
    case goalOpen(String, Period)
    /// None was set, or it shrank to nothing; the figure is empty where the plan names the target.
    case noTarget(Name, String, Period)
    case noPayTerms(Name, Period)
    /// The base lies below the least that a deal must have.
    case belowMinimum(Amount)
    /// A reversal that we are answerable for ourselves.
    case keptDespite(Name)
    /// An adjustment of somebody that cannot be paid in the currency of the plans yet.
    case notExchanged(Name, of: Name, MoneyError)
  }

  /// Nil where the reason concerns a bonus or an adjustment.
  package let deal: Name?
  /// Nil where the reason concerns all clauses.
  package let clause: Name?
  package let reason: Reason

  package init(deal: Name?, clause: Name?, reason: Reason) {
    self.deal = deal
    self.clause = clause
    self.reason = reason
  }

  /// The reason in words, with the ids of the table the facts were made with.
  package func text(_ names: NameTable) -> String {
    let place = clause.map { ", clause \(names.text($0))" } ?? ""
    var subject = deal.map { "deal \(names.text($0))" } ?? "bonus"
    if case .notExchanged(let adjustment, _, _) = reason {
      subject = "adjustment \(names.text(adjustment))"
    }
    return "\(subject)\(place): \(words(names))"
  }

  /// The holder whom the reason concerns; nil where it concerns everybody.
  package var holder: Name? {
    switch reason {
    case .alreadyCredited(let name), .noRate(let name), .gateFailed(let name, _),
      .noTarget(let name, _, _), .noPayTerms(let name, _), .notExchanged(_, let name, _):
      name
    default: nil
    }
  }

  /// The reason alone, without the deal and the clause.
  package func words(_ names: NameTable) -> String {
    switch reason {
    case .noPlanInForce: "no plan known then is in force on its day"
    case .noClauseCovers: "no clause covers this type and kind of deal"
    case .noEligibleLine: "none of its products is eligible"
    case .otherCurrency(let plan): "plan \(names.text(plan)) is in another currency"
    case .nobody(.seller): "it names no seller"
    case .nobody(.firstSeller): "nobody is known to have sold the contract at first"
    case .nobody(.managerOfSeller): "its seller reported to nobody on its day"
    case .nobody(.managersOfPayees(let level)):
      "its payees have no manager \(level) level\(level == 1 ? "" : "s") up on its day"
    case .nobody(.payee(let id)): "\(id) is not known"
    case .nobody(.role(let role)): "nobody was \(role.rawValue) of the account on its day"
    case .alreadyCredited(let payee):
      "\(names.text(payee)) has full credit already and is credited once"
    case .noRate(let payee): "there is no rate for \(names.text(payee))"
    case .noProductRate(let product): "there is no rate for product \(product)"
    case .costUnknown: "its cost is not recorded, so it has no margin"
    case .listUnknown: "its regular price is not recorded, so it has no discount"
    case .grossUnknown: "its gross value is not recorded"
    case .feeUnknown: "its monthly fee is not recorded"
    case .openEnded: "its contract is open-ended and the clause names no number of months"
    case .gateFailed(let payee, let condition):
      "\(names.text(payee)) gets nothing because the gate is not passed: \(condition)"
    case .goalOpen(let kpi, let period):
      "goal \(kpi) for \(period) is not established yet, or has no target"
    case .noTarget(let payee, let kpi, let period):
      "\(names.text(payee)) has no target\(kpi.isEmpty ? "" : " \(kpi)") for \(period)"
    case .noPayTerms(let payee, let period):
      "\(names.text(payee)) has no variable pay agreed for \(period)"
    case .belowMinimum(let minimum): "its base lies below the minimum of \(minimum)"
    case .keptDespite(let reversal):
      "\(names.text(reversal)) takes nothing back because we are answerable for it (HGB 87a (3))"
    case .notExchanged(_, let payee, let error):
      "\(names.text(payee)) gets it as soon as it can be converted: \(error)"
    }
  }
}
