/// Readers that note what is wrong and go on, so that one run finds every fault of a text.
extension YAMLNode {
  /// The entries of a mapping; an issue where the node is something else.
  package func entries(_ what: String, _ issues: inout IssueList) -> [Entry] {
    guard case .mapping(let entries) = content else {
      issues.add("\(what) must be a mapping, not \(kind)", at: self)
      return []
    }
    return entries
  }

  /// The items of a list; an issue where the node is something else.
  package func items(_ what: String, _ issues: inout IssueList) -> [YAMLNode] {
    guard case .sequence(let items) = content else {
      issues.add("\(what) must be a list, not \(kind)", at: self)
      return []
    }
    return items
  }

  /// The value under `key`; an issue where it is missing.
  package func required(_ key: String, _ issues: inout IssueList) -> YAMLNode? {
    if let child = child(key) { return child }
    if case .mapping = content {
      issues.add("\"\(key)\" is missing", at: self)
    } else {
      issues.add("expected a mapping with \"\(key)\", not \(kind)", at: self)
    }
    return nil
  }

  /// The text under `key`, nil where the key is absent; an issue where it is empty or no text.
  package func string(_ key: String, _ issues: inout IssueList) -> String? {
    child(key)?.scalar(key, &issues)
  }

  /// The text under `key`; an issue where it is missing, empty or no text.
  package func requiredString(_ key: String, _ issues: inout IssueList) -> String? {
    required(key, &issues)?.scalar(key, &issues)
  }

  /// The text under `key` as a value, nil where absent; what `convert` throws becomes an issue.
  package func value<Value, Failure: Error>(
    _ key: String, _ issues: inout IssueList, as convert: (String) throws(Failure) -> Value
  ) -> Value? {
    child(key)?.converted(key, &issues, as: convert)
  }

  /// As `value`, with an issue where the key is missing.
  package func requiredValue<Value, Failure: Error>(
    _ key: String, _ issues: inout IssueList, as convert: (String) throws(Failure) -> Value
  ) -> Value? {
    required(key, &issues)?.converted(key, &issues, as: convert)
  }

  /// One of the words of a raw enumeration under `key`, nil where absent; an issue naming the words
  /// that are possible for any other text.
  package func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, _ issues: inout IssueList, of: Choice.Type = Choice.self
  ) -> Choice? {
    guard let node = child(key), let text = node.scalar(key, &issues) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let words = Choice.allCases.map(\.rawValue)
    issues.add(
      "\(key) cannot be \"\(text)\"; write \(list(words))", at: node,
      suggestion: closest(to: text, among: words))
    return nil
  }

  /// An issue for every key of the mapping that is not allowed, with the one probably meant.
  package func unknownKeys(allowed: [String], _ issues: inout IssueList) {
    guard case .mapping(let entries) = content else { return }
    for entry in entries where !allowed.contains(entry.key) {
      let suggestion = closest(to: entry.key, among: allowed)
      let hint = suggestion == nil ? "; possible here: \(list(allowed))" : ""
      issues.add("unknown key \"\(entry.key)\"\(hint)", at: entry.keyNode, suggestion: suggestion)
    }
  }

  /// The text of this node; an issue where it is empty or no text.
  package func scalar(_ what: String, _ issues: inout IssueList) -> String? {
    guard let text, !text.isEmpty else {
      issues.add("\(what) must be a single value, not \(kind)", at: self)
      return nil
    }
    return text
  }

  /// The text of this node as a value; what `convert` throws becomes an issue.
  package func converted<Value, Failure: Error>(
    _ what: String, _ issues: inout IssueList, as convert: (String) throws(Failure) -> Value
  ) -> Value? {
    guard let text = scalar(what, &issues) else { return nil }
    do {
      return try convert(text)
    } catch {
      issues.add("\(what): \(error)", at: self)
      return nil
    }
  }

  private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
