/// One thing that is wrong in a text, where it stands, and what was probably meant.
package struct Issue: Hashable, Sendable {
  package let line: Int
  package let column: Int
  package let message: String
  /// What to write instead.
  package let suggestion: String?

  package init(line: Int, column: Int, message: String, suggestion: String? = nil) {
    self.line = line
    self.column = column
    self.message = message
    self.suggestion = suggestion
  }
}

extension Issue: CustomStringConvertible {
  /// Such as `12:5: unknown key "rates"; did you mean "rate"?`, without the name of a file.
  package var description: String {
    let hint = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
    return "\(line):\(column): \(message)\(hint)"
  }
}
