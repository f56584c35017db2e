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
        kontor backup /mnt/backup/nordwerk-2026-03-01 --with-vault

      Names and notes about people lie in the vault, which is left out: a backup outlives the \
      day on which a person has them erased. --with-vault takes it along, sealed; its master key \
      (keys/vault-master) never goes with it and is to be kept elsewhere. The next erasure \
      replaces that key, and no older copy can be opened any more: back up anew then.

      JSON: {"path","size","root"}
      """)

  @OptionGroup var ledger: LedgerOptions

  @Argument(help: "The new directory.", completion: .directory)
  var target: String

  @Flag(help: "Take the vault along, sealed and without its master key.")
  var withVault = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let backup = try ledger.open { ledger in
      let progress = ProgressLine("Verifying the copy", of: Int(try ledger.journal.head().size))
      defer { progress.end() }
      return try ledger.backup(to: target, withVault: withVault) { progress.show(Int($0)) }
    }
    try BackupReport(path: target, size: backup.size, root: "\(backup.root)").show("Saved", output)
  }
}
