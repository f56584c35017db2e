import Audit
import Foundation
import Journal
package import Printing
import StrictJSON
import TransparencyLog

/// What the verification of a ledger's directory found, where nothing but its files is at hand.
package struct LedgerFilesReport {
  private let path: String
  private let keys: [VerifierKey]

  package init(of path: String, keys: [String]) throws {
    self.path = path
    self.keys = try KeyInput.keys(keys)
  }

  package static func isLedger(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: path + "/journal/data.mdb")
  }

  package func show(_ output: OutputOptions) throws {
    try Self.checkReading(path)
    DamageSignals.explain(path)
    let progress = ProgressLine("Verifying")
    let verdict = try LedgerVerification(of: path).run { progress.show(Int($0)) }
    progress.end()
    switch verdict {
    case .sound(let size, let root):
      let signed = keys.isEmpty ? nil : try checkpoint()
      try output.json ? printSound(size, root, signed) : showSound(size, root, signed)
    case .damaged(let position, let reason):
      try Self.showDamaged(position, reason, output)
      throw Answer.no
    }
  }

  /// Readers announce themselves in `lock.mdb`; where that is not possible, nothing is written in its
  /// place.
  private static func checkReading(_ path: String) throws(Failure) {
    let lock = path + "/journal/lock.mdb"
    guard access(lock, R_OK | W_OK) != 0, errno != EROFS else { return }
    throw Failure(
      .undecided,
      """
      \(lock) is not there or may not be written by this user, so that somebody could write while \
      the records are read; verify a copy of the directory that is yours, with that file in it
      """)
  }

  /// The newest checkpoint, which one of the keys must have signed.
  private func checkpoint() throws -> Checkpoint {
    let directory = AnchorDirectory(path + "/anchors/checkpoints")
    guard let newest = try directory.newest() else {
      throw Failure(
        .undecided, "\(path) holds no checkpoint that the key could have signed; ask for one")
    }
    switch ProofVerification(of: newest.file, keys: keys, record: nil, old: nil).run() {
    case .verified(let checkpoint, _, _): return checkpoint
    case .failed(let reason): throw Failure(.no, reason)
    case .undecided(let reason): throw Failure(.undecided, reason)
    }
  }

  private func showSound(_ size: UInt64, _ root: Hash, _ signed: Checkpoint?) throws {
    let word = Style.good.applied(to: "Sound:", on: .output)
    try StandardStream.output.line("\(word) \(size.counted("event")), root \(root)")
    if let signed {
      try StandardStream.output.line(
        "Signed up to size \(signed.size) by \(signed.origin.printable())")
    }
  }

  private func printSound(_ size: UInt64, _ root: Hash, _ signed: Checkpoint?) throws {
    try printJSON { json in
      json.beginObject()
      json.member("ok", true)
      json.member("size", size)
      json.member("root", "\(root)")
      json.name("checkpoint")
      if let signed {
        json.beginObject()
        json.member("origin", signed.origin)
        json.member("size", signed.size)
        json.endObject()
      } else {
        json.null()
      }
      json.endObject()
    }
  }

  /// Says where a journal is not sound.
  package static func showDamaged(
    _ position: UInt64, _ reason: String, _ output: OutputOptions
  ) throws {
    guard output.json else {
      return try output.paragraph("Not sound at position \(position): \(reason)", .bad)
    }
    try printJSON { json in
      json.beginObject()
      json.member("ok", false)
      json.member("position", position)
      json.member("reason", reason)
      json.endObject()
    }
  }
}
