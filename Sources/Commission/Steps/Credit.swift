import Money

/// Step 2: who is credited with which share of the deal.
extension CommissionCalculation {
  /// The parties of the clause on the anchor day; an agreed split replaces the seller and the roles.
  ///
  /// A manager's credit is not part of what the sellers agreed among themselves, so it stays.
  func credit(
    _ deal: Deal, by selected: SelectedClause, _ omissions: inout [Omission]
  ) -> Crediting {
    let split = team.split(of: deal.id)
    var crediting = Crediting(mode: selected.clause.mode)
    for (index, party) in selected.clause.parties.enumerated() {
      if split != nil, party.who != .managerOfSeller { continue }
      let holders = holders(of: party, deal)
      crediting.add(
        holders, share: party.share, weight: selected.published.shares.parts[index],
        eachInFull: selected.clause.mode == .fullEach)
      if holders.isEmpty { leaveOut(.nobody(party.who)) }
    }
    if let split { crediting.add(split, replacing: selected) }
    for payee in crediting.removeSecondFullCredits() { leaveOut(.alreadyCredited(payee)) }
    return crediting

    func leaveOut(_ reason: Omission.Reason) {
      omissions.append(
        Omission(deal: deal.id, clause: selected.published.id, reason: reason))
    }
  }

  private func holders(of party: Party, _ deal: Deal) -> [Credit] {
    switch party.who {
    case .seller:
      return deal.seller.map {
        [Credit(payee: $0, label: .seller, rate: party.rate, evidence: deal.position)]
      } ?? []
    case .managerOfSeller:
      guard let seller = deal.seller, let fact = team.manager(of: seller, at: deal.day),
        let manager = fact.manager
      else { return [] }
      return [
        Credit(payee: manager, label: .manager, rate: party.rate, evidence: fact.position)
      ]
    case .role(let role):
      return team.holders(of: role, on: deal.account, at: deal.day).map {
        Credit(
          payee: $0.employee, label: .role(role), rate: party.rate, evidence: $0.position,
          weight: $0.weight)
      }
    }
  }
}

extension Posting {
  func creditNode(_ names: NameTable) -> DerivationNode {
    let way =
      switch crediting.mode {
      case .split: "share of one credit"
      case .fullEach: "full credit for each, the revenue counts once (clause \(clause.id))"
      }
    return DerivationNode(
      step: .credit,
      summary: "\(names.text(credit.payee)) as \(credit.label): \(line.share), \(way)",
      inputs: [.init(credit.label.source, names.text(credit.payee), at: credit.evidence)],
      before: current.base, after: earned.credited)
  }
}
