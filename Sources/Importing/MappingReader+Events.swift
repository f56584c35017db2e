import LedgerEvents
import YAMLText

extension MappingReader {
  private static let keys = [
    "type", "id", "subject", "time", "when", "first_of", "changed", "series", "inferred",
    "attributes", "data",
  ]

  mutating func event(_ node: YAMLNode) -> EventRule? {
    node.unknownKeys(allowed: Self.keys, &issues)
    guard let type = node.requiredString("type", &issues),
      let id = template("id", in: node, isRequired: true),
      let subject = template("subject", in: node, isRequired: true)
    else { return nil }
    var rule = EventRule(
      mark: Mark(node.child("type") ?? node), type: Self.fullName(type), id: id, subject: subject)
    rule.time = template("time", in: node, isRequired: false)
    rule.trigger = trigger(node)
    if let when = node.child("when") { rule.conditions = conditions(when) }
    if let series = node.string("series", &issues) {
      rule.series = seriesNames.firstIndex(of: series)
      if rule.series == nil, let child = node.child("series") {
        issues.add(
          "there is no series \"\(series)\"", at: child,
          suggestion: closest(to: series, among: seriesNames))
      }
    }
    rule.attributes = attributes(node.child("attributes"))
    if let inferred = template("inferred", in: node, isRequired: false) {
      rule.attributes.append(("inferred", inferred))
    }
    for entry in node.required("data", &issues)?.entries("data", &issues) ?? [] {
      rule.data.append((entry.key, value(entry.value)))
    }
    return rule
  }

  /// `order.booked` means `de.kontor.order.booked.v1`; a type of the user's own has its version.
  private static func fullName(_ type: String) -> String {
    let last = type.split(separator: ".").last ?? ""
    let hasVersion = last.first == "v" && last.count > 1 && last.dropFirst().allSatisfy(\.isNumber)
    let name = hasVersion ? type : "\(type).v1"
    let prefixed = EventType.outsidePrefix + name
    let isKnown = EventCatalogue.shared[outsideName: prefixed] != nil
    return isKnown || (!hasVersion && !name.hasPrefix(EventType.outsidePrefix)) ? prefixed : name
  }

  private mutating func template(
    _ key: String, in node: YAMLNode, isRequired: Bool
  ) -> Template? {
    guard let child = isRequired ? node.required(key, &issues) : node.child(key),
      let text = child.scalar(key, &issues)
    else { return nil }
    return templates.template(text, at: Mark(child))
  }

  private mutating func trigger(_ node: YAMLNode) -> EventRule.Trigger {
    if let changed = node.child("changed") {
      if node.child("first_of") != nil {
        issues.add("an event has first_of or changed, not both", at: changed)
      }
      changed.unknownKeys(allowed: ["column", "within"], &issues)
      guard let column = reference("column", in: changed),
        let within = reference("within", in: changed)
      else { return .always }
      return .change(of: column, within: within)
    }
    guard node.child("first_of") != nil, let first = reference("first_of", in: node) else {
      return .always
    }
    return .first(of: first)
  }

  // MARK: Conditions

  private enum Presence: String, CaseIterable {
    case empty, present
  }

  private mutating func conditions(_ node: YAMLNode) -> [EventRule.Condition] {
    if case .sequence(let items) = node.content { return items.compactMap { condition($0) } }
    return condition(node).map { [$0] } ?? []
  }

  private mutating func condition(_ node: YAMLNode) -> EventRule.Condition? {
    node.unknownKeys(allowed: ["column", "in", "not_in", "is"], &issues)
    guard let reference = reference("column", in: node) else { return nil }
    var tests: [EventRule.Condition.Test] = []
    if let list = node.child("in") { tests.append(.isOne(of: words(list, "in"))) }
    if let list = node.child("not_in") { tests.append(.isNone(of: words(list, "not_in"))) }
    if let presence = node.choice("is", &issues, of: Presence.self) {
      tests.append(presence == .empty ? .isEmpty : .isPresent)
    }
    guard let test = tests.first, tests.count == 1 else {
      issues.add("a condition has exactly one of in, not_in and is", at: node)
      return nil
    }
    return EventRule.Condition(reference: reference, test: test)
  }

  // MARK: Attributes and data

  private static let reserved = [
    "specversion", "id", "source", "type", "subject", "time", "timeprecision", "data", "sequence",
    "recordedtime", "datacontenttype", "dataschema", "aliased",
  ]

  mutating func attributes(_ node: YAMLNode?) -> [(name: String, value: Template)] {
    var attributes: [(name: String, value: Template)] = []
    for entry in node?.entries("attributes", &issues) ?? [] {
      let isName = entry.key.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }
      if !isName || entry.key.utf8.count > 20 {
        issues.add(
          "an attribute's name has at most 20 of a-z and 0-9, not \"\(entry.key)\"",
          at: entry.keyNode)
      } else if Self.reserved.contains(entry.key) {
        issues.add("the attribute \"\(entry.key)\" is set elsewhere", at: entry.keyNode)
      }
      guard let text = entry.value.scalar(entry.key, &issues) else { continue }
      attributes.append((entry.key, templates.template(text, at: Mark(entry.value))))
    }
    return attributes
  }

  private mutating func value(_ node: YAMLNode) -> ValueRule {
    switch node.content {
    case .scalar(let text): return .template(templates.template(text, at: Mark(node)))
    case .sequence(let items): return .list(items.map { value($0) })
    case .mapping(let entries):
      if entries.count == 1, let rule = operation(entries[0]) { return rule }
      return .object(entries.map { ($0.key, value($0.value)) })
    }
  }

  /// A mapping with one of four words for its only key is no object but says how to make a value.
  private mutating func operation(_ entry: YAMLNode.Entry) -> ValueRule? {
    switch entry.key {
    case "each":
      return .each(entry.value.entries("each", &issues).map { ($0.key, value($0.value)) })
    case "sum":
      guard let name = entry.value.scalar("sum", &issues) else { return .constant("null") }
      return .sum(templates.reference(name, at: Mark(entry.value)))
    case "integer":
      if let text = entry.value.scalar("integer", &issues) {
        if let number = Int64(text) { return .constant(String(number)) }
        issues.add("integer must be a whole number, not \"\(text)\"", at: entry.value)
      }
      return .constant("0")
    case "boolean":
      if let text = entry.value.scalar("boolean", &issues) {
        if text == "true" || text == "false" { return .constant(text) }
        issues.add("boolean must be true or false, not \"\(text)\"", at: entry.value)
      }
      return .constant("false")
    default: return nil
    }
  }
}
