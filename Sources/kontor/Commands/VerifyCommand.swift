import ArgumentParser
import AuditCommands
import Journal
import Printing
import Projections
import StrictJSON
import TransparencyLog

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Recompute the whole journal, or a proof, and say whether it is sound (Unversehrtheit).",
    discussion: """
      Reads every record and recomputes its check sum, its place, its stream's revisions, the \
      Merkle tree above all records and its root; then compares the history with the head that \
      is noted beside the journal and with every signed checkpoint that is kept, which shows a \
      journal that lost its end or was replaced by an older copy. Then it checks every page and \
      block of the index, and last it derives the rows of every stored projection again. It \
      changes nothing.

        kontor verify
        kontor verify --json | jq -r .root

      With a directory or file it verifies that instead and needs no ledger: what `kontor export \
      --tiles`, `kontor prove`, `kontor checkpoint` or `kontor audit bundle` wrote. The key must \
      come from somebody you trust, by another way than the files.

        kontor verify export/ --key "nordwerk/kontor/5f1c09ab+851f97e3+Addam…"
        kontor verify event.tlog-proof --record event.bin --key nordwerk.vkey
        kontor verify since.proof --old last-year.checkpoint --key nordwerk.vkey

      Exit code 1: the journal is not sound, and nothing after the named position can be relied \
      on (restore a backup with `kontor restore`); or the index was changed on disk (the next \
      command makes it anew); or rows of a projection are not what the \
      records say (make them anew with `kontor projections rebuild`); or the export or proof is \
      wrong. Exit code 2: the export or proof cannot be decided, because something is missing; that is no yes.

      JSON: {"ok","size","root",
        "index":{"outcome":"sound"|"absent"|"damaged","entries","reason"},
        "projections":[{"name","generation",
        "outcome":"sound"|"wrong"|"unverified","rows","reason"}]}, or
        {"ok":false,"position","reason"}; with a directory or file
        {"outcome":"verified","origin","size","root","what",
        "witnesses":[{"name","time"}]}, or {"outcome","reason"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(
    help: "Another ledger's directory, an export's, or a proof's file, instead of the ledger.")
  var path: String?

  @Option(
    help: ArgumentHelp(
      "A public key of the log, or of a witness; or a file of keys. May be given again.",
      valueName: "vkey"))
  var key: [String] = []

  @Option(
    help: ArgumentHelp("The bytes that an inclusion proof is about.", valueName: "file"),
    completion: .file())
  var record: String?

  @Option(
    help: ArgumentHelp("The checkpoint that a consistency proof begins at.", valueName: "file"),
    completion: .file())
  var old: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard path != nil || (key.isEmpty && record == nil && old == nil) else {
      throw ValidationError("--key, --record and --old are for a directory or file; name it.")
    }
  }

  func run() throws {
    if let path, !LedgerFilesReport.isLedger(path) {
      if BundleReport.isBundle(path) { return try BundleReport.show(path, keys: key, output) }
      return try OutsideReport(of: path, keys: key, record: record, old: old).show(output)
    }
    guard path == nil || (key.isEmpty && record == nil && old == nil) else {
      throw Failure(
        .usage,
        "--key, --record and --old are for an export, a bundle or a proof, and this is a ledger")
    }
    let found = try VerificationReport.fromChild(
      at: try path ?? ledger.path(), anchors: ledger.anchorsPath)
    switch found.verdict {
    case .sound(let size, let root): try showSound(size, root, found.index, found.projections)
    case .damaged(let position, let reason): try showDamaged(position, reason)
    }
  }

  private func showSound(
    _ size: UInt64, _ root: Hash, _ index: IndexVerdict, _ projections: [ProjectionVerdict]
  ) throws {
    let report = ProjectionVerdicts(projections)
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.member("ok", report.wrong.isEmpty && index.isUsable)
        json.member("size", size)
        json.member("root", "\(root)")
        index.write(to: &json)
        report.write(to: &json)
        json.endObject()
      }
    } else {
      let word = Style.good.applied(to: "Sound:", on: .output)
      try StandardStream.output.line("\(word) \(size.counted("event")), root \(root)")
      try index.show()
      try report.show()
    }
    if !report.wrong.isEmpty || !index.isUsable { throw Answer.no }
  }

  private func showDamaged(_ position: UInt64, _ reason: String) throws {
    try LedgerFilesReport.showDamaged(position, reason, output)
    if !output.json {
      try StandardStream.error.line(
        "Keep the files as they are for an examination, and restore a backup elsewhere.")
    }
    throw Answer.no
  }
}
