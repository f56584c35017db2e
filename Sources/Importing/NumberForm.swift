/// How numbers are written in a table: `1.234,56` in Germany, `1,234.56` elsewhere, `1234,56-` in SAP.
package struct NumberForm: Equatable, Sendable {
  /// Where the sign of a negative number stands.
  package enum Negative: String, CaseIterable, Sendable {
    case leading, trailing, parentheses
  }

  package var decimal: String
  /// The mark between groups of three digits; nil when there is none.
  package var thousands: String?
  package var negative: Negative
  /// A word or sign that may stand before or after the number, such as `€` or `%`.
  package var symbol: String?

  package init(
    decimal: String = ".", thousands: String? = nil, negative: Negative = .leading,
    symbol: String? = nil
  ) {
    self.decimal = decimal
    self.thousands = thousands
    self.negative = negative
    self.symbol = symbol
  }

  /// The number that `text` writes in exactly this form, or nil.
  ///
  /// Thousands marks must stand before every third digit or not at all: read by the wrong
  /// convention, `1.234` would otherwise become another number without anybody noticing.
  package func number(_ text: some Collection<UInt8>) -> ExactDecimal? {
    var rest = Array(text)[...]
    if let symbol {
      strip(symbol, from: &rest)
    }
    let isNegative = takeSign(&rest)
    var digits: Int128 = 0
    var wholeDigits = 0
    var sinceMark: Int?
    var decimals: Int?
    while let byte = rest.first {
      if 0x30...0x39 ~= byte {
        guard digits < Self.limit else { return nil }
        digits = digits * 10 + Int128(byte - 0x30)
        if let known = decimals {
          decimals = known + 1
        } else {
          wholeDigits += 1
          sinceMark = sinceMark.map { $0 + 1 }
        }
        rest.removeFirst()
      } else if decimals == nil, rest.starts(with: decimal.utf8) {
        decimals = 0
        rest.removeFirst(decimal.utf8.count)
      } else if decimals == nil, let thousands, rest.starts(with: thousands.utf8) {
        guard sinceMark == 3 || (sinceMark == nil && 1...3 ~= wholeDigits) else { return nil }
        sinceMark = 0
        rest.removeFirst(thousands.utf8.count)
      } else {
        return nil
      }
    }
    guard wholeDigits > 0, sinceMark == nil || sinceMark == 3, decimals != 0 else { return nil }
    return ExactDecimal(digits: isNegative ? -digits : digits, decimals: decimals ?? 0)
  }

  /// Numbers of more than 36 digits are refused, so that nothing here can overflow.
  private static let limit: Int128 = 100_000_000_000_000_000_000_000_000_000_000_000

  private func takeSign(_ rest: inout ArraySlice<UInt8>) -> Bool {
    let minus = UInt8(ascii: "-")
    switch negative {
    case .leading:
      guard rest.first == minus else { return false }
      rest.removeFirst()
    case .trailing:
      guard rest.last == minus else { return false }
      rest.removeLast()
    case .parentheses:
      guard rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") else { return false }
      rest = rest.dropFirst().dropLast()
    }
    return true
  }

  private func strip(_ symbol: String, from rest: inout ArraySlice<UInt8>) {
    let bytes = Array(symbol.utf8)
    if rest.starts(with: bytes) {
      rest.removeFirst(bytes.count)
      while rest.first == 0x20 { rest.removeFirst() }
    } else if rest.suffix(bytes.count).elementsEqual(bytes) {
      rest.removeLast(bytes.count)
      while rest.last == 0x20 { rest.removeLast() }
      // A no-break space between number and sign, as word processors set it.
      if rest.suffix(2).elementsEqual([0xC2, 0xA0]) { rest.removeLast(2) }
    }
  }
}
