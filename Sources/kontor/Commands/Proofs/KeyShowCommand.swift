import ArgumentParser
import Ledger
import Printing
import Projections
import StrictJSON
import TransparencyLog

struct KeyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the public key of the ledger's checkpoints.",
    discussion: """
        kontor key show
        kontor key show --all

      Give the key to whoever is to verify, by another way than the files. It is made by the \
      first `kontor checkpoint`.

      Exit code 1: no checkpoint was signed yet.

      JSON: {"keys":[{"key","origin","signs"}]}, the newest last.
      """)

  @OptionGroup var ledger: LedgerOptions

  @Flag(help: "Also the keys that were replaced, one a line, the newest last.")
  var all = false

  @Flag(help: "Print one JSON value instead of text.")
  var json = false

  func run() throws {
    let history = try ledger.open { try $0.signingHistory() }
    if json {
      try printJSON { json in
        json.beginObject()
        json.array("keys", history.keys) { json, key in
          json.beginObject()
          json.member("key", "\(key)")
          json.member("origin", key.name.text)
          json.member("signs", key == history.current)
          json.endObject()
        }
        json.endObject()
      }
    } else if all {
      for key in history.keys { try StandardStream.output.line("\(key)") }
    } else if let key = history.current {
      try StandardStream.output.line("\(key)")
    }
    guard history.current == nil else { return }
    try StandardStream.error.line(
      "No key signs for this ledger yet; `kontor checkpoint` makes the first.")
    throw Answer.no
  }
}
