import ArgumentParser
import Journal
import Ledger
import Printing

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the ledger into a new directory and verify the copy (Sicherung).",
    discussion: """
      Others may go on reading and writing meanwhile. The copy is read back and verified \
      record by record before it gets its name, so what has the name is whole.

        kontor backup /mnt/backup/nordwerk-2026-03-01

      JSON: {"path","size","root"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The new directory.", completion: .directory)
  var target: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let backup = try ledger.open { ledger in
      let progress = ProgressLine("Verifying the copy", of: Int(try ledger.journal.head().size))
      defer { progress.end() }
      return try ledger.backup(to: target) { progress.show(Int($0)) }
    }
    try BackupReport(path: target, size: backup.size, root: "\(backup.root)").show("Saved", output)
  }
}
