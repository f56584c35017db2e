/// The ids of one calculation and their numbers.
package struct NameTable: Sendable {
  private var texts: [String] = []
  private var names: [String: Name] = [:]

  package init() {}

  /// The number of an id, a new one where it was not met before.
  package mutating func name(_ text: String) -> Name {
    if let known = names[text] { return known }
    let name = Name(index: UInt32(texts.count))
    texts.append(text)
    names[text] = name
    return name
  }

  /// The number of an id, nil where it was not met before.
  package func known(_ text: String) -> Name? { names[text] }

  /// The id behind a number of this table.
  package func text(_ name: Name) -> String { texts[Int(name.index)] }
}
