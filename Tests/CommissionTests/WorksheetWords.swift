import Commission
import Money

/// The words of one fact or heading of a worksheet.
struct Words {
  let all: [String]

  init(_ line: String) {
    all = line.split(separator: " ").map(String.init)
  }

  func has(_ word: String) -> Bool { all.contains(word) }

  func after(_ word: String) throws -> String {
    guard let index = all.firstIndex(of: word), index + 1 < all.count else {
      throw Worksheet.Malformed(description: "no \(word) in \(all.joined(separator: " "))")
    }
    return all[index + 1]
  }

  /// Everything after a word, as it is written.
  func rest(_ word: String) throws -> String {
    guard let index = all.firstIndex(of: word) else {
      throw Worksheet.Malformed(description: "no \(word) in \(all.joined(separator: " "))")
    }
    return all[(index + 1)...].joined(separator: " ")
  }

  func day(_ word: String) throws -> CalendarDay { try CalendarDay(parsing: after(word)) }

  func number(_ word: String) -> Int64? { has(word) ? try? Int64(after(word)) : nil }

  func amount(_ word: String) throws -> Amount? {
    has(word) ? try Amount(parsing: after(word), currency: currency) : nil
  }

  func role(_ word: String) throws -> Role {
    guard let role = Role(rawValue: word) else {
      throw Worksheet.Malformed(description: "unknown role: \(word)")
    }
    return role
  }

  /// The last word may name the currency.
  var currency: Currency { (try? Currency(all.last ?? "")) ?? .eur }

  /// Each `net`, with the words about it that follow, is a line.
  func lines() throws -> [DealLine] {
    var lines: [DealLine] = []
    for index in all.indices where all[index] == "net" {
      let next = all[(index + 1)...].firstIndex(of: "net") ?? all.endIndex
      let own = Words(all[index..<next].joined(separator: " "))
      func amount(_ word: String) throws -> Amount? {
        own.has(word) ? try Amount(parsing: own.after(word), currency: currency) : nil
      }
      guard let net = try amount("net") else { continue }
      lines.append(
        DealLine(
          net: net, cost: try amount("cost"), list: try amount("list"),
          product: own.has("product") ? try own.after("product") : nil,
          quantity: own.number("quantity") ?? 1))
    }
    return lines
  }

  /// 1000.00 in minor units, 80% in basis points, any other number as it is.
  func figure(_ word: String) throws -> Int64 {
    let text = try after(word)
    if text.hasSuffix("%") {
      return try Amount(parsing: String(text.dropLast()) + ".00", currency: .eur).minor
    }
    if text.contains(".") { return try Amount(parsing: text, currency: currency).minor }
    guard let number = Int64(text) else {
      throw Worksheet.Malformed(description: "no figure: \(text)")
    }
    return number
  }
}
