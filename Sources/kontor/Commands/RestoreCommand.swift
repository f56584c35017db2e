import ArgumentParser
import Foundation
import Journal
import Printing
import TransparencyLog

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make a ledger from a backup and verify it (Wiederherstellung).",
    discussion: """
      The ledger's directory must not exist yet. It gets its name only after every record was \
      verified against the size and root that the backup was finished with.

        kontor restore /mnt/backup/nordwerk-2026-03-01 --ledger nordwerk

      Exit code 1: the backup does not hold what it should; nothing was restored.

      JSON: {"path","size","root"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The backup's directory.", completion: .directory)
  var backup: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let target = try ledger.path()
    guard !FileManager.default.fileExists(atPath: target + "/journal") else {
      throw Failure(
        .badInput,
        "there is a ledger at \(target) already; name a directory that is new with --ledger DIR")
    }
    let progress = ProgressLine("Verifying")
    defer { progress.end() }
    var report: BackupReport?
    let end = try ChildProcess.run(["restore-here", "--", backup, target]) { line in
      switch VerificationReport(line) {
      case .reached(let size): progress.show(Int(size))
      case .verdict(.sound(let size, let root)):
        report = BackupReport(path: target, size: size, root: "\(root)")
      case .failure(let failure): throw failure
      case .verdict(.damaged(_, _)), .index, .begun, .projection, nil: break
      }
    }
    if case .signalled(let signal) = end {
      throw Failure(
        .no,
        """
        \(backup) is not a whole backup: its pages are damaged, reading them ended with \
        \(ChildProcess.name(ofSignal: signal)); use another backup and delete \(target).new
        """)
    }
    guard let report else {
      throw Failure(.internalFault, "the restoring process ended without an answer")
    }
    progress.end()
    try report.show("Restored", output)
  }
}
