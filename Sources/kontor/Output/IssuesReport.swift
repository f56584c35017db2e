import Printing
import StrictJSON
import YAMLText

extension IssueList {
  /// `{"ok":false,"issues":[{"line","column","message","suggestion"}]}`.
  func printAsJSON() throws {
    try printJSON { json in
      json.beginObject()
      json.member("ok", false)
      json.array("issues", issues) { json, issue in
        json.beginObject()
        json.member("line", issue.line)
        json.member("column", issue.column)
        json.member("message", issue.message)
        json.member("suggestion", optional: issue.suggestion)
        json.endObject()
      }
      json.endObject()
    }
  }
}
