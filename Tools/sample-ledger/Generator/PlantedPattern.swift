/// A pattern one of the three warnings from practice speaks up about, planted on one in twenty
/// accounts each.
package enum PlantedPattern: String, CaseIterable, Sendable {
  /// Visits double in the last quarter of each year of the ledger while opportunities are lost and
  /// revenue falls. Speaks up from the second year end on, when there is a mean to compare with.
  case effortUpYieldDown = "effort-up-yield-down"
  /// Seven of eight interactions are with purchasing alone.
  case purchasingOnly = "purchasing-only"
  /// All contributors of the account plan have one function.
  case planAlone = "plan-alone"

  /// The pattern of the account with `index`, counted from 0.
  static func of(_ index: Int) -> PlantedPattern? {
    switch index % 20 {
    case 3: .effortUpYieldDown
    case 9: .purchasingOnly
    case 15: .planAlone
    default: nil
    }
  }
}
