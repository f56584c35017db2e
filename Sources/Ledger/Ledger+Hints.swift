import LedgerDomain
import LedgerEvents
import Projections

extension Ledger {
  /// The refusal of a fact about an account that is not registered, with the account that was
  /// probably meant; any other as it is.
  ///
  /// A rule knows one account and its own words; what else there is only the records say. An import
  /// does not ask: it may refuse a row for each of a million lines.
  func hinted(_ refusal: Refusal, _ events: [ProposedEvent]) -> Refusal {
    guard refusal.code == RejectionCode.accountNotRegistered.rawValue,
      let names = try? AccountNames(journal), let subject = unregistered(events, names),
      let meant = names.similar(to: subject).first
    else { return refusal }
    let name = meant.name.map { " (\($0))" } ?? ""
    return Refusal(
      code: refusal.code, member: refusal.member,
      reason: "\(refusal.reason); did you mean account/\(meant.id)\(name)?")
  }

  /// The account that a unit was refused for: the first that neither the ledger nor the unit
  /// registers.
  private func unregistered(_ events: [ProposedEvent], _ names: AccountNames) -> String? {
    var known = Set(names.accounts.map { "account/\($0.id)" })
    for event in events where event.subject.hasPrefix("account/") {
      guard event.type.number != AccountRegistered.typeNumber else {
        known.insert(event.subject)
        continue
      }
      if !known.contains(event.subject) { return event.subject }
    }
    return nil
  }
}
