extension JSONScanner {
  /// Reads a number and checks its form; its value stays text.
  package mutating func number() throws(JSONFault) -> JSONNumber {
    guard try kind() == .number else { throw JSONFault(.expectedNumber, at: offset) }
    let start = offset
    var at = start
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    let whole = digits(from: at)
    guard whole > at else { throw JSONFault(.malformedNumber, at: start) }
    if bytes[at] == UInt8(ascii: "0"), whole > at + 1 {
      throw JSONFault(.leadingZero, at: start)
    }
    at = whole
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      let end = digits(from: at + 1)
      guard end > at + 1 else { throw JSONFault(.malformedNumber, at: start) }
      at = end
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at = try exponent(from: at + 1, of: start)
    }
    // Longer than any figure of this ledger, and than any 64-bit reader can hold.
    guard at - start <= 64 else { throw JSONFault(.numberOutOfRange, at: start) }
    offset = at
    return JSONNumber(start: start, end: at, isInteger: at == whole)
  }

  private func exponent(from start: Int, of number: Int) throws(JSONFault) -> Int {
    var at = start
    if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
      at += 1
    }
    let end = digits(from: at)
    guard end > at else { throw JSONFault(.malformedNumber, at: number) }
    var value = 0
    for byte in bytes[at..<end] where value < 1_000 { value = value * 10 + Int(byte - 0x30) }
    // What a 64-bit binary float can hold; beyond that readers disagree.
    guard value <= 307 else { throw JSONFault(.numberOutOfRange, at: number) }
    return end
  }

  private func digits(from start: Int) -> Int {
    var at = start
    while at < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[at] { at += 1 }
    return at
  }

  /// The number as an integer, nil when it is none or does not fit.
  package func int64(_ number: JSONNumber) -> Int64? {
    guard number.isInteger, number.end - number.start <= 20 else { return nil }
    let isNegative = bytes[number.start] == UInt8(ascii: "-")
    var value: Int64 = 0
    for byte in bytes[(number.start + (isNegative ? 1 : 0))..<number.end] {
      let digit = Int64(byte &- 0x30)
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(isNegative ? -digit : digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// The number as an integer without a sign, nil when it is none or does not fit.
  package func uint64(_ number: JSONNumber) -> UInt64? {
    guard number.isInteger, number.end - number.start <= 20 else { return nil }
    var value: UInt64 = 0
    for byte in bytes[number.start..<number.end] {
      let digit = UInt64(byte &- 0x30)
      // The sign of a negative number is no digit.
      guard digit <= 9 else { return nil }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// The number's own characters.
  package func string(_ number: JSONNumber) -> String {
    String(decoding: bytes[number.start..<number.end], as: UTF8.self)
  }

  /// The string's bytes as they stand in the text, its own bytes when it has no escapes.
  package func raw(_ text: JSONText) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes.baseAddress.map { $0 + text.start }, count: text.count)
  }

  /// The string with its escapes decoded.
  package func string(_ text: JSONText) -> String {
    guard text.hasEscapes else { return String(decoding: raw(text), as: UTF8.self) }
    return String(unsafeUninitializedCapacity: text.count) { buffer in
      copy(text, to: buffer)
    }
  }

  /// Writes the string's own bytes to the buffer, which has room for ``JSONText/count`` bytes.
  package func copy(_ text: JSONText, to buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard text.hasEscapes else {
      _ = buffer.update(fromContentsOf: raw(text))
      return text.count
    }
    var written = 0
    var at = text.start
    while at < text.end {
      guard bytes[at] == UInt8(ascii: "\\"), let decoded = try? escape(at),
        let scalar = Unicode.Scalar(decoded.scalar)
      else {
        buffer[written] = bytes[at]
        written += 1
        at += 1
        continue
      }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        buffer[written] = byte
        written += 1
      }
      at = decoded.next
    }
    return written
  }
}
