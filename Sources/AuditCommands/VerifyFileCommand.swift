package import ArgumentParser
import Audit
import Printing

/// What an outsider verifies without a ledger; the ledger's own program has it in its `verify`.
package struct VerifyFileCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Verify a ledger's records, or a bundle, an export or a proof, with nothing but a key.",
    discussion: """
      The key must come from somebody you trust, by another way than the files.

        kontor-replay verify /mnt/nordwerk --key nordwerk.vkey
        kontor-replay verify march.bundle --key nordwerk.vkey
        kontor-replay verify export/ --key "nordwerk/kontor/5f1c09ab+851f97e3+Addam…"
        kontor-replay verify event.tlog-proof --record event.bin --key nordwerk.vkey
        kontor-replay verify since.proof --old old.checkpoint --key nordwerk.vkey

      Exit code: 0 verified; 1 something in it is wrong; 2 it cannot be decided, because \
      something is missing; that is no yes.

      JSON: {"outcome":"verified","origin","size","root","what",
        "witnesses":[{"name","time"}]}, or {"outcome","reason"} with failed or
        undecided

      Of a ledger's directory every record is read, the tree above them and its root are computed \
      again and compared with the checkpoints that are kept; with --key the newest of these must be \
      signed by it. Compare size and root with those that you noted yourself.

      JSON of a directory: {"ok":true,"size","root","checkpoint":{"origin","size"}},
        the checkpoint null without --key, or {"ok":false,"position","reason"}

      A bundle of evidence (`kontor audit bundle`) is told by its first bytes: every record, every \
      stream and the amounts are checked, and the streams that are only named are listed; --wide \
      names all of them.

      JSON of a bundle: {"outcome","checks":[{"check",
        "result":"holds"|"fails"|"undecided","detail"}],"statement":{"id","payee",
        "period","basis","earned","payout"},"checkpoint":{"origin","size","root"},
        "streams":{"size","count","included":[…],
        "leftOut":[{"subject","revision"}],"unnamed"}}; what cannot be told is null
      """)

  @Argument(
    help: """
      A ledger's directory, a bundle, an export's directory or a proof's file; without it what \
      --ledger names.
      """)
  var path: String?

  @OptionGroup var source: SourceOptions

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

  package init() {}

  package func run() throws {
    let path = try path ?? source.place()
    guard !RecordSource.isForbidden(path) else { throw RecordSourceError.forbidden(path: path) }
    if LedgerFilesReport.isLedger(path) {
      return try LedgerFilesReport(of: path, keys: key).show(output)
    }
    if BundleReport.isBundle(path) { return try BundleReport.show(path, keys: key, output) }
    try OutsideReport(of: path, keys: key, record: record, old: old).show(output)
  }
}
