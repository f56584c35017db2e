/// What a deal means for the business with the account.
package enum BusinessKind: String, CaseIterable, Sendable {
  case new
  case renewal
  case upSell = "up_sell"
  case crossSell = "cross_sell"
  case winBack = "win_back"
  /// A contract that went on at a lower value.
  case downSell = "down_sell"
  /// A contract that went on at the same value.
  case flatRenewal = "flat_renewal"
}
