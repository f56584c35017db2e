import Journal
import LMDB
import LedgerEvents
import Money
import TransparencyLog

extension ViewStore {
  /// Brings the rows to the head that the journal has now, or at least to `limit` records, and tells
  /// why they had to be made anew, if so.
  ///
  /// What others record meanwhile is not waited for: a question would never end while they do.
  func catchUp(
    _ view: any ViewDefinition, _ history: History, to limit: UInt64 = .max
  ) throws(ProjectionError) -> ViewRebuild? {
    if try rebuildState() != nil {
      throw .notReady(name: folder.name, generation: generation)
    }
    if let found = try rules(), found != view.rules, try cursor() != nil {
      throw .otherRules(
        name: folder.name, generation: generation, found: found, known: view.rules)
    }
    var rebuild: ViewRebuild?
    var goal: UInt64?
    while true {
      let head = try inJournal { () throws(JournalError) in try history.records.sizeAndRoot() }
      let end = goal ?? min(limit, head.size)
      goal = end
      if let cursor = try cursor(), cursor.format == view.format {
        if cursor == ViewCursor(size: head.size, root: head.root, format: view.format) {
          return rebuild
        }
        if cursor.size >= end, cursor.size <= head.size,
          try inJournal({ () throws(JournalError) in
            try history.records.root(at: cursor.size)
          }) == cursor.root
        {
          return rebuild
        }
      }
      if let reason = try advance(view, history, head) { rebuild = rebuild ?? reason }
    }
  }

  /// One batch: rows and cursor in one transaction.
  private func advance(
    _ view: any ViewDefinition, _ history: History, _ head: (size: UInt64, root: Hash)
  ) throws(ProjectionError) -> ViewRebuild? {
    try write { write in
      var start: UInt64 = 0
      var rebuild: ViewRebuild?
      if let cursor = try self.cursor(write) {
        rebuild = try self.fault(of: cursor, view.format, history.records)
        if rebuild == nil { start = cursor?.size ?? 0 }
      }
      if start == 0 {
        try write.empty(self.rows)
        try write.empty(self.quarantine)
        try self.put(rules: view.rules, &write)
      }
      let batch = (view as? any AccountView)?.batch ?? .max
      let (reach, isOver) = start.addingReportingOverflow(batch)
      // Another process may have read further than the head seen here.
      let end = max(start, min(head.size, isOver ? .max : reach))
      if start < end { try self.update(view, history, &write, start..<end) }
      let root = try history.records.root(at: end)
      try self.put(ViewCursor(size: end, root: root, format: view.format), &write)
      return rebuild
    }
  }

  /// What is wrong with a cursor; nil where it names a beginning of this journal.
  func fault(
    of cursor: ViewCursor?, _ format: UInt32, _ records: any Records
  ) throws(JournalError) -> ViewRebuild? {
    guard let cursor else { return .brokenCursor }
    guard cursor.format == format else {
      return .otherFormat(found: cursor.format, known: format)
    }
    let size = try records.size()
    guard cursor.size <= size else { return .ahead(cursor: cursor.size, size: size) }
    guard try records.root(at: cursor.size) == cursor.root else {
      return .otherHistory(size: cursor.size)
    }
    return nil
  }

  /// Takes up the records of a range, which follows what the rows hold already.
  func update(
    _ view: any ViewDefinition, _ history: History, _ write: inout WriteTransaction,
    _ range: Range<UInt64>
  ) throws {
    let standpoint = try history.standpoint(Clocks(knownAt: .size(range.upperBound)))
    switch view {
    case let view as any AccountView: try update(view, history, &write, range, standpoint)
    case let view as any LedgerView:
      var isTouched = false
      try history.records.scan(from: range.lowerBound, to: range.upperBound) {
        header, _ throws(JournalError) in
        isTouched = isTouched || view.dependsOn(header.type)
      }
      if isTouched { try replace(view, history, &write, standpoint) }
    default: preconditionFailure("\(view.name) is neither of accounts nor of the ledger")
    }
  }

  private func update(
    _ view: any AccountView, _ history: History, _ write: inout WriteTransaction,
    _ range: Range<UInt64>, _ standpoint: Standpoint
  ) throws {
    var scan = AccountScan(standpoint)
    try history.records.scan(from: range.lowerBound, to: range.upperBound) {
      header, record throws(JournalError) in
      scan.note(
        position: header.position, type: header.type, businessDay: header.businessDay,
        stream: header.stream, record, keepsRecord: view.carriesOn)
    }
    var named = Set(scan.notes.keys)
    if view.dependsOnModels, scan.hasModelEvent {
      let roster = try AccountRoster(history.records, to: range.upperBound)
      named.formUnion(roster.lanes.joined().map(\.account))
    }
    for account in try view.touched(by: named, history, standpoint).sorted() {
      let folded = try carriedOn(view, account, scan.notes[account], &write, standpoint)
      try put(try folded ?? view.settled(account, history, standpoint), account, &write)
    }
  }

  /// The row carried on; nil where only the whole stream tells.
  private func carriedOn(
    _ view: any AccountView, _ account: String, _ notes: AccountScan.Notes?,
    _ write: inout WriteTransaction, _ standpoint: Standpoint
  ) throws(LMDBError) -> FoldedRow? {
    guard view.carriesOn, let notes, !notes.needsWhole else { return nil }
    if try write.checkedValue(quarantine, Key(account)) != nil { return nil }
    let row = try write.checkedValue(rows, Key(account))?.withUnsafeBytes { Array($0) }
    guard let folded = try? view.carryOn(row, notes.notes, standpoint) else { return nil }
    // What a row carried on cannot say is why; the whole fold does.
    return folded.quarantine == nil ? folded : nil
  }

  /// Makes every row anew and writes those that differ.
  func replace(
    _ view: any LedgerView, _ history: History, _ write: inout WriteTransaction,
    _ standpoint: Standpoint
  ) throws {
    var stale = Set(try keys(&write))
    let quarantined = try making(view, history, standpoint) { key, row throws(LMDBError) in
      stale.remove(key)
      let isSame = try write.checkedValue(rows, Key(key))?.withUnsafeBytes { $0.elementsEqual(row) }
      if isSame != true { try write.putChecked(rows, Key(key), row) }
    }
    for key in stale { try write.delete(rows, Key(key)) }
    try write.empty(quarantine)
    for (account, reason) in quarantined {
      try write.putChecked(quarantine, Key(account), reason.stored)
    }
  }

  /// Hands over every row; what the storage says in between comes out as it is, so that a full map
  /// can be made larger.
  private func making(
    _ view: any LedgerView, _ history: History, _ standpoint: Standpoint,
    _ body: (String, [UInt8]) throws(LMDBError) -> Void
  ) throws -> [String: Quarantine] {
    var failure: LMDBError?
    do throws(ProjectionError) {
      return try view.making(history, standpoint).each { key, row throws(ProjectionError) in
        do throws(LMDBError) {
          try body(key, row)
        } catch {
          failure = error
          throw .view(name: folder.name, error)
        }
      }
    } catch {
      if let failure { throw failure }
      throw error
    }
  }

  private func keys(_ write: inout WriteTransaction) throws(LMDBError) -> [String] {
    var keys: [String] = []
    var entries = try write.cursor(rows)
    var isHere = try entries.first()
    while isHere {
      keys.append(entries.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
      isHere = try entries.next()
    }
    return keys
  }

  /// Folds the quarantined accounts again, where the rows stand; returns those that remain.
  func retry(
    _ view: any ViewDefinition, _ history: History, _ account: String?
  ) throws(ProjectionError) -> (retried: [String], left: [QuarantinedAccount]) {
    _ = try catchUp(view, history)
    let before = try read { transaction, _ throws(LMDBError) in
      try self.quarantined(transaction)
    }.map(\.account).filter { account == nil || $0 == account }
    try write { write in
      guard let cursor = try self.cursor(write) ?? nil, !before.isEmpty else { return }
      let standpoint = try history.standpoint(Clocks(knownAt: .size(cursor.size)))
      switch view {
      case let view as any AccountView:
        for account in before {
          try self.put(try view.settled(account, history, standpoint), account, &write)
        }
      case let view as any LedgerView:
        try self.replace(view, history, &write, standpoint)
      default: break
      }
    }
    let left = try read { transaction, _ throws(LMDBError) in try self.quarantined(transaction) }
    return (before, left)
  }
}
