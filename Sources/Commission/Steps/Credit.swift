import Money

/// Step 2: who is credited with which share of the deal.
///
/// An order over 80,000.00 on an account with a key account manager and a field seller, credited in
/// full to each (doppelte Provisionierung), counts 80,000.00 for both and once as revenue.
extension CommissionCalculation {
  /// The parties of the clause on the anchor day; an agreed split replaces the sellers and the roles.
  ///
  /// A manager's credit is not part of what the sellers agreed among themselves, so it stays.
  func credit(
    _ deal: Deal, by selected: PublishedClause, _ omissions: inout [Omission]
  ) throws(MoneyError) -> Crediting {
    let clause = selected.clause
    let split = team.split(of: deal)
    var crediting = Crediting(
      mode: clause.mode, isInDoubt: clause.mode == .inDoubtBoth && split == nil)
    for (index, party) in clause.parties.enumerated() {
      if split != nil, !party.staysWithSplit { continue }
      if case .managersOfPayees = party.who { continue }
      let weight = selected.shares.parts[index]
      if !credit(party, of: deal, by: selected, weight: weight, in: &crediting) {
        leaveOut(.nobody(party.who))
      }
    }
    if let split { try crediting.add(split, replacing: selected) }
    for payee in crediting.removeSecondFullCredits() { leaveOut(.alreadyCredited(payee)) }
    for (index, party) in clause.parties.enumerated() {
      guard case .managersOfPayees(let level) = party.who else { continue }
      let weight = selected.shares.parts[index]
      if !creditManagers(party, level, of: deal, weight: weight, in: &crediting) {
        leaveOut(.nobody(party.who))
      }
    }
    return crediting

    func leaveOut(_ reason: Omission.Reason) {
      omissions.append(
        Omission(deal: deal.id, clause: selected.id, reason: reason))
    }
  }

  /// False when nobody is the party on the day of the deal.
  private func credit(
    _ party: Party, of deal: Deal, by selected: PublishedClause, weight: Int64,
    in crediting: inout Crediting
  ) -> Bool {
    func add(_ payee: Name, _ label: CreditLabel, _ evidence: UInt64, weight: Int64 = 1) {
      crediting.addHolder(
        Credit(
          payee: payee, label: label, rate: party.rate, evidence: evidence, weight: weight,
          cap: party.cap, isClaim: party.isClaim))
    }
    crediting.beginParty(share: party.share, weight: weight)
    switch party.who {
    case .seller:
      guard let seller = deal.seller else { return false }
      add(seller, .seller, deal.position)
    case .firstSeller:
      guard let seller = deal.firstSeller else { return false }
      add(seller, .firstSeller, deal.position)
    case .managerOfSeller:
      guard let seller = deal.seller, let fact = team.manager(of: seller, at: deal.day),
        let manager = fact.manager
      else { return false }
      let start = crediting.credits.count
      add(manager, .manager, fact.position)
      if party.deductsLower { crediting.deduct([seller], at: start) }
    case .payee(let id):
      guard let payee = selected.fixedPayees[id] else { return false }
      add(payee, .fixed, selected.position)
    case .role(let role):
      let holders = team.holders(of: role, on: deal.account, at: deal.day)
      for holder in holders {
        add(holder.employee, .role(role), holder.position, weight: holder.weight)
      }
      return !holders.isEmpty
    case .managersOfPayees:
      return true
    }
    return true
  }

  /// Credits the managers of everybody credited so far, each once however many report to them.
  ///
  /// Two full credits of 100,000.00 under one manager with 1 % give the manager 1,000.00.
  private func creditManagers(
    _ party: Party, _ level: Int, of deal: Deal, weight: Int64, in crediting: inout Crediting
  ) -> Bool {
    var found: [(manager: Name, position: UInt64, below: [Name])] = []
    let direct = crediting.credits.filter {
      if case .managerOfPayees = $0.label { return false }
      return $0.label != .manager
    }
    for credit in direct {
      var chain = [credit.payee]
      var position = credit.evidence
      while chain.count <= level, let below = chain.last,
        let fact = team.manager(of: below, at: deal.day), let manager = fact.manager,
        !chain.contains(manager)
      {
        chain.append(manager)
        position = fact.position
      }
      guard chain.count == level + 1, let manager = chain.last else { continue }
      if let known = found.firstIndex(where: { $0.manager == manager }) {
        found[known].below += chain.dropLast()
      } else {
        found.append((manager, position, Array(chain.dropLast())))
      }
    }
    for (manager, position, below) in found {
      let start = crediting.credits.count
      crediting.beginParty(share: party.share, weight: weight)
      crediting.addHolder(
        Credit(
          payee: manager, label: .managerOfPayees(level), rate: party.rate, evidence: position,
          cap: party.cap))
      if party.deductsLower { crediting.deduct(below, at: start) }
    }
    return !found.isEmpty
  }
}

extension Crediting {
  /// Takes the commission of the payees below from that of the credit at an index.
  fileprivate mutating func deduct(_ below: [Name], at index: Int) {
    guard credits.indices.contains(index) else { return }
    change(index) { $0.deducts = below }
  }
}

extension Posting {
  func creditNode(_ names: NameTable) -> DerivationNode {
    let way =
      switch crediting.mode {
      case .fullEach where crediting.isInDoubt:
        """
        double credit in doubt: nobody agreed who sold it, so each is credited in full \
        (clause \(clause.id)); the revenue counts once
        """
      case .fullEach: "full credit for each, the revenue counts once (clause \(clause.id))"
      case .split, .inDoubtBoth: "share of one credit"
      }
    return DerivationNode(
      step: .credit,
      summary: "\(names.text(credit.payee)) as \(credit.label): \(line.share), \(way)",
      inputs: [.init(credit.label.source, names.text(credit.payee), at: credit.evidence)],
      before: current.base.total, after: earned.credited)
  }
}
