import YAMLText

/// A place in a mapping file, counted from 1.
struct Mark: Hashable, Sendable {
  var line: Int
  var column: Int

  init(_ node: YAMLNode) {
    line = node.line
    column = node.column
  }

  func issue(_ message: String, suggestion: String? = nil) -> Issue {
    Issue(line: line, column: column, message: message, suggestion: suggestion)
  }
}
