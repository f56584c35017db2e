import Money

/// Why a row cannot become events, before it is known which rows that concerns.
struct Refusal: Error, Equatable {
  /// The index of the row at fault within its group.
  var row = 0
  var column: String?
  var reason: String
}

/// Reads the values of one row, or of the rows of one group, in the way a mapping says.
struct FieldReader {
  /// What a name in the mapping is seen against.
  struct Scene {
    var row: CSVRow
    /// The row where the present value of a changing column began.
    var since: CSVRow?
    var series: (column: Int, key: String)?
  }

  let bound: BoundMapping
  /// The aliases used since this was last emptied, each once, as the event will say.
  var aliased: [String] = []
  /// For each column, which value a slug stands for.
  private var slugs: [String: [[UInt8]: [UInt8]]] = [:]
  private let unassigned: (column: Int, value: [UInt8])?

  /// How many different names of one column may become slugs.
  private static let slugLimit = 100_000

  init(_ bound: BoundMapping) {
    self.bound = bound
    unassigned = bound.mapping.unassigned.flatMap { unassigned in
      bound.names.firstIndex(of: unassigned.column.name).map { ($0, Array(unassigned.value.utf8)) }
    }
  }

  /// What stands in the table, untouched by aliases; a looked-up or computed value counts as it is.
  func content(
    _ source: BoundMapping.Source, _ scene: Scene
  ) throws(Refusal) -> CSVRow.Content {
    switch source {
    case .column(let index, _): return scene.row[index]
    case .product: return .empty
    case .lookup(let index, let column, _):
      let lookup = bound.mapping.lookups[index]
      let on = bound.source(lookup.on)
      guard case .text(let key) = try content(on, scene) else { return .empty }
      if let partner = bound.tables[index][key] { return partner[column] }
      guard lookup.refusesMissing else { return .empty }
      throw Refusal(
        column: self.column(on, scene).name,
        reason: "“\(String(decoding: key, as: UTF8.self))” does not occur in \(lookup.file).")
    case .since(let inner):
      guard let since = scene.since else {
        throw Refusal(reason: "Nothing came before this row that `since` could mean.")
      }
      return try content(inner, Scene(row: since, since: nil, series: scene.series))
    case .seriesKey: return .text(Array((scene.series?.key ?? "").utf8)[...])
    case .seriesValue: return scene.series.map { scene.row[$0.column] } ?? .empty
    }
  }

  /// The column that a value comes from, under the name it has in the table.
  func column(_ source: BoundMapping.Source, _ scene: Scene) -> BoundMapping.Column {
    switch source {
    case .column(_, let column), .product(_, let column), .lookup(_, _, let column),
      .seriesKey(let column):
      column
    case .seriesValue(let column):
      scene.series.map { BoundMapping.Column(bound.names[$0.column], column.rule) } ?? column
    case .since(let inner): self.column(inner, scene)
    }
  }

  /// The text of a value after aliases and translation; nil when there is none.
  mutating func text(
    _ source: BoundMapping.Source, _ scene: Scene
  ) throws(Refusal) -> ArraySlice<UInt8>? {
    let content = try content(source, scene)
    let column = column(source, scene)
    let (name, rule) = (column.name, column.rule)
    let written: ArraySlice<UInt8>
    switch content {
    case .text(let bytes): written = bytes
    case .empty, .null:
      if let unassigned, case .column(unassigned.column, _) = source {
        return unassigned.value[...]
      }
      if content == .empty ? rule.refusesEmpty : rule.refusesNull {
        throw Refusal(
          column: name, reason: content == .empty ? "The field is empty." : "The field is NULL.")
      }
      return nil
    }
    guard !rule.aliases.isEmpty || !rule.words.isEmpty else { return written }
    var word = String(decoding: written, as: UTF8.self)
    if let meant = rule.aliases[word] {
      let alias = "\(name): \(word) -> \(meant)"
      if !aliased.contains(alias) { aliased.append(alias) }
      word = meant
    }
    if !rule.words.isEmpty {
      guard let translated = rule.words[word] else {
        let known = rule.words.keys.sorted().joined(separator: ", ")
        throw Refusal(column: name, reason: "“\(word)” is none of the known words: \(known).")
      }
      word = translated
    }
    return Array(word.utf8)[...]
  }

  /// The number that a value writes, times its scale; nil when there is none.
  mutating func number(
    _ source: BoundMapping.Source, _ scene: Scene
  ) throws(Refusal) -> ExactDecimal? {
    if case .product(let factors, let column) = source {
      var product = column.rule.scale
      for factor in factors {
        guard let number = try number(factor, scene) else { return nil }
        guard let next = product.multiplied(by: number) else {
          throw Refusal(column: column.name, reason: "The product is too large.")
        }
        product = next
      }
      return product
    }
    guard let text = try text(source, scene) else { return nil }
    let column = column(source, scene)
    let (name, rule) = (column.name, column.rule)
    guard let number = rule.numbers.number(text) else {
      let word = String(decoding: text, as: UTF8.self)
      throw Refusal(
        column: name, reason: "“\(word)” is no number in the form \(rule.numbers.example).")
    }
    guard let scaled = number.multiplied(by: rule.scale) else {
      throw Refusal(column: name, reason: "The number is too large.")
    }
    return scaled
  }

  /// A value as an identifier part, after its filter.
  mutating func filtered(
    _ text: ArraySlice<UInt8>, _ filter: Template.Filter, name: String
  ) throws(Refusal) -> [UInt8] {
    var word: String { String(decoding: text, as: UTF8.self) }
    switch filter {
    case .id:
      guard let identifier = Slug.identifier(text) else {
        throw Refusal(
          column: name, reason: "“\(word)” is no identifier of letters, digits and hyphens.")
      }
      return identifier
    case .slug:
      guard let slug = Slug.make(text) else {
        throw Refusal(
          column: name, reason: "“\(word)” cannot be written with a-z and 0-9; add an alias.")
      }
      if let other = slugs[name]?[slug] {
        guard other.elementsEqual(text) else {
          throw Refusal(
            column: name,
            reason: "“\(word)” and “\(String(decoding: other, as: UTF8.self))” would both become "
              + "“\(String(decoding: slug, as: UTF8.self))”; add an alias for one of them.")
        }
      } else {
        guard slugs[name]?.count ?? 0 < Self.slugLimit else {
          throw Refusal(
            column: name, reason: "More than \(Self.slugLimit) different names; use the filter id.")
        }
        slugs[name, default: [:]][slug] = Array(text)
      }
      return slug
    }
  }
}

extension NumberForm {
  /// How a number looks in this form, for messages.
  var example: String {
    "1\(thousands ?? "")234\(decimal)56\(symbol.map { " \($0)" } ?? "")"
  }
}
