import Yams

extension YAMLNode {
  /// Reads exactly one YAML document.
  ///
  /// Refused with their place are tabs, duplicate keys, keys that are no plain text, anchors and
  /// aliases, tags, several documents, deep nesting and texts over a megabyte.
  package static func parse(_ text: String) throws(IssueList) -> YAMLNode {
    if let issue = unreadable(text) { throw IssueList([issue]) }
    var reader = YAMLReader()
    let node: YAMLNode?
    do {
      let parser = try Parser(yaml: placed(text), resolver: .basic, encoding: .utf8)
      let root = try parser.singleRoot()
      // Nodes refer weakly to anchors that only the parser holds.
      node = withExtendedLifetime(parser) { root.flatMap { reader.read($0, depth: 0) } }
    } catch let error as YamlError {
      throw IssueList([issue(of: error)])
    } catch {
      throw IssueList([Issue(line: 1, column: 1, message: "the text cannot be read: \(error)")])
    }
    try reader.issues.throwIfAny()
    guard let node else {
      throw IssueList([Issue(line: 1, column: 1, message: "the text holds no YAML document")])
    }
    return node
  }

  /// The text without a byte order mark, and long enough to stay where it is: Yams keeps a pointer to
  /// the bytes, and Swift moves those of a very short text.
  private static func placed(_ text: String) -> String {
    let marked = text.unicodeScalars.first == "\u{FEFF}"
    return String(text.unicodeScalars.dropFirst(marked ? 1 : 0))
      + String(repeating: "\n", count: 16)
  }

  private static let largestText = 1 << 20

  /// How many asterisks may begin an alias.
  ///
  /// Anchors are refused after the text was read, so this bounds what a text built from nested
  /// aliases can cost until then.
  private static let mostAliases = 32

  private static func unreadable(_ text: String) -> Issue? {
    guard text.utf8.count <= largestText else {
      return Issue(line: 1, column: 1, message: "the text is larger than a megabyte; split it")
    }
    var (line, column, aliases) = (1, 0, 0)
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      column += 1
      if scalar == "\n" { (line, column) = (line + 1, 0) }
      if previous == "*", scalar.properties.isAlphabetic { aliases += 1 }
      if scalar == "\t" {
        return Issue(line: line, column: column, message: "a tab; write spaces instead")
      }
      if scalar.value < 0x20, scalar != "\n", scalar != "\r" {
        return Issue(
          line: line, column: column, message: "a control character; remove it")
      }
      if aliases > mostAliases {
        return Issue(
          line: line, column: column, message: "too many aliases; write each value out")
      }
      previous = scalar
    }
    return nil
  }

  private static func issue(of error: YamlError) -> Issue {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = context.map { " (\($0.text))" } ?? ""
      return Issue(line: mark.line, column: mark.column, message: "\(problem)\(place)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
      return Issue(
        line: context.mark.line, column: context.mark.column,
        message: "key \(keys) is written twice in this mapping; keep one of them")
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem),
      .representer(let problem):
      return Issue(line: 1, column: 1, message: problem)
    case .no, .memory, .dataCouldNotBeDecoded:
      return Issue(line: 1, column: 1, message: "the text cannot be read")
    }
  }
}
