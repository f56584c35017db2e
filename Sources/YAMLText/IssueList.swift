/// Everything that is wrong in one text, collected so that a writer sees all of it at once.
package struct IssueList: Error, Hashable {
  /// The name of the file, put before every line of the description when it is known.
  package var file: String?
  package private(set) var issues: [Issue]

  package init(file: String? = nil, _ issues: [Issue] = []) {
    self.file = file
    self.issues = issues
  }

  package var isEmpty: Bool { issues.isEmpty }

  package mutating func add(
    _ message: String, at node: YAMLNode, suggestion: String? = nil
  ) {
    issues.append(
      Issue(line: node.line, column: node.column, message: message, suggestion: suggestion))
  }

  /// Throws the list itself when it holds anything.
  package func throwIfAny() throws(IssueList) {
    guard isEmpty else { throw self }
  }

  /// The same issues with the name of the file they were found in.
  package func named(_ file: String) -> IssueList { IssueList(file: file, issues) }
}

extension IssueList: CustomStringConvertible {
  /// One line for each issue, `file:line:column: message`, in the order of the text.
  package var description: String {
    let ordered = issues.enumerated().sorted {
      ($0.element.line, $0.element.column, $0.offset)
        < ($1.element.line, $1.element.column, $1.offset)
    }
    return ordered.map { (file.map { "\($0):" } ?? "") + $0.element.description }
      .joined(separator: "\n")
  }
}
