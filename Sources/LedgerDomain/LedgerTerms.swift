package import Money

/// What the ledger's own stream settles for all others.
package struct LedgerTerms: Sendable, Equatable {
  /// The one currency of all money in the ledger.
  package let currency: Currency
  /// The outside names of the user's own event types, such as `com.example.fair.visited.v1`.
  package internal(set) var customTypes: Set<String>
  /// The values about people that were erased and may not come back.
  package internal(set) var erased: Set<PersonalMark> = []
  /// The code of the currency, kept because comparing it is the most frequent check of all.
  let currencyCode: String

  package init(currency: Currency, customTypes: Set<String> = []) {
    self.currency = currency
    self.customTypes = customTypes
    currencyCode = currency.code
  }

  /// An amount for people: "1234.56 EUR".
  func text(_ minor: Int64) -> String {
    "\(Amount(minor: minor, currency: currency)) \(currencyCode)"
  }

  /// The same terms for amounts that are paid in another currency.
  func paying(in code: String, at member: String) throws(Rejection) -> LedgerTerms {
    guard code != currencyCode else { return self }
    guard !code.isEmpty else { throw Required.missing(member) }
    do {
      return LedgerTerms(currency: try Currency(code), customTypes: customTypes)
    } catch {
      throw Rejection(.unknownValue, at: member, "\(error)")
    }
  }
}
