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
}
