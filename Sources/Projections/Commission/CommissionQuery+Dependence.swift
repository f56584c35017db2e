import LedgerEvents

extension CommissionQuery {
  /// Whether a commission can depend on an event of this type: a fact of the business or of a plan,
  /// or one that says how another event is to be read.
  package static func dependsOn(_ type: UInt32) -> Bool {
    switch type {
    case EventCorrected.typeNumber, EventRetracted.typeNumber: true
    default: CommissionFold.isWanted(type)
    }
  }
}
