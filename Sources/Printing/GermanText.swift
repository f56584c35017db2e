package import Money

/// Figures and days as German readers write them, for documents that leave the house.
///
/// Tables on the terminal keep the international form, which is also that of the JSON.
package enum GermanText {
  /// "1.234,56", "-0,05".
  package static func amount(_ amount: Amount) -> String { grouped("\(amount)") }

  /// "1.234,56 EUR".
  package static func money(_ amount: Amount) -> String {
    "\(grouped("\(amount)")) \(amount.currency.code)"
  }

  /// "1234,56": without grouping, which programs would read as text.
  package static func plain(_ amount: Amount) -> String {
    "\(amount)".replacing(".", with: ",")
  }

  /// "2,50" for 250 basis points.
  package static func percent(_ points: Int64) -> String {
    let rest = abs(points % 100)
    return "\(points / 100),\(rest < 10 ? "0" : "")\(rest)"
  }

  /// "3 %", "2,5 %", "1/3".
  package static func rate(_ rate: Rate) -> String { "\(rate)".replacing(".", with: ",") }

  /// "31.03.2026".
  package static func day(_ day: CalendarDay) -> String {
    "\(padded(day.day)).\(padded(day.month)).\(day.year)"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func grouped(_ decimal: String) -> String {
    let sign = decimal.hasPrefix("-") ? "-" : ""
    let parts = decimal.dropFirst(sign.count).split(separator: ".")
    var whole = ""
    for (index, digit) in (parts.first ?? "0").enumerated() {
      if index > 0, ((parts.first ?? "0").count - index).isMultiple(of: 3) { whole += "." }
      whole.append(digit)
    }
    return sign + whole + (parts.count > 1 ? ",\(parts[1])" : "")
  }
}
