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

/// A text of digits and the marks between them: each number in exactly its width, then its mark.
///
/// Every number must fit its width. Written in place, because exports print millions of times.
func marked(_ parts: (number: Int, width: Int, mark: Unicode.Scalar?)...) -> String {
  let count = parts.reduce(0) { $0 + $1.width + ($1.mark == nil ? 0 : 1) }
  return String(unsafeUninitializedCapacity: count) { bytes in
    var end = 0
    for part in parts {
      end += part.width
      var rest = part.number
      for index in stride(from: end - 1, through: end - part.width, by: -1) {
        bytes[index] = 0x30 + UInt8(rest % 10)
        rest /= 10
      }
      guard let mark = part.mark else { continue }
      bytes[end] = UInt8(ascii: mark)
      end += 1
    }
    return end
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
