import Ledger
import Printing
import StrictJSON

extension OutputOptions {
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
