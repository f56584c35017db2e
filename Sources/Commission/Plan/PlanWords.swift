import Money

/// The small words of the plan language: ids, whole numbers, shares and factors.
enum PlanWord {
  /// Ids are lower case ASCII letters, digits and hyphens, because they stand in line ids.
  static func identifier(_ text: String) throws(PlanWordError) -> String {
    let allowed = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard allowed else { throw .identifier(text) }
    return text
  }

  static func version(_ text: String) throws(PlanWordError) -> Int {
    guard let number = Int(text), number > 0, String(number) == text else { throw .version(text) }
    return number
  }

  /// A number of days or months; bounded so that a day plus it stays in the calendar.
  static func count(_ text: String) throws(PlanWordError) -> Int {
    guard let number = Int(text), (1...9999).contains(number), String(number) == text else {
      throw .count(text)
    }
    return number
  }

  static func level(_ text: String) throws(PlanWordError) -> Int {
    guard let number = Int(text), (1...9).contains(number), String(number) == text else {
      throw .level(text)
    }
    return number
  }

  static func whole(_ text: String) throws(PlanWordError) -> Int64 {
    guard let number = Int64(text), number >= 0, String(number) == text else { throw .whole(text) }
    return number
  }

  static func flag(_ text: String) throws(PlanWordError) -> Bool {
    switch text {
    case "true": true
    case "false": false
    default: throw .flag(text)
    }
  }

  /// A commission rate or a share of one, between 0 % and 100 %.
  static func share(_ text: String) throws(PlanWordError) -> Rate {
    do {
      return try part(text)
    } catch .negative(let rate) {
      throw .rateNegative(rate)
    }
  }

  /// A part of a whole, such as a margin or a discount.
  static func part(_ text: String) throws(PlanWordError) -> Rate {
    let rate = try notNegative(text)
    guard rate <= .one else { throw .rateTooHigh(rate) }
    return rate
  }

  static func positiveShare(_ text: String) throws(PlanWordError) -> Rate {
    let rate = try share(text)
    guard rate > .zero else { throw .notPositive(text) }
    return rate
  }

  /// A part of a target, which may be more than all of it.
  ///
  /// A plain 80 is refused because it would be 8000 %.
  static func attainment(_ text: String) throws(PlanWordError) -> Rate {
    let rate = try notNegative(text)
    guard text.utf8.last == UInt8(ascii: "%") || rate == .zero else { throw .noPercent(text) }
    return rate
  }

  static func positiveAttainment(_ text: String) throws(PlanWordError) -> Rate {
    let rate = try attainment(text)
    guard rate > .zero else { throw .notPositive(text) }
    return rate
  }

  static func factor(_ text: String) throws(PlanWordError) -> Rate {
    try notNegative(text)
  }

  static func positiveFactor(_ text: String) throws(PlanWordError) -> Rate {
    let rate = try factor(text)
    guard rate > .zero else { throw .notPositive(text) }
    return rate
  }

  private static func notNegative(_ text: String) throws(PlanWordError) -> Rate {
    let rate: Rate
    do { rate = try Rate(parsing: text) } catch { throw .money(error) }
    guard rate >= .zero else { throw .negative(rate) }
    return rate
  }

  /// An amount that is not negative.
  static func amount(_ text: String, _ currency: Currency) throws(PlanWordError) -> Amount {
    let amount: Amount
    do { amount = try Amount(parsing: text, currency: currency) } catch { throw .money(error) }
    guard !amount.isNegative else { throw .notPositive(text) }
    return amount
  }
}

/// Why a word of a plan cannot be used.
enum PlanWordError: Error, CustomStringConvertible {
  case identifier(String)
  case version(String)
  case count(String)
  case level(String)
  case whole(String)
  case flag(String)
  case noPercent(String)
  case notPositive(String)
  case rateTooHigh(Rate)
  case rateNegative(Rate)
  case negative(Rate)
  case money(MoneyError)

  var description: String {
    switch self {
    case .identifier(let text):
      "\"\(text)\" is no id; use lower case letters a-z, digits and hyphens"
    case .version(let text): "\"\(text)\" is no version; write a whole number from 1"
    case .count(let text): "\"\(text)\" is no whole number from 1 to 9999"
    case .level(let text): "\"\(text)\" is no level; write a whole number from 1 to 9"
    case .whole(let text): "\"\(text)\" is no whole number; write digits only"
    case .flag(let text): "\"\(text)\" is neither true nor false"
    case .noPercent(let text): "\"\(text)\" has no percent sign; write a percentage such as 80 %"
    case .notPositive(let text): "\"\(text)\" must be above zero"
    case .rateTooHigh(let rate): "\(rate) is more than 100 %; write 5 % or 0.05"
    case .rateNegative(let rate): "\(rate) is negative; reversals take back by themselves"
    case .negative(let rate): "\(rate) is negative; write 0 % or more"
    case .money(let error): error.description
    }
  }
}
