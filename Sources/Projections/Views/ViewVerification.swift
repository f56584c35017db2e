import Journal
import LMDB

/// What became of a view's rows when they were derived again from the journal.
package struct ViewVerification: Sendable {
  package struct Difference: Equatable, Sendable {
    package let key: String
    /// The columns that differ, as stored and as the journal says; one of them empty where a row is
    /// missing or too much.
    package let fields: [FieldChange]
  }

  package let name: String
  package let generation: UInt32
  /// The rows speak for this size.
  package let size: UInt64
  package var rows = 0
  package var differenceCount = 0
  /// The first of them.
  package var differences: [Difference] = []
  /// What is wrong with the cursor, if anything; then no row was compared.
  package var fault: ViewRebuild?
  package var quarantined: [QuarantinedAccount] = []

  package var isSound: Bool { fault == nil && differenceCount == 0 }
}

extension Views {
  /// Derives every row again, at the cursor of the generation, and keeps the first differences.
  ///
  /// Takes the running generation where none is named.
  package func verify(
    _ name: String, generation: UInt32? = nil, limit: Int = 10,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(ProjectionError) -> ViewVerification {
    let view = try definition(name)
    let number: UInt32
    if let generation { number = generation } else { number = try runningGeneration(name) }
    let store = try store(name, number)
    guard try store.rebuildState() == nil else {
      throw .notReady(name: name, generation: number)
    }
    if let found = try store.rules(), found != view.rules {
      throw .otherRules(name: name, generation: number, found: found, known: view.rules)
    }
    let (cursor, stored, quarantined) = try store.read { transaction, cursor throws(LMDBError) in
      (
        cursor, try RowDigests(transaction, store.rows), try store.quarantined(transaction)
      )
    }
    var result = ViewVerification(name: name, generation: number, size: cursor.size)
    result.quarantined = quarantined
    if let kept = try store.cursor() {
      result.fault = try inJournal { () throws(JournalError) in
        try store.fault(of: kept, view.format, self.history.records)
      }
    }
    guard result.fault == nil else { return result }
    let standpoint = Standpoint(size: cursor.size, root: cursor.root, asOf: nil)
    var check = RowCheck(view, store, limit: limit, stored: stored, quarantined)
    switch view {
    case let view as any AccountView:
      let accounts = try AccountRoster(history.records, to: cursor.size).ordered
      for (index, account) in accounts.enumerated() {
        let folded = try view.settled(account, history, standpoint)
        try check.compare(account, folded.row, folded.quarantine)
        progress(index + 1, accounts.count)
      }
    case let view as any LedgerView:
      let quarantined = try view.making(history, standpoint).each {
        key, row throws(ProjectionError) in
        try check.compare(key, row)
      }
      for (account, quarantine) in quarantined.sorted(by: { $0.key < $1.key }) {
        try check.compare(quarantine, of: account)
      }
    default: break
    }
    try check.finish()
    result.rows = check.rows
    result.differenceCount = check.count
    result.differences = check.differences
    return result
  }
}
