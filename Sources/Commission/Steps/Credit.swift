import Money

/// Step 2: who is credited with which share of the deal.
extension CommissionCalculation {
  /// The parties of the clause on the anchor day; an agreed split replaces the seller and the roles.
  ///
  /// A manager's credit is not part of what the sellers agreed among themselves, so it stays.
  func credit(
    _ deal: Deal, by selected: PublishedClause, _ omissions: inout [Omission]
  ) throws(MoneyError) -> Crediting {
    let split = team.split(of: deal.id)
    var crediting = Crediting(mode: selected.clause.mode)
    for (index, party) in selected.clause.parties.enumerated() {
      if split != nil, party.who != .managerOfSeller { continue }
      let weight = selected.shares.parts[index]
      if !credit(party, of: deal, weight: weight, in: &crediting) {
        leaveOut(.nobody(party.who))
      }
    }
    if let split { try crediting.add(split, replacing: selected) }
    for payee in crediting.removeSecondFullCredits() { leaveOut(.alreadyCredited(payee)) }
    return crediting

    func leaveOut(_ reason: Omission.Reason) {
      omissions.append(
        Omission(deal: deal.id, clause: selected.id, reason: reason))
    }
  }

  /// False when nobody is the party on the day of the deal.
  private func credit(
    _ party: Party, of deal: Deal, weight: Int64, in crediting: inout Crediting
  ) -> Bool {
    func add(_ payee: Name, _ label: CreditLabel, _ evidence: UInt64, weight: Int64 = 1) {
      crediting.addHolder(
        Credit(
          payee: payee, label: label, rate: party.rate, evidence: evidence, weight: weight))
    }
    crediting.beginParty(share: party.share, weight: weight)
    switch party.who {
    case .seller:
      guard let seller = deal.seller else { return false }
      add(seller, .seller, deal.position)
    case .managerOfSeller:
      guard let seller = deal.seller, let fact = team.manager(of: seller, at: deal.day),
        let manager = fact.manager
      else { return false }
      add(manager, .manager, fact.position)
    case .role(let role):
      let holders = team.holders(of: role, on: deal.account, at: deal.day)
      for holder in holders {
        add(holder.employee, .role(role), holder.position, weight: holder.weight)
      }
      return !holders.isEmpty
    }
    return true
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
