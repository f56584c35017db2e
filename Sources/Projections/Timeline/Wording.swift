import LedgerEvents
import Money

/// How values are written in a line for people.
enum Wording {
  /// "12,345.00 EUR".
  static func money(_ value: MoneyValue) -> String {
    guard let amount = try? value.amount else { return "\(value.minor) \(value.currency)" }
    return money(amount)
  }

  static func money(_ amount: Amount) -> String {
    let parts = "\(amount)".split(separator: ".")
    let whole = parts.first.map(grouped) ?? ""
    return (parts.count > 1 ? "\(whole).\(parts[1])" : whole) + " \(amount.currency)"
  }

  /// "1 contact", "2 contacts".
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  static func day(_ day: Day) -> String {
    (try? day.calendarDay).map { "\($0)" } ?? "\(day.yyyymmdd)"
  }

  /// "12.5 %" of basis points.
  static func percent(_ basisPoints: some BinaryInteger) -> String {
    let points = Int64(basisPoints)
    let (whole, rest) = points.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = points < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole) %" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
    return "\(sign)\(whole).\(digits) %"
  }

  /// The name of an enumeration's case as words: "field sales".
  static func words(_ value: some Sendable) -> String {
    let name = "\(value)"
    if let known = shorthand[name] { return known }
    var text = ""
    for character in name {
      if character.isUppercase, !text.isEmpty { text += " " }
      text += character.lowercased()
    }
    return text
  }

  static func list(_ values: [some Sendable]) -> String {
    values.map { words($0) }.joined(separator: ", ")
  }

  static func quantity(_ value: Quantity) -> String {
    switch value.value {
    case .money(let money): money == .init() ? "0" : Self.money(money)
    case .count(let count): "\(count)"
    case .basisPoints(let points): percent(points)
    case .days(let days): "\(days) days"
    case nil: "nothing"
    }
  }

  private static let shorthand = [
    "kam": "KAM", "it": "IT", "nps": "NPS", "csat": "CSAT", "ces": "CES", "cogs": "COGS",
    "vp": "VP", "us": "us",
  ]

  /// Thousands apart: "12,345".
  private static func grouped(_ digits: Substring) -> String {
    let sign = digits.hasPrefix("-") ? "-" : ""
    let bare = Array(digits.drop { $0 == "-" })
    var text = ""
    for (index, digit) in bare.enumerated() {
      if index > 0, (bare.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return sign + text
  }
}
