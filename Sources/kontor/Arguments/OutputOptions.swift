import ArgumentParser
import Ledger
import StrictJSON

/// How a command prints its answer.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON value instead of text.")
  var json = false

  @Flag(help: "Show texts whole, however wide the table becomes.")
  var wide = false

  /// Prints a table in the width there is, and says when texts were cut.
  func show(_ table: Table) throws {
    let width = wide ? nil : Terminal.columns
    let (lines, wasCut) = table.lines(width: width, style: .output)
    for line in lines { try StandardStream.output.line(line) }
    if wasCut {
      try StandardStream.error.line(
        Style.faint.applied(to: "Some texts are cut (…); --wide shows them whole.", on: .error))
    }
  }

  /// Says why the ledger refused, and ends the command with a no.
  func reject(_ refusal: Refusal) throws -> Never {
    if json {
      try printJSON { json in
        json.beginObject()
        json.member("outcome", "rejected")
        json.member("code", refusal.code)
        json.member("member", optional: refusal.member)
        json.member("reason", refusal.reason)
        json.endObject()
      }
    } else {
      let word = Style.bad.applied(to: "Rejected:", on: .error)
      try StandardStream.error.line("\(word) \("\(refusal)".printable())")
    }
    throw Answer.no
  }
}
