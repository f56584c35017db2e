/// A text whose bytes are read in place; the one way from `String` to the readers of this target.
extension String {
  func read<Value>(
    _ reader: (UnsafeBufferPointer<UInt8>) -> Result<Value, MoneyError>
  ) throws(MoneyError) -> Value {
    var text = self
    return try text.withUTF8(reader).get()
  }
}

extension UInt8 {
  /// The value of an ASCII digit, nil for any other byte.
  var digit: Int? {
    let value = self &- 0x30
    return value < 10 ? Int(value) : nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The number that exactly `count` digits from `offset` make, nil unless all are digits.
  func number(at offset: Int, digits count: Int) -> Int? {
    guard offset + count <= self.count else { return nil }
    var value = 0
    for index in offset..<(offset + count) {
      guard let digit = self[index].digit else { return nil }
      value = value * 10 + digit
    }
    return value
  }
}

/// A number in at least `width` digits, filled with zeros from the left.
func padded(_ number: some BinaryInteger, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Ten to the power of `exponent`, for the exponents of currencies and fractions (0 to 18).
func powerOfTen(_ exponent: Int) -> Int64 {
  (0..<exponent).reduce(1) { power, _ in power * 10 }
}
