extension Instant {
  /// Reads a date and time of RFC 3339 with any offset.
  ///
  /// Refused are a missing offset, the leap second 60, the hour 24, a day that the calendar does not
  /// have, and more than nine decimals. The seventh to ninth decimal are cut off.
  package init(parsing text: String) throws(MoneyError) {
    self = try text.read(Instant.read)
  }

  /// The same from bytes, without making a string unless the text is wrong.
  package static func parse(utf8: UnsafeBufferPointer<UInt8>) throws(MoneyError) -> Instant {
    try read(utf8).get()
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Instant, MoneyError> {
    func refused(_ reason: String) -> Result<Instant, MoneyError> {
      .failure(.malformedInstant(String(decoding: bytes, as: UTF8.self), reason: reason))
    }

    guard bytes.count >= 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let year = bytes.number(at: 0, digits: 4),
      let month = bytes.number(at: 5, digits: 2), let day = bytes.number(at: 8, digits: 2),
      let hour = bytes.number(at: 11, digits: 2), let minute = bytes.number(at: 14, digits: 2),
      let second = bytes.number(at: 17, digits: 2)
    else { return refused("is not a date and time of RFC 3339") }
    guard let days = CivilDate.days(year: year, month: month, day: day) else {
      return refused("names a day that the calendar does not have")
    }
    guard hour < 24, minute < 60 else { return refused("names an hour or minute out of range") }
    guard second < 60 else {
      return refused("names a second out of range (leap seconds are not counted)")
    }
    guard let (fraction, afterFraction) = fraction(of: bytes) else {
      return refused("has a fraction that is empty or longer than nine decimals")
    }
    guard let offset = offset(of: bytes, at: afterFraction) else {
      return refused("does not end in Z or an offset")
    }
    let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
    guard (firstSecond..<endSecond).contains(seconds) else {
      return refused("lies outside the years 1 to 9999 in UTC")
    }
    return .success(Instant(microseconds: seconds * perSecond + fraction))
  }

  private static let firstSecond = Int64(CalendarDay.first) * 86_400
  private static let endSecond = (Int64(CalendarDay.last) + 1) * 86_400

  /// The microseconds after the seconds, and where the offset begins.
  private static func fraction(of bytes: UnsafeBufferPointer<UInt8>) -> (Int64, Int)? {
    guard bytes[19] == UInt8(ascii: ".") else { return (0, 19) }
    var index = 20
    var value: Int64 = 0
    while index < bytes.count, let digit = bytes[index].digit {
      if index < 26 { value = value * 10 + Int64(digit) }
      index += 1
    }
    let digits = index - 20
    guard (1...9).contains(digits) else { return nil }
    return (value * powerOfTen(max(0, 6 - digits)), index)
  }

  /// The offset in seconds, nil unless exactly an offset is left.
  private static func offset(of bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    if bytes[index] | 0x20 == UInt8(ascii: "z") { return bytes.count == index + 1 ? 0 : nil }
    let negative = bytes[index] == UInt8(ascii: "-")
    guard negative || bytes[index] == UInt8(ascii: "+"), bytes.count == index + 6,
      bytes[index + 3] == UInt8(ascii: ":"), let hours = bytes.number(at: index + 1, digits: 2),
      let minutes = bytes.number(at: index + 4, digits: 2), hours < 24, minutes < 60
    else { return nil }
    return (negative ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}
