import Money
import YAMLText

/// What the head of a plan says and its clauses need for being read.
struct PlanContext {
  /// Nil where the plan names none; amounts cannot be read then, and that is an issue already.
  let currency: Currency?
  let catalogue: [String: CatalogueEntry]
}

/// The months, quarters and years of the language.
enum PeriodWord: String, CaseIterable {
  case month, quarter, year

  var length: Period.Length {
    switch self {
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    }
  }
}

extension YAMLNode {
  /// Whether the node is a mapping that says something; an issue where it is not, and for every key
  /// that is not part of it.
  func isMapping(_ what: String, keys: [String], _ issues: inout IssueList) -> Bool {
    guard case .mapping(let entries) = content else {
      _ = self.entries(what, &issues)
      return false
    }
    if entries.isEmpty {
      issues.add("\(what) is empty; possible here: \(keys.joined(separator: ", "))", at: self)
    }
    unknownKeys(allowed: keys, &issues)
    return !entries.isEmpty
  }

  /// The items of the list under `key`, nil where the key is absent; an issue where it is empty.
  func list(_ key: String, meaning: String, _ issues: inout IssueList) -> [YAMLNode]? {
    guard let node = child(key) else { return nil }
    if case .sequence(let items) = node.content, items.isEmpty {
      issues.add("\(key) is empty; \(meaning)", at: node)
    }
    return node.items(key, &issues)
  }

  /// The ids of the list under `key`, nil where the key is absent.
  func ids(_ key: String, _ issues: inout IssueList) -> [String]? {
    guard let items = list(key, meaning: "leave it out to mean everybody", &issues) else {
      return nil
    }
    var ids: [String] = []
    for item in items {
      guard let id = item.converted(key, &issues, as: PlanWord.identifier) else { continue }
      if ids.contains(id) { issues.add("\(id) is listed twice", at: item) }
      ids.append(id)
    }
    return ids
  }

  func requiredChoice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ issues: inout IssueList, of: Choice.Type = Choice.self
  ) -> Choice? {
    guard required(key, &issues) != nil else { return nil }
    return choice(key, &issues, of: Choice.self)
  }

  /// One of the words of an enumeration in this node itself.
  func word<Choice: RawRepresentable<String> & CaseIterable>(
    _ what: String, of: Choice.Type, _ issues: inout IssueList
  ) -> Choice? {
    guard let text = scalar(what, &issues) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    issues.add(
      "\(what) cannot be \"\(text)\"; write \(words.joined(separator: ", "))", at: self,
      suggestion: closest(to: text, among: words))
    return nil
  }

  func period(_ key: String, _ issues: inout IssueList) -> Period.Length? {
    choice(key, &issues, of: PeriodWord.self)?.length
  }

  /// The amount above zero under `key`.
  func amount(_ key: String, in currency: Currency?, _ issues: inout IssueList) -> Amount? {
    child(key)?.ownAmount(key, in: currency, &issues)
  }

  /// The amount above zero in this node itself.
  func ownAmount(_ what: String, in currency: Currency?, _ issues: inout IssueList) -> Amount? {
    guard let text = scalar(what, &issues), let currency else { return nil }
    do {
      let amount = try PlanWord.amount(text, currency)
      guard !amount.isZero else { throw PlanWordError.notPositive(text) }
      return amount
    } catch {
      issues.add("\(what): \(error)", at: self)
      return nil
    }
  }

  /// `from` and `to`, the first day and the first day after.
  func span(_ issues: inout IssueList) -> (from: CalendarDay, to: CalendarDay?)? {
    let from = requiredValue("from", &issues, as: CalendarDay.init(parsing:))
    let to = value("to", &issues, as: CalendarDay.init(parsing:))
    if let from, let to, let node = child("to"), to <= from {
      issues.add("to must lie after from \(from)", at: node)
    }
    return from.map { ($0, to) }
  }

  /// An issue for a key that says nothing where it stands.
  func forbid(_ key: String, _ reason: String, _ issues: inout IssueList) {
    guard let node = child(key) else { return }
    issues.add("\(key) \(reason)", at: node)
  }
}
