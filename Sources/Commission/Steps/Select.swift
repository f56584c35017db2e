import Money

/// Step 1: which clauses of which plan versions hold for a deal.
///
/// The anchor day chooses the version, among what was known. Version 1 at 3 % from 1 January and
/// version 2 at 4 % from 15 March: a deal of 14 March over 10,000.00 pays 300.00, one of 15 March
/// 400.00.
extension CommissionCalculation {
  /// The clauses in the order of the plans' ids and of their texts.
  ///
  /// A later publication replaces an earlier one for every day on which it is in force.
  func select(_ deal: Deal, _ omissions: inout [Omission]) -> [PublishedClause] {
    var selected: [PublishedClause] = []
    var inForce = false
    for history in histories {
      guard let version = history.version(on: deal.day) else { continue }
      inForce = true
      guard deal.lines.first?.net.currency == version.plan.currency else {
        omissions.append(Omission(deal: deal.id, clause: nil, reason: .otherCurrency(version.id)))
        continue
      }
      for clause in version.clauses where clause.clause.covers(deal) {
        guard deal.lines.contains(where: clause.counts) else {
          omissions.append(Omission(deal: deal.id, clause: clause.id, reason: .noEligibleLine))
          continue
        }
        selected.append(clause)
      }
    }
    if !inForce {
      omissions.append(Omission(deal: deal.id, clause: nil, reason: .noPlanInForce))
    } else if selected.isEmpty {
      omissions.append(Omission(deal: deal.id, clause: nil, reason: .noClauseCovers))
    }
    return selected
  }
}

/// The versions of one plan, the one known last first.
struct PlanHistory: Sendable {
  let versions: [PublishedPlan]

  static func all(_ facts: CommissionFacts, knownAt: UInt64) -> [PlanHistory] {
    let known = facts.plans.filter { $0.position <= knownAt }
    return Dictionary(grouping: known, by: \.plan.id).sorted { $0.key < $1.key }.map {
      PlanHistory(versions: $0.value.sorted { $0.position > $1.position })
    }
  }

  func version(on day: CalendarDay) -> PublishedPlan? {
    versions.first { $0.plan.isInForce(on: day) }
  }
}

extension Clause {
  fileprivate func covers(_ deal: Deal) -> Bool {
    guard self.deal == deal.type else { return false }
    guard let kinds else { return !deal.needsKind }
    if pay.renewals == .retainedAndGrowth, deal.isRenewal {
      return !kinds.isDisjoint(with: [.renewal, .upSell, .downSell, .flatRenewal])
    }
    return deal.kind.map(kinds.contains) ?? false
  }
}

extension Posting {
  func selectNode(_ names: NameTable) -> DerivationNode {
    let version = "\(names.text(selected.planID)) version \(selected.planVersion)"
    return DerivationNode(
      step: .select,
      summary: """
        plan \(version), clause \(clause.id) (line \(clause.line)), \
        anchor: \(deal.type.anchor.rawValue) on \(deal.day)
        """,
      inputs: [
        .init("plan", version, at: selected.position),
        .init(deal.type.rawValue, names.text(deal.id), at: deal.position),
        .init("clause", clause.text ?? clause.id, at: selected.position),
      ])
  }
}
