import Money
import YAMLText

extension MappingReader {
  private enum Kind: String, CaseIterable {
    case text, integer, money, fraction, percent, boolean, date
  }

  private static let keys = [
    "type", "alias", "words", "empty", "null", "decimal", "thousands", "negative", "symbol",
    "scale", "rounding", "currency", "currency_column", "product_of", "format", "offset", "yes",
    "no",
  ]

  mutating func columnRule(_ node: YAMLNode, besides more: [String] = []) -> ColumnRule {
    node.unknownKeys(allowed: Self.keys + more, &issues)
    var rule = ColumnRule()
    rule.numbers = numberForm(node, inherited: numbers)
    rule.currency = currency.map { .constant($0) }
    rule.kind = kind(node, &rule)
    if let alias = node.child("alias") { rule.aliases = dictionary(alias, "alias") }
    if let words = node.child("words") { rule.words = dictionary(words, "words") }
    rule.refusesEmpty = node.choice("empty", &issues, of: Absence.self) == .refuse
    rule.refusesNull = node.choice("null", &issues, of: Absence.self) == .refuse
    rule.rounding = node.choice("rounding", &issues, of: Rounding.self)
    if let factors = node.child("product_of") {
      for factor in factors.items("product_of", &issues) {
        guard let name = factor.scalar("product_of", &issues) else { continue }
        rule.factors.append(templates.reference(name, at: Mark(factor)))
      }
      if rule.factors.count < 2 {
        issues.add("product_of needs at least two columns", at: factors)
      }
    }
    return rule
  }

  private mutating func kind(_ node: YAMLNode, _ rule: inout ColumnRule) -> ColumnRule.Kind {
    let scale = node.child("scale")
    if let scale, let text = scale.scalar("scale", &issues) {
      if let number = NumberForm().number(text.utf8), number.digits > 0 {
        rule.scale = number
      } else {
        issues.add("scale must be a number above zero such as 1000 or 0.01", at: scale)
      }
    }
    switch node.choice("type", &issues, of: Kind.self) ?? .text {
    case .text: return .text
    case .integer: return .integer
    case .fraction: return .basisPoints
    case .percent:
      // 1.5 percent is 0.015 of one.
      rule.scale.decimals += 2
      return .basisPoints
    case .money:
      rule.currency = currencyRule(node)
      return .money
    case .boolean:
      return .boolean(
        yes: node.required("yes", &issues).map { words($0, "yes") } ?? [],
        no: node.required("no", &issues).map { words($0, "no") } ?? [])
    case .date: return dateKind(node)
    }
  }

  private mutating func currencyRule(_ node: YAMLNode) -> ColumnRule.CurrencyRule? {
    if node.child("currency_column") != nil {
      return reference("currency_column", in: node).map { .column($0) }
    }
    let own = node.value("currency", &issues) { code throws(MoneyError) in try Currency(code) }
    if let known = own ?? currency { return .constant(known) }
    if node.child("currency") == nil {
      issues.add("money needs a currency: here, or once for the whole file", at: node)
    }
    return nil
  }

  private mutating func dateKind(_ node: YAMLNode) -> ColumnRule.Kind {
    let pattern = node.string("format", &issues) ?? "yyyy-MM-dd"
    let offset = node.string("offset", &issues)
    if let offset, offset != "Z", !DateForm.isOffset(offset) {
      issues.add("offset must be Z or such as +01:00", at: node.child("offset") ?? node)
    }
    guard let form = DateForm(pattern, fixedOffset: offset) else {
      issues.add(
        "format \"\(pattern)\" is no date pattern; write it with yyyy, MM, dd, HH, mm, ss and XXX, such as dd.MM.yyyy",
        at: node.child("format") ?? node)
      return .text
    }
    if form.precision == .minute || form.precision == .second, !form.knowsOffset {
      issues.add(
        "a time of day needs its offset from UTC: XXX in the format, or offset: \"+01:00\"",
        at: node.child("format") ?? node)
    }
    return .date(form)
  }

  mutating func numberForm(_ node: YAMLNode) -> NumberForm {
    node.unknownKeys(allowed: ["decimal", "thousands", "negative", "symbol"], &issues)
    return numberForm(node, inherited: NumberForm())
  }

  private mutating func numberForm(_ node: YAMLNode, inherited: NumberForm) -> NumberForm {
    var form = inherited
    if let decimal = node.string("decimal", &issues) { form.decimal = decimal }
    if let thousands = node.string("thousands", &issues) {
      form.thousands = thousands == "none" ? nil : thousands
    }
    form.negative = node.choice("negative", &issues) ?? form.negative
    form.symbol = node.string("symbol", &issues) ?? form.symbol
    for (key, mark) in [("decimal", form.decimal), ("thousands", form.thousands ?? "'")]
    where mark.utf8.contains(where: { 0x30...0x39 ~= $0 || $0 == 0x2D }) {
      issues.add("\(key) cannot be \"\(mark)\"", at: node.child(key) ?? node)
    }
    if form.decimal == form.thousands {
      issues.add(
        "decimal and thousands cannot both be \"\(form.decimal)\"",
        at: node.child("thousands") ?? node.child("decimal") ?? node)
    }
    return form
  }
}
