/// The ids of one calculation and their numbers.
package struct NameTable: Sendable {
  /// What several tables begin with and none of them changes.
  private final class Beginning: Sendable {
    let texts: [String]
    let names: [String: Name]

    init(_ texts: [String], _ names: [String: Name]) {
      self.texts = texts
      self.names = names
    }
  }

  private let beginning: Beginning
  private var texts: [String] = []
  private var names: [String: Name] = [:]

  package init() { beginning = Beginning([], [:]) }

  private init(_ beginning: Beginning) { self.beginning = beginning }

  /// The number of an id, a new one where it was not met before.
  package mutating func name(_ text: String) -> Name {
    if let known = known(text) { return known }
    let name = Name(index: UInt32(beginning.texts.count + texts.count))
    texts.append(text)
    names[text] = name
    return name
  }

  /// The number of an id, nil where it was not met before.
  package func known(_ text: String) -> Name? { beginning.names[text] ?? names[text] }

  /// The id behind a number of this table.
  package func text(_ name: Name) -> String {
    let index = Int(name.index)
    let start = beginning.texts.count
    return index < start ? beginning.texts[index] : texts[index - start]
  }

  /// A table that knows the same ids by the same numbers, and whose copies cost nothing until they
  /// learn more.
  package func asBeginning() -> NameTable {
    NameTable(
      Beginning(beginning.texts + texts, beginning.names.merging(names) { first, _ in first }))
  }
}
