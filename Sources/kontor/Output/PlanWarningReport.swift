import Commission
import Printing
import StrictJSON

/// What German law voids or asks for in a plan, as compilers say it: file:line:column.
enum PlanWarningReport {
  /// Says it on standard error; a plan with warnings can be used.
  static func show(_ warnings: [PlanWarning], of file: String) throws {
    for warning in warnings {
      let word = Style.warning.applied(to: "warning:", on: .error)
      let place = "\(file):\(warning.line):\(warning.column):".printable()
      try StandardStream.error.line("\(place) \(word) \(warning.message) (\(warning.section))")
    }
  }
}

extension JSONWriter {
  /// `"warnings":[{"line","column","section","message"}]`.
  mutating func warnings(_ warnings: [PlanWarning]) {
    array("warnings", warnings) { json, warning in
      json.beginObject()
      json.member("line", warning.line)
      json.member("column", warning.column)
      json.member("section", warning.section)
      json.member("message", warning.message)
      json.endObject()
    }
  }
}
