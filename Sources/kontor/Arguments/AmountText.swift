import Money
import Printing

/// An amount as somebody types it.
enum AmountText {
  /// "1234.56" in the ledger's currency, or "1234.56 USD".
  static func read(_ text: String, _ currency: Currency) throws(Failure) -> Amount {
    let parts = text.split(separator: " ").map(String.init)
    do {
      let own = parts.count == 2 ? try Currency(parts[1]) : currency
      return try Amount(parsing: parts.first ?? "", currency: own)
    } catch {
      throw Failure(.usage, "--amount: \(error)")
    }
  }
}
