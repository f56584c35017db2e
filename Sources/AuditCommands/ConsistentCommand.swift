import ArgumentParser
import Audit
import Foundation
import Money
import Printing
import Projections
import StrictJSON
import TransparencyLog

struct ConsistentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consistent",
    abstract: "Say whether the history still begins as it did when you noted its head.",
    discussion: """
      Question 11 of an audit: was anything removed, inserted or reordered since? The root at the \
      noted size is computed again from the records. Name a checkpoint file, or size and root. The \
      signature of a checkpoint is not looked at here.

        \(AuditProgram.words) consistent visit-2025.checkpoint
        \(AuditProgram.words) consistent --size 1200 --root AdHj6H…=

      Exit code: 0 consistent; 1 it is not.

      JSON: {"consistent":true,"heads":[{"name","size","root",
        "verdict":"consistent"|"differs"|"ahead","found"}],"speaksFor"}
      """)

  @OptionGroup var source: SourceOptions

  @Argument(help: "A file with a checkpoint.", completion: .file())
  var checkpoint: String?

  @Option(help: "The size that was noted.")
  var size: UInt64?

  @Option(help: "The root that was noted, in base64 as answers name it.")
  var root: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (checkpoint == nil) == (size != nil), (size == nil) == (root == nil) else {
      throw ValidationError("Name a checkpoint file, or --size and --root.")
    }
  }

  func run() throws {
    try HeadsReport.run([try noted()], source, output)
  }

  private func noted() throws -> (name: String, head: CheckpointText) {
    if let checkpoint { return (checkpoint, try HeadsReport.read(checkpoint)) }
    guard let size, let root, let hash = Hash(base64: root) else {
      throw Failure(.usage, "--root: write the 44 characters of base64 that an answer names")
    }
    return ("noted", CheckpointText(origin: "noted", size: size, root: hash))
  }
}

struct ReconcileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Say whether everybody saw the same history, by the heads they noted.",
    discussion: """
      Question 13 of an audit. Collect checkpoints from payees, auditors and witnesses; each must \
      be the beginning of this history. Two that cannot both be are a proof that somebody was \
      shown another one. Signatures are not looked at here.

        \(AuditProgram.words) reconcile collected/*.checkpoint

      Exit code: 0 all are consistent; 1 one is not.

      JSON: as `\(AuditProgram.words) consistent --json`
      """)

  @OptionGroup var source: SourceOptions

  @Argument(help: "Files with checkpoints.", completion: .file())
  var checkpoints: [String]

  @OptionGroup var output: OutputOptions

  func run() throws {
    try HeadsReport.run(
      try checkpoints.map { ($0, try HeadsReport.read($0)) }, source, output)
  }
}

/// What became of heads that somebody noted.
enum HeadsReport {
  static func read(_ path: String) throws -> CheckpointText {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Failure(.inputOutput, "\(path): cannot be read; check the path")
    }
    guard let head = CheckpointText(String(decoding: bytes, as: UTF8.self)) else {
      throw Failure(
        .badInput,
        "\(path): is no checkpoint; its first three lines are an origin, a size and a root in base64"
      )
    }
    return head
  }

  static func run(
    _ noted: [(name: String, head: CheckpointText)], _ source: SourceOptions,
    _ output: OutputOptions
  ) throws {
    let check = try HistoryCheck(try source.history(), noted)
    if output.json {
      try printJSON { json in
        json.beginObject()
        json.member("consistent", check.isConsistent)
        json.array("heads", check.findings) { $0.value($1) }
        json.speaksFor(check.speaksFor)
        json.endObject()
      }
    } else {
      for finding in check.findings { try show(finding, output) }
      try output.showHead(check.speaksFor)
    }
    if !check.isConsistent { throw Answer.no }
  }

  private static func show(_ finding: HistoryCheck.Finding, _ output: OutputOptions) throws {
    let name = "\(finding.name), size \(finding.noted.size)"
    switch finding.verdict {
    case .consistent: try output.line("Consistent: \(name)", .good)
    case .differs(let root):
      try output.line("Not consistent: \(name)", .bad)
      try output.line("  noted  root \(finding.noted.root)")
      try output.line("  found  root \(root); an event below that size is another one now")
    case .ahead:
      try output.line("Not consistent: \(name)", .bad)
      try output.line(
        "  the history ends before that size; its end is lost, or it is an older copy")
    }
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ finding: HistoryCheck.Finding) {
    beginObject()
    member("name", finding.name)
    member("size", finding.noted.size)
    member("root", "\(finding.noted.root)")
    switch finding.verdict {
    case .consistent:
      member("verdict", "consistent")
      member("found", optional: String?.none)
    case .differs(let root):
      member("verdict", "differs")
      member("found", "\(root)")
    case .ahead:
      member("verdict", "ahead")
      member("found", optional: String?.none)
    }
    endObject()
  }
}
