import ArgumentParser
import AuditCommands
import Foundation
import Journal
import Ledger
import Printing
import StrictJSON
import TransparencyLog

struct AnchorImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Keep a witness's cosignature or a time stamp with its checkpoint.",
    discussion: """
        kontor anchor import nordwerk.tsr
        kontor anchor import reply.txt --key "witness.example/w1+5c5ec3d8+BNYV…"

      A time stamp (a response of RFC 3161 in DER) must be over the bytes of a checkpoint that \
      is kept. A witness's reply is one signature line or several, or a whole cosigned \
      checkpoint; the line of --key is verified and kept.

      Exit code 1: it is about no checkpoint of this ledger, or the signature is wrong.

      JSON: {"origin","size","root","file","kind","by","time"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The file to import; - is standard input.", completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The public key of the witness.", valueName: "vkey"))
  var key: String?

  @Flag(help: "Print one JSON value instead of text.")
  var json = false

  func run() throws {
    let bytes = try InputFile.bytes(of: file)
    // A response in DER is a sequence.
    if bytes.first == 0x30, key == nil {
      let (entry, stamp) = try ledger.open { try $0.add(timestamp: bytes) }
      return try show(CheckpointReport(entry), .timestamp(stamp, file: file))
    }
    guard let key else {
      throw Failure(
        .usage, "\(file) is no time stamp in DER; for a witness's reply give its key with --key")
    }
    let witness = try KeyInput.witness(key)
    let signature = try line(of: witness, in: bytes)
    let (entry, word) = try ledger.open { try $0.add(signature, of: witness) }
    try show(CheckpointReport(entry), .cosignature(word, witness))
  }

  private func line(of witness: VerifierKey, in bytes: [UInt8]) throws -> NoteSignature {
    let text = String(decoding: bytes, as: UTF8.self)
    for line in text.split(separator: "\n") {
      if let signature = NoteSignature(line: String(line)), signature.isBy(witness) {
        return signature
      }
    }
    throw Failure(.badInput, "\(file) holds no signature line of \(witness.name)")
  }

  private func show(_ report: CheckpointReport, _ word: OutsideWord) throws {
    guard json else {
      return try StandardStream.output.line(
        """
        Kept the \(word.kind) of \(word.speakerText.printable()) from \(word.time) with the checkpoint \
        of size \(report.entry.checkpoint.size).
        """)
    }
    try printJSON { json in
      json.beginObject()
      json.members(of: report.entry)
      json.member("kind", word.kind)
      json.member("by", word.speaker)
      json.member("time", word.time)
      json.endObject()
    }
  }
}
