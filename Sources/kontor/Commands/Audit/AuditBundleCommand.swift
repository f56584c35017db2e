import ArgumentParser
import Audit
import Journal
import Ledger
import Printing
import StrictJSON
import TransparencyLog

struct AuditBundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Write what a statement rests on into one file that proves it (Beleg).",
    discussion: """
        kontor audit bundle --statement st-e-7-2026-03 --out march.bundle
        kontor-replay verify march.bundle --key nordwerk.vkey

      The file holds every record of every stream that the statement rests on, the proofs, the \
      plans and the statement's text, under the newest signed checkpoint that is kept with the \
      ledger; sign one first with `kontor checkpoint`. Whoever has it and the public key needs \
      neither the ledger nor you. The statement is computed from the file before it is written. \
      The form is described in Schemas/storage/bundle.md.

      The file shows everything in these streams, the payee's earlier statements among it. \
      Who takes a bundle out is noted (`kontor reads`). --stream puts in an account on which the \
      statement does not rest, for a reader who suspects that it does; --every-stream leaves \
      nothing out.

      JSON: {"statement","file","bytes","sha256","records","streams","leftOut",
        "checkpoint":{"origin","size","root"}}
      """)

  @OptionGroup var ledger: LedgerOptions
  @OptionGroup var reader: ReaderOptions

  @Option(help: ArgumentHelp("The statement.", valueName: "id"))
  var statement: String

  @Option(
    help: ArgumentHelp("The file to write; without it ID.bundle.", valueName: "file"),
    completion: .file())
  var out: String?

  @Option(
    help: ArgumentHelp(
      "A signed checkpoint of this ledger, instead of the newest that is kept.", valueName: "file"),
    completion: .file())
  var checkpoint: String?

  @Option(
    help: ArgumentHelp(
      "A stream to put in besides, such as account/nordwerk. May be given again.",
      valueName: "subject"))
  var stream: [String] = []

  @Flag(help: "Put in every stream there is.")
  var everyStream = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let bundle = try ledger.open { ledger in
      let signed = try signed(ledger.path)
      let bundle = try BundleMaking(ledger.journal, signed).bundle(
        of: statement, also: Set(stream), everyStream: everyStream)
      try reader.note(
        ledger, "audit bundle", about: bundle.subjects.sorted(), signed.checkpoint.size)
      return bundle
    }
    let bytes = bundle.file.bytes
    let path = out ?? "\(statement).bundle"
    try OutputFile.write(bytes, to: path)
    try show(bundle, bytes, path)
  }

  private func signed(_ ledger: String) throws -> SignedCheckpoint {
    if let checkpoint { return try CheckpointInput.read(checkpoint) }
    guard let newest = try AnchorDirectory(ledger + "/anchors/checkpoints").newest() else {
      throw Failure(.no, "no checkpoint is kept with this ledger; `kontor checkpoint` signs one")
    }
    return newest.signed
  }

  private func show(_ bundle: EvidenceBundle, _ bytes: [UInt8], _ path: String) throws {
    let included = bundle.subjects.intersection(bundle.heads.map(\.head.name)).count
    let leftOut = bundle.heads.count - included
    let head = bundle.checkpoint.checkpoint
    guard output.json else {
      try StandardStream.output.line(
        """
        Wrote \(path.printable()): \(bundle.records.count.counted("record")) of \(included.counted("stream")), \
        \(bytes.count.counted("byte"))
        """)
      if leftOut > 0 {
        try StandardStream.output.line(
          "  \(leftOut.counted("other stream")) named by the last event only")
      }
      return try StandardStream.output.line(
        Style.faint.applied(
          to: "Under the checkpoint of \(head.origin) at size \(head.size), root \(head.root).",
          on: .output))
    }
    try printJSON { json in
      json.beginObject()
      json.member("statement", statement)
      json.member("file", path)
      json.member("bytes", bytes.count)
      json.member("sha256", bytes.withUnsafeBytes { Hash.of($0).hexadecimal })
      json.member("records", bundle.records.count)
      json.member("streams", included)
      json.member("leftOut", leftOut)
      json.name("checkpoint")
      json.value(head)
      json.endObject()
    }
  }
}

extension JSONWriter {
  mutating func value(_ head: Checkpoint) {
    beginObject()
    member("origin", head.origin)
    member("size", head.size)
    member("root", "\(head.root)")
    endObject()
  }
}
