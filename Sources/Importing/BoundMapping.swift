import LedgerEvents
import YAMLText

/// A mapping together with the table it reads: every name is bound to where its value lies.
struct BoundMapping {
  /// Where a value comes from.
  indirect enum Source {
    case column(Int, Column)
    case product([Source], Column)
    case lookup(Int, column: Int, Column)
    /// The same in the row where the present value of a changing column began.
    case since(Source)
    case seriesKey(Column)
    case seriesValue(Column)
  }

  /// A column by the name that messages use, and what it holds; shared, since every field asks for it.
  final class Column: Sendable {
    let name: String
    let rule: ColumnRule

    init(_ name: String, _ rule: ColumnRule?) {
      self.name = name
      self.rule = rule ?? ColumnRule()
    }
  }

  let mapping: Mapping
  let names: [String]
  let tables: [LookupTable]
  /// One source for each of the mapping's references.
  private(set) var sources: [Source] = []
  /// For each series, the index and key of its columns.
  private(set) var series: [[(column: Int, key: String)]] = []
  /// The columns of the table that no rule of the mapping names.
  private(set) var unmapped: [String] = []

  private var rules: [String: ColumnRule] = [:]
  private var issues: [Issue] = []
  private var depth = 0

  /// Throws every name that stands for nothing, each with the nearest name that does.
  init(
    _ mapping: Mapping, names: [String], tables: [LookupTable], customTypes: CustomTypes
  ) throws(IssueList) {
    self.mapping = mapping
    self.names = names
    self.tables = tables
    for (reference, rule) in mapping.columns { rules[reference.name] = rule }
    for (lookup, table) in zip(mapping.lookups, tables) {
      for column in lookup.columns where !table.names.contains(column.name) {
        refuse(column.name, column.mark, among: table.names, of: lookup.file)
      }
    }
    sources = mapping.references.map {
      source(of: $0.name, at: $0.mark) ?? .seriesKey(Column("", nil))
    }
    series = mapping.series.map { series in
      series.columns.compactMap { column in
        names.firstIndex(of: column.reference.name).map { ($0, column.key) }
      }
    }
    for rule in mapping.events + [mapping.unassigned?.register].compactMap(\.self) {
      checkType(rule, customTypes)
    }
    let used = Set(mapping.references.map(\.name))
    unmapped = names.filter { !used.contains($0) }
    guard issues.isEmpty else { throw IssueList(file: mapping.path, issues) }
  }

  private mutating func checkType(_ rule: EventRule, _ customTypes: CustomTypes) {
    guard EventCatalogue.shared[outsideName: rule.type] == nil,
      customTypes.type(named: rule.type) == nil
    else { return }
    let known = EventCatalogue.shared.types.map(\.outsideName) + customTypes.names
    issues.append(
      rule.mark.issue(
        "there is no event type \"\(rule.type)\"", suggestion: closest(to: rule.type, among: known))
    )
  }

  func source(_ reference: Reference) -> Source { sources[reference.index] }

  private mutating func source(of name: String, at mark: Mark) -> Source? {
    depth += 1
    defer { depth -= 1 }
    if let index = names.firstIndex(of: name) {
      return .column(index, Column(name, rules[name]))
    }
    if let rule = rules[name], !rule.factors.isEmpty {
      guard depth < 8 else {
        issues.append(mark.issue("the product \"\(name)\" contains itself"))
        return nil
      }
      let factors = rule.factors.compactMap { source(of: $0.name, at: $0.mark) }
      return .product(factors, Column(name, rule))
    }
    if let dot = name.firstIndex(of: ".") {
      let prefix = String(name[..<dot])
      let rest = String(name[name.index(after: dot)...])
      if prefix == "since" { return source(of: rest, at: mark).map { .since($0) } }
      if let index = mapping.lookups.firstIndex(where: { $0.name == prefix }) {
        return lookup(index, column: rest, at: mark)
      }
      if let series = mapping.series.first(where: { $0.name == prefix }) {
        if rest == "key" { return .seriesKey(Column(name, nil)) }
        if rest == "value" { return .seriesValue(Column(name, series.rule)) }
      }
    }
    refuse(name, mark, among: known, of: "the table")
    return nil
  }

  private mutating func lookup(_ index: Int, column: String, at mark: Mark) -> Source? {
    let lookup = mapping.lookups[index]
    guard let place = tables[index].names.firstIndex(of: column) else {
      refuse(column, mark, among: tables[index].names, of: lookup.file)
      return nil
    }
    let rule = lookup.columns.first { $0.name == column }?.rule
    return .lookup(index, column: place, Column("\(lookup.name).\(column)", rule))
  }

  private var known: [String] {
    names + mapping.columns.filter { !$0.rule.factors.isEmpty }.map(\.reference.name)
      + mapping.lookups.indices.flatMap { index in
        tables[index].names.map { "\(mapping.lookups[index].name).\($0)" }
      } + mapping.series.flatMap { ["\($0.name).key", "\($0.name).value"] }
  }

  private mutating func refuse(
    _ name: String, _ mark: Mark, among candidates: [String], of table: String
  ) {
    let suggestion = closest(to: name, among: candidates)
    let hint = suggestion == nil ? "; it has \(candidates.joined(separator: ", "))" : ""
    let issue = mark.issue(
      "there is no column \"\(name)\" in \(table)\(hint)", suggestion: suggestion)
    if !issues.contains(issue) { issues.append(issue) }
  }
}
