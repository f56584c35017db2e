import LedgerEvents
import Money
import Projections

extension Approval {
  /// By which authority the approver approved, and what speaks against it, as far as was known when
  /// it was recorded.
  func examined(
    by people: PeopleBook, _ entry: TimelineEntry
  ) -> (authority: String?, findings: [String]) {
    let actor = entry.stored.actor
    guard let approver, !approver.isEmpty else {
      return (nil, (needsApprover ? ["nobody approved it"] : []) + gains(actor))
    }
    var findings = ownApproval(approver, actor) + gains(actor)
    if let day = people.left(approver, by: entry.day) {
      findings.append("the approver had left on \(day)")
    }
    if let employee = beneficiaries.first(where: {
      people.isManager(approver, of: $0, on: entry.day)
    }) {
      return ("manager of \(employee)", findings)
    }
    if let role = people.role(of: approver, on: entry.account, entry.day) {
      return ("\(role) on \(entry.account)", findings)
    }
    guard people.isKnown(approver) else {
      return (nil, findings + ["the ledger does not know the approver"])
    }
    return ("employee", findings)
  }

  /// Whether there was a second pair of eyes at all.
  ///
  /// A firm of two may have the approver record what the other one prepared, so the rules let it
  /// pass; the ledger then has only the approver's word for the other one.
  private func ownApproval(_ approver: String, _ actor: String?) -> [String] {
    guard let preparer else {
      return isPreparedByActor && Self.isOne(actor, approver)
        ? ["prepared and approved by one person"] : []
    }
    if preparer == approver { return ["prepared and approved by one person"] }
    return Self.isOne(actor, approver)
      ? ["recorded by the approver, on whose word alone \(preparer) prepared it"] : []
  }

  /// Whose hands it went through although they gain by it, each of them once.
  private func gains(_ actor: String?) -> [String] {
    var findings: [String] = []
    if let approver, beneficiaries.contains(approver) {
      findings.append("the approver gains by it")
    }
    guard !isRecordedByBeneficiaries else { return findings }
    if let preparer, preparer != approver, beneficiaries.contains(preparer) {
      findings.append("the preparer gains by it")
    }
    let others = beneficiaries.filter { $0 != approver && $0 != preparer }
    if others.contains(where: { Self.isOne(actor, $0) }) {
      findings.append("who recorded it gains by it")
    }
    return findings
  }

  /// Whether who recorded an event is the person with this id; the name of an actor may have more
  /// before it, as `people/e-7`.
  static func isOne(_ actor: String?, _ id: String) -> Bool {
    guard let actor else { return false }
    return actor == id || actor.hasSuffix("/\(id)")
  }
}
