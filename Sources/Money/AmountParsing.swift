extension Amount {
  /// Reads `^-?(0|[1-9][0-9]*)(\.[0-9]{1,exponent})?$`, nothing else: no plus, no grouping, no comma.
  package init(parsing text: String, currency: Currency) throws(MoneyError) {
    self = try text.read { Amount.read($0, currency) }
  }

  /// The same from bytes, without making a string unless the text is wrong.
  package static func parse(
    utf8: UnsafeBufferPointer<UInt8>, currency: Currency
  ) throws(MoneyError) -> Amount {
    try read(utf8, currency).get()
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ currency: Currency
  ) -> Result<Amount, MoneyError> {
    let negative = bytes.first == UInt8(ascii: "-")
    let start = negative ? 1 : 0
    let point = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    let decimals = max(0, bytes.count - point - 1)
    var malformed: MoneyError {
      .malformedAmount(String(decoding: bytes, as: UTF8.self), currency: currency)
    }

    guard point > start, point == bytes.count || decimals > 0, decimals <= currency.exponent,
      point == start + 1 || bytes[start] != UInt8(ascii: "0")
    else { return .failure(malformed) }

    // Counted downwards when negative, so that the smallest Int64 can be read back.
    var minor: Int64 = 0
    var inRange = true
    func append(_ digit: Int) {
      let (product, tooLarge) = minor.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow(Int64(negative ? -digit : digit))
      minor = sum
      inRange = inRange && !tooLarge && !overflow
    }
    for index in start..<bytes.count where index != point {
      guard let digit = bytes[index].digit else { return .failure(malformed) }
      append(digit)
    }
    for _ in decimals..<currency.exponent { append(0) }
    guard inRange else { return .failure(.overflow(String(decoding: bytes, as: UTF8.self))) }
    return .success(Amount(minor: minor, currency: currency))
  }
}
