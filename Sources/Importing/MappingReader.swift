import Money
package import YAMLText

extension Mapping {
  /// Reads a mapping file.
  ///
  /// Throws everything that is wrong in it, with lines and columns and what was probably meant. Whether the
  /// columns it names exist is seen when a table is opened with it.
  package init(parsing text: String, path: String) throws(IssueList) {
    let root: YAMLNode
    do throws(IssueList) {
      root = try YAMLNode.parse(text)
    } catch {
      throw error.named(path)
    }
    var reader = MappingReader()
    self = reader.mapping(root, path: path)
    let issues = IssueList(file: path, reader.issues.issues + reader.templates.issues)
    try issues.throwIfAny()
  }
}

/// Reads the parts of a mapping file and notes everything that is wrong in it.
struct MappingReader {
  var issues = IssueList()
  var templates = TemplateReader()

  /// What columns inherit when they say nothing else.
  var numbers = NumberForm()
  var currency: Currency?
  var seriesNames: [String] = []

  mutating func mapping(_ root: YAMLNode, path: String) -> Mapping {
    root.unknownKeys(
      allowed: [
        "mapping", "source", "csv", "numbers", "currency", "attributes", "columns", "lookups",
        "series", "group", "unassigned", "unmatched", "events",
      ], &issues)
    if let version = root.required("mapping", &issues), version.text != "1" {
      issues.add("mapping must be 1, the version of this language", at: version)
    }
    var mapping = Mapping(path: path)
    mapping.source = root.requiredString("source", &issues) ?? ""
    if let csv = root.child("csv") { mapping.dialect = dialect(csv) }
    if let node = root.child("numbers") { numbers = numberForm(node) }
    currency = root.value("currency", &issues) { code throws(MoneyError) in try Currency(code) }
    mapping.attributes = attributes(root.child("attributes"))
    for entry in root.child("columns")?.entries("columns", &issues) ?? [] {
      let rule = columnRule(entry.value)
      // A computed column does not stand in the table, so its name is only bound where it is used.
      let reference =
        rule.factors.isEmpty
        ? templates.reference(entry.key, at: Mark(entry.keyNode))
        : Reference(name: entry.key, mark: Mark(entry.keyNode), index: -1)
      mapping.columns.append((reference, rule))
    }
    for entry in root.child("lookups")?.entries("lookups", &issues) ?? [] {
      mapping.lookups.append(lookup(entry))
    }
    for entry in root.child("series")?.entries("series", &issues) ?? [] {
      mapping.series.append(series(entry))
    }
    seriesNames = mapping.series.map(\.name)
    mapping.grouping = root.child("group").flatMap { grouping($0) }
    mapping.unassigned = root.child("unassigned").flatMap { unassigned($0) }
    mapping.acceptsUnmatched = root.choice("unmatched", &issues, of: Unmatched.self) == .accept
    if let events = root.required("events", &issues) {
      mapping.events = events.items("events", &issues).compactMap { event($0) }
      if mapping.events.isEmpty { issues.add("events must name at least one event", at: events) }
    }
    mapping.references = templates.references
    return mapping
  }

  // MARK: The table

  mutating func dialect(_ node: YAMLNode) -> CSVDialect {
    node.unknownKeys(allowed: ["delimiter", "quoting", "encoding", "names", "null"], &issues)
    var dialect = CSVDialect()
    if let delimiter = node.choice("delimiter", &issues, of: Delimiter.self) {
      dialect.delimiter = delimiter.byte
    }
    if let quoting = node.choice("quoting", &issues, of: Switch.self) {
      dialect.isQuoted = quoting == .on
    }
    if let encoding = node.choice("encoding", &issues, of: CSVDialect.Encoding.self) {
      dialect.encoding = encoding
    }
    dialect.names = node.child("names").map { words($0, "names") }
    if let null = node.child("null") { dialect.nullWords = words(null, "null") }
    return dialect
  }

  private enum Delimiter: String, CaseIterable {
    case comma = ","
    case semicolon = ";"
    case pipe = "|"
    case tab

    var byte: UInt8 {
      switch self {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .pipe: UInt8(ascii: "|")
      case .tab: UInt8(ascii: "\t")
      }
    }
  }

  private enum Unmatched: String, CaseIterable {
    case refuse, accept
  }

  private enum Switch: String, CaseIterable {
    case on, off
  }

  mutating func lookup(_ entry: YAMLNode.Entry) -> Mapping.Lookup {
    let node = entry.value
    node.unknownKeys(
      allowed: ["file", "on", "key", "csv", "columns", "repeated", "missing"], &issues)
    let on = node.requiredString("on", &issues) ?? ""
    var columns: [(name: String, mark: Mark, rule: ColumnRule)] = []
    for column in node.child("columns")?.entries("columns", &issues) ?? [] {
      columns.append((column.key, Mark(column.keyNode), columnRule(column.value)))
    }
    return Mapping.Lookup(
      name: entry.key, mark: Mark(entry.keyNode), file: node.requiredString("file", &issues) ?? "",
      on: templates.reference(on, at: Mark(node.child("on") ?? node)),
      key: node.requiredString("key", &issues) ?? "",
      dialect: node.child("csv").map { dialect($0) } ?? CSVDialect(), columns: columns,
      repeated: node.choice("repeated", &issues) ?? .refuse,
      refusesMissing: node.choice("missing", &issues, of: Absence.self) != .absent)
  }

  enum Absence: String, CaseIterable {
    case refuse, absent
  }

  mutating func series(_ entry: YAMLNode.Entry) -> Mapping.Series {
    var columns: [(reference: Reference, key: String)] = []
    for column in entry.value.required("columns", &issues)?.entries("columns", &issues) ?? [] {
      columns.append(
        (
          templates.reference(column.key, at: Mark(column.keyNode)),
          column.value.scalar(column.key, &issues) ?? ""
        ))
    }
    return Mapping.Series(
      name: entry.key, columns: columns, rule: columnRule(entry.value, besides: ["columns"]))
  }

  mutating func grouping(_ node: YAMLNode) -> Mapping.Grouping? {
    node.unknownKeys(allowed: ["by", "order"], &issues)
    guard let by = reference("by", in: node) else { return nil }
    return Mapping.Grouping(by: by, order: node.choice("order", &issues) ?? .consecutive)
  }

  mutating func unassigned(_ node: YAMLNode) -> Mapping.Unassigned? {
    node.unknownKeys(allowed: ["column", "value", "register"], &issues)
    guard let column = reference("column", in: node) else { return nil }
    return Mapping.Unassigned(
      column: column, value: node.requiredString("value", &issues) ?? "",
      register: node.child("register").flatMap { event($0) })
  }

  // MARK: Small parts

  mutating func reference(_ key: String, in node: YAMLNode) -> Reference? {
    guard let child = node.required(key, &issues), let name = child.scalar(key, &issues) else {
      return nil
    }
    return templates.reference(name, at: Mark(child))
  }

  mutating func words(_ node: YAMLNode, _ what: String) -> [String] {
    if let text = node.text { return [text] }
    return node.items(what, &issues).map { $0.text ?? "" }
  }

  mutating func dictionary(_ node: YAMLNode, _ what: String) -> [String: String] {
    var words: [String: String] = [:]
    for entry in node.entries(what, &issues) {
      words[entry.key] = entry.value.scalar(entry.key, &issues) ?? ""
    }
    return words
  }
}
