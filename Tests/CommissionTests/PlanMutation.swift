import Foundation

/// One damage to the full plan, and what must become of it.
struct PlanMutation {
  enum Expectation {
    /// It cannot be meant.
    case refused
    /// It may say something, but then something else.
    case refusedOrChanged
    /// It says the same.
    case neutral
  }

  let name: String
  let text: String
  /// The plan it is compared with, whose lines have the same numbers.
  let original: String
  let expectation: Expectation

  static func random(_ random: inout Dice) -> PlanMutation {
    let kinds = [
      deletedLine, duplicatedLine, misspeltKey, misspeltWord, swappedBounds, brokenShare,
      droppedDuty, negated, otherUnit, decimalComma, tab, neutral,
    ]
    let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
    return kind(&random)
  }

  private static let lines = FullPlan.text.split(
    separator: "\n", omittingEmptySubsequences: false
  ).map(String.init)

  private static func isComment(_ line: String) -> Bool {
    line.drop { $0 == " " }.hasPrefix("#")
  }

  /// The full plan without one line; the others keep their numbers.
  static func deleted(line index: Int) -> PlanMutation {
    var changed = lines
    changed[index] = ""
    return PlanMutation(
      name: "without line \(index + 1)", text: changed.joined(separator: "\n"),
      original: FullPlan.text,
      expectation: isComment(lines[index]) ? .neutral : .refusedOrChanged)
  }

  static var lineCount: Int { lines.count }

  private static func deletedLine(_ random: inout Dice) -> PlanMutation {
    deleted(line: Int.random(in: 0..<lines.count, using: &random))
  }

  private static func duplicatedLine(_ random: inout Dice) -> PlanMutation {
    let index = Int.random(in: 0..<lines.count, using: &random)
    var (changed, blank) = (lines, lines)
    changed.insert(lines[index], at: index)
    blank.insert("", at: index)
    let isItem = lines[index].drop { $0 == " " }.hasPrefix("-")
    return PlanMutation(
      name: "line \(index + 1) twice", text: changed.joined(separator: "\n"),
      original: blank.joined(separator: "\n"),
      expectation: isComment(lines[index]) ? .neutral : isItem ? .refusedOrChanged : .refused)
  }

  /// A letter too many in a key; `carla` is a key too, but any id could be meant there.
  private static func misspeltKey(_ random: inout Dice) -> PlanMutation {
    replaced(
      "a misspelt key", #"(?<=^|[ {])(?!carla)[a-z_]+(?=:)"#, &random, expectation: .refused
    ) { $0.prefix(1) + "q" + $0.dropFirst() }
  }

  private static func misspeltWord(_ random: inout Dice) -> PlanMutation {
    let words = [
      "half_even", "last", "provision", "quarter", "claim", "trigger", "none", "recoverable",
      "order", "booked", "cross_sell", "split", "seller", "kam", "margin", "per_deal", "revenue",
      "month", "marginal", "upper_inclusive", "true", "discount", "nothing", "goal", "deal_size",
      "delivered", "paid", "amount_paid", "reduce", "keep", "in_doubt_both", "managers_of_payees",
      "lower_levels", "monthly_fee", "retained_and_growth", "pro_rata_time", "unit", "account",
      "before", "payment_age", "reached", "win_back", "document", "ledger", "pay_terms", "EUR",
      "CHF",
    ]
    return replaced(
      "a misspelt word", #"(?<=: |\[|, )(\#(words.joined(separator: "|")))(?=$|[,}\]])"#, &random,
      expectation: .refused
    ) { $0 + "q" }
  }

  private static func swappedBounds(_ random: inout Dice) -> PlanMutation {
    replaced(
      "swapped bounds", #"from: [^,]+, to: [^,}]+"#, &random, expectation: .refused
    ) {
      let parts = $0.dropFirst(6).components(separatedBy: ", to: ")
      return "from: \(parts[1]), to: \(parts[0])"
    }
  }

  private static func brokenShare(_ random: inout Dice) -> PlanMutation {
    replaced(
      "a broken share", #"(?<=share: |weight: |parts: \[)(60|30|70|50)(?= %)(?!.*claim)"#, &random,
      expectation: .refused
    ) { "\((Int($0) ?? 0) + 1)" }
  }

  /// Without a line that every plan, clause or bonus must have.
  private static func droppedDuty(_ random: inout Dice) -> PlanMutation {
    replaced(
      "a missing duty",
      #"(?m)^ *(plan|version|effective_from|currency|rounding|legal_type|anchor|base|bound|mode|of"#
        + #"|per|margin_floor|prorate: day|period|target: 2.*): ?.*$|^ *target: pay_terms$"#,
      &random, expectation: .refusedOrChanged
    ) { _ in "" }
  }

  private static let number = #"(?<=: |\[|, )(?!0[ ,}])[0-9]+(\.[0-9]+)?"#

  private static func negated(_ random: inout Dice) -> PlanMutation {
    replaced(
      "a negative number", number + #"(?= %|$|[,}\]])"#, &random, expectation: .refused
    ) { "-" + $0 }
  }

  private static func otherUnit(_ random: inout Dice) -> PlanMutation {
    if Bool.random(using: &random) {
      return replaced(
        "a percentage for an amount or number", #"(?<!factor: )"# + number + #"(?=$|[,}\]])"#,
        &random, expectation: .refused
      ) { $0 + " %" }
    }
    // 1 and a factor of 90 are possible, though they are surely not what was meant.
    return replaced(
      "a number for a percentage", number + #" %"#, &random, expectation: .refusedOrChanged
    ) { String($0.dropLast(2)) }
  }

  private static func decimalComma(_ random: inout Dice) -> PlanMutation {
    replaced(
      "a decimal comma", #"[0-9]+\.[0-9]+"#, &random, expectation: .refused
    ) { $0.replacingOccurrences(of: ".", with: ",") }
  }

  private static func tab(_ random: inout Dice) -> PlanMutation {
    replaced("a tab", #"(?m)^  +"#, &random, expectation: .refused) { _ in "\t" }
  }

  private static func neutral(_ random: inout Dice) -> PlanMutation {
    switch Int.random(in: 0..<3, using: &random) {
    case 0:
      replaced("a remark", #"(?m)$"#, &random, expectation: .neutral) { _ in " # checked" }
    case 1:
      replaced("another remark", "# Orders.*", &random, expectation: .neutral) { _ in "# Pumps" }
    default:
      replaced(
        "quotes", #"(?<=: )[a-z_]+(?=$|[,}])"#, &random, expectation: .neutral
      ) { "\"\($0)\"" }
    }
  }

  /// Changes one random match of a pattern.
  private static func replaced(
    _ name: String, _ pattern: String, _ random: inout Dice, expectation: Expectation,
    by change: (String) -> String
  ) -> PlanMutation {
    let places = matches(of: pattern, in: FullPlan.text)
    let place = places[Int.random(in: 0..<places.count, using: &random)]
    let line = FullPlan.text[..<place.lowerBound].count { $0 == "\n" } + 1
    var text = FullPlan.text
    text.replaceSubrange(place, with: change(String(FullPlan.text[place])))
    return PlanMutation(
      name: "\(name) in line \(line)", text: text, original: FullPlan.text,
      expectation: expectation)
  }

  private static func matches(of pattern: String, in text: String) -> [Range<String.Index>] {
    let expression = try? NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
    let whole = NSRange(text.startIndex..., in: text)
    return expression?.matches(in: text, range: whole).compactMap { Range($0.range, in: text) }
      ?? []
  }
}
