import ArgumentParser
import Journal
import Ledger
import Printing
import StrictJSON
import TransparencyLog

struct AnchorRequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Write a request to a time stamp authority (RFC 3161).",
    discussion: """
        kontor anchor request --out nordwerk.tsq
        curl --data-binary @nordwerk.tsq \\
          -H 'Content-Type: application/timestamp-query' \\
          https://freetsa.org/tsr > nordwerk.tsr
        kontor anchor import nordwerk.tsr

      The request is over the bytes of the newest checkpoint's file, or of the one of --at. It is \
      what `openssl ts -query -data CHECKPOINT -sha256 -cert -no_nonce` makes. For a witness, \
      send the output of `kontor prove consistency` instead.

      JSON: {"origin","size","root","file","request"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The size of the checkpoint.", valueName: "size"),
    transform: WholeNumber.position)
  var at: UInt64?

  @Option(help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
  var out: String

  @Flag(help: "Print one JSON value instead of text.")
  var json = false

  func run() throws {
    let entry = try ledger.open { try $0.storedCheckpoint(at: at) }
    let imprint = entry.signed.bytes.withUnsafeBytes { Hash.of($0) }
    try OutputFile.write(Timestamp.request(for: imprint), to: out)
    guard json else {
      return try StandardStream.output.line(
        "Wrote \(out) for the checkpoint of size \(entry.checkpoint.size).")
    }
    try printJSON { json in
      json.beginObject()
      json.members(of: entry)
      json.member("request", out)
      json.endObject()
    }
  }
}
