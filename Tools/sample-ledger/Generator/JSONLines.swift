import Money

/// Writes JSON objects, one a line, into a buffer.
///
/// The order of calls is the order of members; commas are put where they are needed. Texts are the
/// generator's own and hold neither quotes nor control characters, so nothing is escaped.
struct JSONLines {
  private(set) var bytes: [UInt8] = []
  let currency: Currency
  let calendar: SampleCalendar
  private let currencyCode: [UInt8]
  private var needsComma = false

  init(currency: Currency, calendar: SampleCalendar) {
    self.currency = currency
    self.calendar = calendar
    currencyCode = Array(currency.code.utf8)
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func raw(_ number: Int) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    digits(number.magnitude, atLeast: 1)
  }

  mutating func raw(_ text: ArraySlice<UInt8>) { bytes.append(contentsOf: text) }

  mutating func raw(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  /// A number with leading zeros up to `width` digits.
  mutating func digits(_ number: UInt, atLeast width: Int) {
    var power: UInt = 1
    var count = 1
    while number / power >= 10 || count < width {
      power *= 10
      count += 1
    }
    while power > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / power % 10))
      power /= 10
    }
  }

  mutating func name(_ name: StaticString) {
    separate()
    raw("\"")
    raw(name)
    raw("\":")
  }

  mutating func open(_ bracket: StaticString) {
    raw(bracket)
    needsComma = false
  }

  mutating func close(_ bracket: StaticString) {
    raw(bracket)
    needsComma = true
  }

  /// A comma if something stands before; for the elements of an array.
  mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  mutating func member(_ name: StaticString, _ value: StaticString) {
    self.name(name)
    quoted(value)
  }

  mutating func member(_ name: StaticString, text: [UInt8]) {
    self.name(name)
    raw("\"")
    raw(text)
    raw("\"")
  }

  mutating func member(_ name: StaticString, number: Int) {
    self.name(name)
    raw(number)
  }

  mutating func member(_ name: StaticString, flag: Bool) {
    self.name(name)
    raw(flag ? "true" : "false")
  }

  mutating func member(_ name: StaticString, day: Int) {
    self.name(name)
    raw("\"")
    raw(calendar.text(day))
    raw("\"")
  }

  mutating func member(_ name: StaticString, money: Int64) {
    self.name(name)
    raw("{\"amount\":\"")
    if money < 0 { raw("-") }
    var unit: UInt64 = 1
    for _ in 0..<currency.exponent { unit *= 10 }
    digits(UInt(money.magnitude / unit), atLeast: 1)
    if currency.exponent > 0 {
      raw(".")
      digits(UInt(money.magnitude % unit), atLeast: currency.exponent)
    }
    raw("\",\"currency\":\"")
    raw(currencyCode)
    raw("\"}")
  }

  /// An id such as o-17-3: the kind of thing, its account and its number there.
  mutating func member(_ name: StaticString, id kind: StaticString, _ account: Int, _ number: Int) {
    self.name(name)
    id(kind, account, number)
  }

  mutating func id(_ kind: StaticString, _ account: Int, _ number: Int) {
    raw("\"")
    raw(kind)
    raw("-")
    raw(account)
    raw("-")
    raw(number)
    raw("\"")
  }

  mutating func member(_ name: StaticString, _ employee: Employee) {
    self.name(name)
    quoted(employee)
  }

  mutating func quoted(_ employee: Employee) {
    raw("\"")
    raw(employee.kind)
    raw("-")
    raw(employee.number)
    raw("\"")
  }

  mutating func quoted(_ value: StaticString) {
    raw("\"")
    raw(value)
    raw("\"")
  }

  /// A period such as 2026-Q1.
  mutating func member(_ name: StaticString, quarterOf day: Int) {
    self.name(name)
    raw("\"")
    raw(calendar.year(day))
    raw("-Q")
    raw(calendar.quarter(day))
    raw("\"")
  }

  mutating func member(_ name: StaticString, yearOf day: Int) {
    self.name(name)
    raw("\"")
    raw(calendar.year(day))
    raw("\"")
  }
}
