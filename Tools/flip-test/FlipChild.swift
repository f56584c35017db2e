import Audit
import Foundation
import Journal
import Ledger
import Projections

/// Flips bytes of one file, each in a fresh copy of the ledger, until this process is ended.
///
/// Prints `<offset> v` before it verifies, `<offset> s` or `<offset> n` for what the verification found
/// before it answers, and `<offset> =<outcome>` at last.
struct FlipChild {
  let pristine: String
  let work: String
  let file: String
  let from: Int
  let every: Int

  func run() throws {
    try renew()
    let expected = try LedgerAnswers.text(work)
    guard verify() else { throw CocoaError(.fileReadCorruptFile) }
    try renew()
    let whole = try Data(contentsOf: URL(fileURLWithPath: pristine + "/" + file))
    for offset in stride(from: from, to: whole.count, by: every) {
      try renew()
      var bytes = whole
      bytes[offset] ^= 1 << UInt8(offset % 8)
      try bytes.write(to: URL(fileURLWithPath: work + "/" + file))
      say(offset, "v")
      let isSound = verify()
      say(offset, isSound ? "s" : "n")
      say(offset, "=" + outcome(isSound, expected).rawValue)
    }
  }

  private func verify() -> Bool { recordsAreSound() && sidesAreSound() }

  /// What `kontor verify` finds.
  private func recordsAreSound() -> Bool {
    guard let verdict = try? LedgerVerification(of: work).run(), case .sound = verdict,
      Journal.verifyIndex(at: work).isUsable, let journal = try? ReadOnlyJournal(opening: work)
    else { return false }
    var isSound = true
    Views(History(journal), in: work).verdicts { projection in
      if case .wrong = projection.outcome { isSound = false }
    }
    return isSound
  }

  /// What `kontor reads` and `kontor privacy report` find.
  private func sidesAreSound() -> Bool {
    guard let ledger = try? Ledger(opening: work) else { return false }
    defer { ledger.close() }
    guard (try? ledger.readings()) != nil, let report = try? ledger.privacyReport() else {
      return false
    }
    return report.isWhole
  }

  private func outcome(_ isSound: Bool, _ expected: String) -> FlipOutcome {
    guard let found = try? LedgerAnswers.text(work) else {
      return isSound ? .missedError : .foundError
    }
    if found == expected { return isSound ? .unchanged : .foundSame }
    return isSound ? .missedOther : .foundOther
  }

  private func renew() throws {
    try? FileManager.default.removeItem(atPath: work)
    try FileManager.default.copyItem(atPath: pristine, toPath: work)
  }

  private func say(_ offset: Int, _ what: String) {
    FileHandle.standardOutput.write(Data("\(offset) \(what)\n".utf8))
  }
}
