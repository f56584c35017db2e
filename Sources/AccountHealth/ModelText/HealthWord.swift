/// The small words of a model text: ids, versions, counts, percentages and points.
enum HealthWord {
  /// Ids are lower case ASCII letters, digits and hyphens, as everywhere in the ledger.
  static func identifier(_ text: String) throws(HealthWordError) -> String {
    let allowed = text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
    }
    guard allowed, text.utf8.count <= 64 else { throw .identifier(text) }
    return text
  }

  static func version(_ text: String) throws(HealthWordError) -> Int {
    guard let number = Int(text), (1...1_000_000).contains(number), String(number) == text else {
      throw .version(text)
    }
    return number
  }

  /// A number of days or of things, from 1.
  static func count(_ text: String) throws(HealthWordError) -> Int {
    guard let number = Int(text), (1...9999).contains(number), String(number) == text else {
      throw .count(text)
    }
    return number
  }

  /// A weight of 100; one of nothing would only say that the line could go.
  static func weight(_ text: String) throws(HealthWordError) -> Int {
    guard let number = Int(text), (1...100).contains(number), String(number) == text else {
      throw .weight(text)
    }
    return number
  }

  /// 0 to 100 points with two decimals, as hundredths of a point.
  static func points(_ text: String) throws(HealthWordError) -> Int {
    guard let value = decimal(text, places: 2), (0...10_000).contains(value) else {
      throw .points(text)
    }
    return value
  }

  /// Below 100 points, where a cap takes something off.
  static func limit(_ text: String) throws(HealthWordError) -> Int {
    guard let value = decimal(text, places: 2), (0..<10_000).contains(value) else {
      throw .limit(text)
    }
    return value
  }

  /// Escalation points with four decimals, as ten-thousandths.
  static func load(_ text: String) throws(HealthWordError) -> Int {
    guard let value = decimal(text, places: 4), value >= 0 else { throw .load(text) }
    return value
  }

  /// Whole days, also before today.
  static func days(_ text: String) throws(HealthWordError) -> Int {
    guard let value = decimal(text, places: 0) else { throw .days(text) }
    return value
  }

  /// A percentage with two decimals, as basis points.
  ///
  /// A plain 80 is refused: nobody could say whether it means 80 % or 8000 %.
  static func percent(_ text: String) throws(HealthWordError) -> Int {
    guard text.utf8.last == UInt8(ascii: "%") else { throw .percent(text) }
    var number = text.dropLast()
    while number.last == " " { number = number.dropLast() }
    guard let value = decimal(String(number), places: 2) else { throw .percent(text) }
    return value
  }

  /// A percentage from 0 % to 100 %.
  static func share(_ text: String) throws(HealthWordError) -> Int {
    let value = try percent(text)
    guard (0...10_000).contains(value) else { throw .share(text) }
    return value
  }

  /// A percentage of 100 % and more.
  static func increase(_ text: String) throws(HealthWordError) -> Int {
    let value = try percent(text)
    guard value >= 10_000 else { throw .increase(text) }
    return value
  }

  /// `text` times ten to the `places`; nil for what is no such number, or larger than a million.
  private static func decimal(_ text: String, places: Int) -> Int? {
    var digits = Substring(text)
    let isNegative = digits.first == "-"
    if isNegative { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, isNumber(whole), whole.count <= 6 else {
      return nil
    }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || isNumber(fraction), fraction.count <= places else { return nil }
    let padded = whole + fraction + String(repeating: "0", count: places - fraction.count)
    return Int(padded).map { isNegative ? -$0 : $0 }
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

/// Why a word of a model cannot be used.
enum HealthWordError: Error, CustomStringConvertible {
  case identifier(String)
  case version(String)
  case count(String)
  case weight(String)
  case points(String)
  case limit(String)
  case load(String)
  case days(String)
  case percent(String)
  case share(String)
  case increase(String)

  var description: String {
    switch self {
    case .identifier(let text):
      "\"\(text)\" is no id; use at most 64 lower case letters a-z, digits and hyphens"
    case .version(let text): "\"\(text)\" is no version; write a whole number from 1"
    case .count(let text): "\"\(text)\" is no whole number from 1 to 9999"
    case .weight(let text): "\"\(text)\" is no weight; write a whole number from 1 to 100"
    case .points(let text):
      "\"\(text)\" are no points; write 0 to 100 with at most two decimals"
    case .limit(let text):
      "\"\(text)\" caps nothing; write points from 0 to 99.99"
    case .load(let text):
      "\"\(text)\" is no escalation load; write a number such as 0.5, not below 0"
    case .days(let text): "\"\(text)\" are no days; write a whole number below a million"
    case .percent(let text):
      "\"\(text)\" is no percentage; write one with at most two decimals, such as 80 %"
    case .share(let text): "\(text) is no share; write 0 % to 100 %"
    case .increase(let text): "\(text) is no increase; write 100 % or more"
    }
  }
}
