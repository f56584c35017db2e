/// What a deal means for the business with the account.
package enum BusinessKind: String, CaseIterable, Sendable {
  case new
  case renewal
  case upSell = "up_sell"
  case crossSell = "cross_sell"
  case winBack = "win_back"
}
