import Foundation
package import Journal
import LedgerEvents
import ReadLog
import Vault

/// Sizes and counts of a ledger, for `kontor stat`.
package struct LedgerStatistics: Sendable {
  package let terms: Ledger.Terms
  package let head: Head
  package let journalBytes: Int
  package let indexBytes: Int
  /// How many records there are of each type, by the type's name outside.
  package let countsByType: [(type: String, count: Int)]
  /// The sum of the records' bytes.
  package let recordBytes: Int
}

extension Ledger {
  /// Copies the ledger's truth into the new directory `target` and verifies the copy; with it goes the
  /// log of readings.
  ///
  /// The vault goes with it only when asked for, and its master key never: a backup lives longer
  /// than a person's wish to be forgotten, and a copy without the key is nothing.
  package func backup(
    to target: String, withVault: Bool = false, progress: (UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> Backup {
    let backup = try LedgerError.journal { () throws(JournalError) in
      try journal.beginBackup(to: target, progress: progress)
    }
    do {
      try ReadLog(ledger: path).copy(to: backup.path + "/reads")
    } catch {
      throw .reading(error)
    }
    if withVault {
      let vault = vault
      let copy = backup.path + "/vault"
      try LedgerError.vault { () throws(VaultError) in _ = try vault.copy(to: copy) }
    }
    do throws(JournalError) {
      return try backup.finish()
    } catch {
      throw .journal(error)
    }
  }

  /// Makes a ledger in the new directory `target` from a backup, verified record by record.
  ///
  /// A vault in it is taken along; opening the ledger carries out on it whatever was erased since.
  package static func restore(
    from source: String, to target: String, progress: (UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> Backup {
    try LedgerError.journal { () throws(JournalError) in
      try Journal.restore(
        from: source, to: target, with: ["vault", "reads"], progress: progress)
    }
  }

  /// Counts what there is; reads every header.
  package func statistics() throws(LedgerError) -> LedgerStatistics {
    var counts: [UInt32: Int] = [:]
    var bytes = 0
    let head = try LedgerError.journal { () throws(JournalError) in
      let head = try journal.head()
      try journal.scan(to: head.size) { header, record throws(JournalError) in
        counts[header.type, default: 0] += 1
        bytes += record.count
      }
      return head
    }
    let named = counts.map { number, count in
      (
        type: EventCatalogue.shared[number: number]?.outsideName
          ?? (number == EventType.customNumber ? "custom" : "type \(number)"),
        count: count
      )
    }
    return LedgerStatistics(
      terms: terms, head: head, journalBytes: journal.usedBytes, indexBytes: journal.indexBytes,
      countsByType: named.sorted { ($0.count, $1.type) > ($1.count, $0.type) },
      recordBytes: bytes)
  }
}
