/// A pattern that one of the three warnings from practice or one of the caps speaks up about, planted
/// on one in twenty accounts each.
package enum PlantedPattern: String, CaseIterable, Sendable {
  /// Visits double in the last quarter of each year of the ledger while opportunities are lost and
  /// revenue falls. Speaks up from the second year end on, when there is a mean to compare with.
  case effortUpYieldDown = "effort-up-yield-down"
  /// Seven of eight interactions are with purchasing alone.
  case purchasingOnly = "purchasing-only"
  /// All contributors of the account plan have one function.
  case planAlone = "plan-alone"
  /// Before each year end the customer gives notice, and is won back two months into the next year.
  case noticeReceived = "notice-received"
  /// At each year end an escalation of severity 1 has been open for weeks.
  case worstEscalationOverdue = "severity-1-overdue"
  /// At each year end a contract ends within weeks and nobody has begun its renewal.
  case contractEnding = "contract-ending"
  /// Before each year end the decider leaves, and somebody follows only in the next year.
  case deciderLost = "decider-lost"

  /// The pattern of the account with `index`, counted from 0.
  static func of(_ index: Int) -> PlantedPattern? {
    switch index % 20 {
    case 1: .noticeReceived
    case 3: .effortUpYieldDown
    case 6: .worstEscalationOverdue
    case 9: .purchasingOnly
    case 12: .contractEnding
    case 15: .planAlone
    case 18: .deciderLost
    default: nil
    }
  }
}
