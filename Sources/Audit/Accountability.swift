import LedgerEvents
import Money
package import Projections

/// Who entered, changed and approved what, with what held before and by which authority.
package struct Accountability: Sendable {
  /// Which events are asked about.
  package enum Kind: String, CaseIterable, Sendable {
    case split, adjustment, statement, dispute, discount, plan, model, target, pay, override
    case correction, closing, privilege
  }

  package struct Scope: Sendable {
    package var kinds: Set<Kind> = Set(Kind.allCases)
    package var deal: String?
    package var account: String?
    package var payee: String?
    package var position: UInt64?

    package init() {}
  }

  package struct Act: Sendable {
    package let kind: Kind
    package let event: TimelineEntry
    /// Who recorded it.
    package let actor: String?
    package let preparer: String?
    package let approver: String?
    /// What held before, in the same words.
    package let before: String?
    package let reason: String?
    /// Why the approver could approve it, as the ledger knows it.
    package let authority: String?
    /// What an auditor will ask about.
    package let findings: [String]

    /// Who recorded it, where that is somebody else than who is said to have prepared it.
    package var recordedBy: String? {
      guard let preparer, !Approval.isOne(actor, preparer) else { return nil }
      return actor
    }
  }

  package let acts: [Act]
  package let speaksFor: Standpoint

  package init(
    _ history: History, _ clocks: Clocks = Clocks(), _ scope: Scope = Scope()
  ) throws(ProjectionError) {
    speaksFor = try history.standpoint(clocks)
    let entries = try history.entries(at: speaksFor) { header in
      PeopleBook.isWanted(header.type) || Approval.isWanted(header.type)
    }
    var people = PeopleBook()
    var held: [String: String] = [:]
    var acts: [Act] = []
    for entry in entries {
      people.take(entry)
      guard let approval = Approval(entry) else { continue }
      let before = approval.key.flatMap { held[$0] }
      if let key = approval.key { held[key] = entry.summary }
      guard scope.includes(approval, entry) else { continue }
      let (authority, findings) = approval.examined(by: people, entry)
      acts.append(
        Act(
          kind: approval.kind, event: entry, actor: entry.stored.actor,
          preparer: approval.preparer, approver: approval.approver, before: before,
          reason: approval.reason, authority: authority, findings: findings))
    }
    self.acts = acts
  }
}

extension Accountability.Scope {
  func includes(_ approval: Approval, _ entry: TimelineEntry) -> Bool {
    guard kinds.contains(approval.kind) else { return false }
    if let deal, approval.deal != deal { return false }
    if let account, entry.stored.subject != "account/\(account)" { return false }
    if let payee, !approval.beneficiaries.contains(payee) { return false }
    if let position, entry.stored.position != position { return false }
    return true
  }
}
