import LedgerEvents

/// What was decided on the account's deals, less what was taken back, in minor units.
struct CommissionDecisions: Equatable, Sendable {
  struct Share: Equatable, Sendable {
    let employee: String
    var amount: Int64
  }

  private(set) var decisions: [String: [Share]] = [:]
}

extension CommissionDecisions {
  mutating func evolve(_ decided: CommissionDecided) {
    guard decisions[decided.decisionID] == nil else { return }
    decisions[decided.decisionID] = Self.adding(decided.lines, to: [])
  }

  mutating func evolve(_ clawedBack: CommissionClawedBack) {
    guard let shares = decisions[clawedBack.decisionID] else { return }
    decisions[clawedBack.decisionID] = Self.adding(clawedBack.lines, to: shares)
  }

  private static func adding(_ lines: [CommissionLine], to shares: [Share]) -> [Share] {
    var shares = shares
    for line in lines {
      if let at = shares.firstIndex(where: { $0.employee == line.employeeID }) {
        shares[at].amount = shares[at].amount.clampedAdding(line.amount.minor)
      } else {
        shares.append(Share(employee: line.employeeID, amount: line.amount.minor))
      }
    }
    return shares
  }
}

extension CommissionDecisions {
  func decide(_ decided: CommissionDecided, _ terms: LedgerTerms) throws(Rejection) {
    try Required.identifier(decided.decisionID, at: "decision_id")
    guard decisions[decided.decisionID] == nil else {
      throw .duplicate(.decision, decided.decisionID, at: "decision_id")
    }
    try Required.text(decided.triggerEventID, at: "trigger_event_id")
    try Required.identifier(decided.planID, at: "plan_id")
    try Required.range(decided.planVersion, 1...1_000_000, at: "plan_version")
    guard !decided.lines.isEmpty else { throw Required.missing("lines") }
    try require(decided.lines, .any, terms)
  }

  func decide(_ clawedBack: CommissionClawedBack, _ terms: LedgerTerms) throws(Rejection) {
    let shares = try known(clawedBack.decisionID)
    try Required.text(clawedBack.triggerEventID, at: "trigger_event_id")
    try Required.choice(clawedBack.ground, at: "ground")
    guard !clawedBack.lines.isEmpty else { throw Required.missing("lines") }
    try require(clawedBack.lines, .notPositive, terms)
    for share in Self.adding(clawedBack.lines, to: shares) {
      let had = shares.first { $0.employee == share.employee }?.amount ?? 0
      guard share.amount < min(0, had) else { continue }
      throw Rejection(
        .clawbackAboveDecision, at: "lines.amount",
        """
        decision \(clawedBack.decisionID) leaves \(share.employee) \(terms.text(had)), and no more \
        than that can be taken back; lower the amount
        """)
    }
  }

  func requireKnown(_ id: String) throws(Rejection) { _ = try known(id) }

  private func known(_ id: String) throws(Rejection) -> [Share] {
    guard let shares = decisions[id] else { throw .unknown(.decision, id, at: "decision_id") }
    return shares
  }

  private func require(
    _ lines: [CommissionLine], _ sign: Sign, _ terms: LedgerTerms
  ) throws(Rejection) {
    for line in lines {
      try Required.identifier(line.employeeID, at: "lines.employee_id")
      try Required.choice(line.role, at: "lines.role")
      try Required.text(line.ruleID, at: "lines.rule_id")
      try terms.minor(line.basis, .any, at: "lines.basis")
      try Required.basisPoints(line.shareBp, at: "lines.share_bp")
      try terms.minor(line.amount, sign, at: "lines.amount")
    }
  }
}

extension CommissionDecisions: Compact {
  func write(to writer: inout StateWriter) { writer.write(decisions) }

  init(from reader: inout StateReader) { decisions = reader.read() }
}

extension CommissionDecisions.Share: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(employee)
    writer.write(amount)
  }

  init(from reader: inout StateReader) {
    employee = reader.read()
    amount = reader.read()
  }
}
