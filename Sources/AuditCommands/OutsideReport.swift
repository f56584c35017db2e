package import Audit
import Foundation
import Money
package import Printing
import StrictJSON
import TransparencyLog

/// What the verification of an export, a proof or a checkpoint found.
package struct OutsideReport {
  package let verdict: OutsideVerdict

  package init(_ verdict: OutsideVerdict) { self.verdict = verdict }

  /// Verifies what lies at `path`: an export's directory, a proof, a checkpoint.
  package init(
    of path: String, keys: [String], record: String? = nil, old: String? = nil
  ) throws {
    let keys = try KeyInput.keys(keys)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    else {
      // A bundle of evidence is told by its first bytes and is verified here too.
      self.init(ProofVerification(of: path, keys: keys, record: record, old: old).run())
      return
    }
    let progress = ProgressLine("Verifying")
    defer { progress.end() }
    self.init(ExportVerification(of: path, keys: keys).run { progress.show(Int($0)) })
  }

  package func show(_ output: OutputOptions) throws {
    switch verdict {
    case .verified(let checkpoint, let what, let witnesses):
      try output.json
        ? printVerified(checkpoint, what, witnesses) : showVerified(checkpoint, what, witnesses)
    case .failed(let reason):
      try show("failed", "Not verified:", reason, output)
      throw Answer.no
    case .undecided(let reason):
      try show("undecided", "Undecided:", reason, output)
      throw Answer.undecided
    }
  }

  private func showVerified(
    _ checkpoint: Checkpoint, _ what: String, _ witnesses: [Cosignature]
  ) throws {
    let word = Style.good.applied(to: "Verified:", on: .output)
    try StandardStream.output.line(
      """
      \(word) \(what), \(checkpoint.origin.printable()) at size \(checkpoint.size), \
      root \(checkpoint.root)
      """)
    for witness in witnesses {
      try StandardStream.output.line("Seen by \(witness.witness) at \(Self.time(witness))")
    }
  }

  private func printVerified(
    _ checkpoint: Checkpoint, _ what: String, _ witnesses: [Cosignature]
  ) throws {
    try printJSON { json in
      json.beginObject()
      json.member("outcome", "verified")
      json.member("origin", checkpoint.origin)
      json.member("size", checkpoint.size)
      json.member("root", "\(checkpoint.root)")
      json.member("what", what)
      json.array("witnesses", witnesses) { json, witness in
        json.beginObject()
        json.member("name", witness.witness.text)
        json.member("time", Self.time(witness))
        json.endObject()
      }
      json.endObject()
    }
  }

  private func show(
    _ outcome: String, _ word: String, _ reason: String, _ output: OutputOptions
  ) throws {
    guard output.json else {
      let word = Style.bad.applied(to: word, on: .output)
      return try StandardStream.output.line("\(word) \(reason.printable())")
    }
    try printJSON { json in
      json.beginObject()
      json.member("outcome", outcome)
      json.member("reason", reason)
      json.endObject()
    }
  }

  private static func time(_ word: Cosignature) -> String {
    let seconds = Int64(clamping: word.time)
    let (microseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000)
    return isTooLarge ? "\(word.time) s since 1970" : "\(Instant(microseconds: microseconds))"
  }
}
