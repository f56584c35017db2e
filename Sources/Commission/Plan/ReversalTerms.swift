/// How commission is taken back, and when it is kept.
package struct ReversalTerms: Hashable, Sendable {
  package enum Method: String, CaseIterable, Sendable {
    /// What is left of the deal at the tiers it was paid at, within the caps over periods.
    case originalRate = "original_rate"
    /// The same part of what was really paid for the deal, whatever a cap had cut.
    case amountPaid = "amount_paid"
    /// Keeps the part of the term that was served when the contract ended or was cancelled.
    case proRataTime = "pro_rata_time"
    /// Keeps the part that the customer has paid when it is certain that the rest never comes
    /// (HGB 87a (2)).
    case shareNotPaid = "share_not_paid"
  }

  package enum Attainment: String, CaseIterable, Sendable {
    case keep, reduce
  }

  package enum SupplierCause: String, CaseIterable, Sendable {
    /// What we are answerable for leaves the commission as it is (HGB 87a (3)).
    case keep
    case takeBack = "take_back"
  }

  package var method = Method.originalRate
  /// With `proRataTime`: the term in months after which nothing is taken back.
  package var months: Int?
  package var attainment = Attainment.keep
  package var supplierCause = SupplierCause.takeBack

  package static let standard = ReversalTerms()
}
