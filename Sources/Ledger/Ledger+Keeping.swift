package import Journal
import LedgerEvents

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
  /// Copies the ledger's truth into the new directory `target` and verifies the copy.
  package func backup(
    to target: String, progress: (UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> Backup {
    try LedgerError.journal { () throws(JournalError) in
      try journal.backup(to: target, progress: progress)
    }
  }

  /// Makes a ledger in the new directory `target` from a backup, verified record by record.
  package static func restore(
    from source: String, to target: String, progress: (UInt64) -> Void = { _ in }
  ) throws(LedgerError) -> Backup {
    try LedgerError.journal { () throws(JournalError) in
      try Journal.restore(from: source, to: target, progress: progress)
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
