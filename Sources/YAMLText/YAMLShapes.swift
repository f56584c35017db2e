/// Readers of what a text is made of: mappings with known keys, lists, words of an enumeration.
extension YAMLNode {
  /// Whether the node is a mapping that says something; an issue where it is not, and for every key
  /// that is not part of it.
  package func isMapping(_ what: String, keys: [String], _ issues: inout IssueList) -> Bool {
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
  package func list(_ key: String, meaning: String, _ issues: inout IssueList) -> [YAMLNode]? {
    guard let node = child(key) else { return nil }
    if case .sequence(let items) = node.content, items.isEmpty {
      issues.add("\(key) is empty; \(meaning)", at: node)
    }
    return node.items(key, &issues)
  }

  package func requiredChoice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ issues: inout IssueList, of: Choice.Type = Choice.self
  ) -> Choice? {
    guard required(key, &issues) != nil else { return nil }
    return choice(key, &issues, of: Choice.self)
  }

  /// One of the words of an enumeration in this node itself.
  package func word<Choice: RawRepresentable<String> & CaseIterable>(
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

  /// An issue for a key that says nothing where it stands.
  package func forbid(_ key: String, _ reason: String, _ issues: inout IssueList) {
    guard let node = child(key) else { return }
    issues.add("\(key) \(reason)", at: node)
  }
}
