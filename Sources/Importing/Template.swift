import YAMLText

/// A text with places to fill from the row: `{opportunity_id}-won`, `account/{account|slug}`.
///
/// A place names a column, `lookup.column`, `since.column`, or `series.key` and `series.value`. A filter
/// follows a bar, and a question mark at the end says that the place may stay empty: then the whole
/// value is left out. Without it an empty place refuses the row. `{{` and `}}` stand for braces.
struct Template: Equatable, Sendable {
  enum Piece: Equatable, Sendable {
    case text(String)
    case place(Place)
  }

  struct Place: Equatable, Sendable {
    var reference: Reference
    var filter: Filter?
    var isOptional: Bool
  }

  /// `slug` makes an identifier of a name; `id` takes an identifier and makes its capitals small.
  enum Filter: String, CaseIterable, Sendable {
    case slug, id
  }

  var pieces: [Piece]
  var mark: Mark

  /// The place of a template that is nothing else, so that its value keeps its type.
  var onlyPlace: Place? {
    if pieces.count == 1, case .place(let place) = pieces[0] { place } else { nil }
  }

  /// The text of a template without places.
  var constant: String? {
    switch pieces.first {
    case nil: ""
    case .text(let text) where pieces.count == 1: text
    case .text, .place: nil
    }
  }
}

/// A name in a mapping that stands for something in the row; `index` finds what it was bound to.
struct Reference: Equatable, Sendable {
  var name: String
  var mark: Mark
  var index: Int
}

/// Reads templates and numbers the references in them.
struct TemplateReader {
  private(set) var references: [Reference] = []
  private(set) var issues: [Issue] = []

  mutating func reference(_ name: String, at mark: Mark) -> Reference {
    let reference = Reference(name: name, mark: mark, index: references.count)
    references.append(reference)
    return reference
  }

  mutating func template(_ text: String, at mark: Mark) -> Template {
    var pieces: [Template.Piece] = []
    var plain = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if character == "{" || character == "}", rest.first == character {
        plain.append(character)
        rest.removeFirst()
      } else if character == "}" {
        issues.append(
          mark.issue("a brace closes that was not opened; write }} for the sign itself"))
      } else if character == "{" {
        guard let end = rest.firstIndex(of: "}") else {
          issues.append(
            mark.issue("a brace opens and does not close; write {{ for the sign itself"))
          break
        }
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = ""
        pieces.append(.place(place(String(rest[..<end]), at: mark)))
        rest = rest[rest.index(after: end)...]
      } else {
        plain.append(character)
      }
    }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    return Template(pieces: pieces, mark: mark)
  }

  private mutating func place(_ text: String, at mark: Mark) -> Template.Place {
    var name = text
    let isOptional = name.hasSuffix("?")
    if isOptional { name.removeLast() }
    var filter: Template.Filter?
    if let bar = name.lastIndex(of: "|") {
      let word = String(name[name.index(after: bar)...])
      filter = Template.Filter(rawValue: word)
      if filter == nil {
        issues.append(mark.issue("there is no filter \"\(word)\"; the filters are slug and id"))
      }
      name = String(name[..<bar])
    }
    return Template.Place(
      reference: reference(name, at: mark), filter: filter, isOptional: isOptional)
  }
}
