/// A currency of ISO 4217, known by its code and the number of decimals of its minor unit.
package struct Currency: Hashable, Sendable {
  /// The three letters, the first in the highest byte; comparing it compares the code.
  private let letters: UInt32

  /// How many decimals an amount has: 2 for EUR, 0 for JPY, 3 for KWD.
  package let exponent: Int

  /// Throws `MoneyError.unknownCurrency` unless `code` stands in the list of ISO 4217.
  package init(_ code: String) throws(MoneyError) {
    self = try code.read(Currency.read)
  }

  /// Reads a code from its bytes, without making a string unless it is wrong.
  package static func parse(utf8: UnsafeBufferPointer<UInt8>) throws(MoneyError) -> Currency {
    try read(utf8).get()
  }

  private init?(letters: UInt32) {
    guard let exponent = ISO4217.exponent(of: letters) else { return nil }
    self.letters = letters
    self.exponent = exponent
  }

  /// The common case of this ledger.
  package static let eur = Currency(euro: ())

  private init(euro: Void) {
    letters = ISO4217.letters(of: "EUR")
    exponent = 2
  }

  package var code: String {
    String(
      decoding: [24, 16, 8].map { UInt8(truncatingIfNeeded: letters >> ($0 - 8)) }, as: UTF8.self)
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Currency, MoneyError> {
    let letters = bytes.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
    if bytes.count == 3, letters == eur.letters { return .success(eur) }
    if bytes.count == 3, let known = Currency(letters: letters) { return .success(known) }
    return .failure(.unknownCurrency(String(decoding: bytes, as: UTF8.self)))
  }
}

extension Currency: Comparable, CustomStringConvertible {
  package static func < (left: Currency, right: Currency) -> Bool { left.letters < right.letters }
  package var description: String { code }
}
