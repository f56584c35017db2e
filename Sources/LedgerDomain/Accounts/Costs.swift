import LedgerEvents

/// Costs and estimates of a period.
///
/// They follow no state: each stands by itself.
enum Costs {
  static func decide(_ allocated: CostAllocated, _ terms: LedgerTerms) throws(Rejection) {
    try Required.period(allocated.period, at: "period")
    try Required.choice(allocated.kind, at: "kind")
    try terms.minor(allocated.amount, .notNegative, at: "amount")
  }

  static func decide(_ estimated: CustomerSpendEstimated, _ terms: LedgerTerms) throws(Rejection) {
    try Required.text(estimated.category, at: "category")
    try Required.period(estimated.period, at: "period")
    try terms.minor(estimated.amount, .notNegative, at: "amount")
    try Required.text(estimated.basis, at: "basis")
  }
}
