import ArgumentParser
import Journal
import Printing
import StrictJSON
import TransparencyLog

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute the whole journal and say whether it is sound.",
    discussion: """
      Reads every record and recomputes its check sum, its place, its stream's revisions, the \
      Merkle tree above all records and its root; then compares the history with the head that \
      is noted beside the journal, which shows a journal that was replaced by an older copy. \
      It reads only.

        kontor verify
        kontor verify --json | jq -r .root

      Exit code 1: the journal is not sound; nothing after the named position can be relied \
      on. Restore a backup (`kontor restore`).

      JSON: {"ok":true,"size","root"} or {"ok":false,"position","reason"}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    switch try VerificationReport.fromChild(at: try ledger.path()) {
    case .sound(let size, let root): try showSound(size, root)
    case .damaged(let position, let reason): try showDamaged(position, reason)
    }
  }

  private func showSound(_ size: UInt64, _ root: Hash) throws {
    if output.json {
      return try printJSON { json in
        json.beginObject()
        json.member("ok", true)
        json.member("size", size)
        json.member("root", "\(root)")
        json.endObject()
      }
    }
    let word = Style.good.applied(to: "Sound:", on: .output)
    try StandardStream.output.line("\(word) \(size.counted("event")), root \(root)")
  }

  private func showDamaged(_ position: UInt64, _ reason: String) throws {
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.member("ok", false)
        json.member("position", position)
        json.member("reason", reason)
        json.endObject()
      }
    } else {
      let word = Style.bad.applied(to: "Not sound", on: .output)
      try StandardStream.output.line("\(word) at position \(position): \(reason.printable())")
      try StandardStream.error.line(
        "Keep the files as they are for an examination, and restore a backup elsewhere.")
    }
    throw Answer.no
  }
}
