import Journal
import LMDB
import LedgerEvents
package import Money

/// The list of accounts, kept beside the journal and caught up before every answer.
///
/// Without clocks it reads its rows; with an as-of day or a moment it folds the journal anew, since
/// the rows know only what holds now.
package final class Accounts: Sendable {
  private let history: History
  private let view: ViewStore

  /// Opens the view in the ledger's directory, made where there is none; a process makes one.
  package init(_ history: History) throws(ProjectionError) {
    self.history = history
    view = try ViewStore(
      "accounts", format: AccountFold.format, ledger: history.journal.path)
  }

  /// One page; the cursor is good for ever and for any filter, as accounts stand in the order of ids.
  package func list(_ request: AccountRequest = AccountRequest()) throws(ProjectionError)
    -> AccountPage
  {
    var after: String?
    if let cursor = request.cursor {
      guard let bytes = Base64URL.decode(cursor), bytes.first == 1 else { throw .brokenCursor }
      after = String(decoding: bytes.dropFirst(), as: UTF8.self)
    }
    guard request.clocks == Clocks() else {
      let standpoint = try history.standpoint(request.clocks)
      let folds = try AccountScan.all(history, standpoint)
      let day = try day(request, standpoint)
      var page = PageFilling(request, day)
      for (id, fold) in folds.sorted(by: { $0.key < $1.key }) where after.map({ id > $0 }) ?? true {
        guard page.take(id, fold) else { break }
      }
      return page.page(standpoint, rebuild: nil)
    }
    let rebuild = try catchUp()
    let standpoint = try view.read { _, cursor in
      Standpoint(size: cursor.size, root: cursor.root, asOf: nil)
    }
    let day = try day(request, standpoint)
    return try view.read { transaction, cursor throws(LMDBError) in
      var page = PageFilling(request, day)
      var rows = try transaction.cursor(self.view.rows)
      var isHere: Bool
      if let after {
        isHere = try rows.seek(Key(Array(after.utf8) + [0]))
      } else {
        isHere = try rows.first()
      }
      while isHere {
        let id = rows.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        guard let fold = rows.value.withUnsafeBytes({ try? AccountFold(stored: $0) }) else {
          throw .other(call: "reading the row of \(id)", code: 0)
        }
        guard page.take(id, fold) else { break }
        isHere = try rows.next()
      }
      return page.page(
        Standpoint(size: cursor.size, root: cursor.root, asOf: nil), rebuild: rebuild)
    }
  }

  /// One account, read from its own events.
  package func account(
    _ id: String, clocks: Clocks = Clocks(), today: CalendarDay? = nil
  ) throws(ProjectionError) -> (row: AccountRow, speaksFor: Standpoint) {
    let standpoint = try history.standpoint(clocks)
    let fold = try AccountScan.one(id, history, standpoint)
    guard fold.eventCount > 0 else { throw .unknownAccount(id) }
    let day = try day(AccountRequest(clocks: clocks, today: today), standpoint)
    return (AccountRow(id, fold, on: day), standpoint)
  }

  private func day(
    _ request: AccountRequest, _ standpoint: Standpoint
  ) throws(ProjectionError) -> CalendarDay {
    if standpoint.asOf == nil, let today = request.today { return today }
    return try history.day(of: standpoint)
  }

  /// Every row as it is stored, by account.
  func storedRows() throws(ProjectionError) -> [String: [UInt8]] {
    try view.read { transaction, _ throws(LMDBError) in
      var stored: [String: [UInt8]] = [:]
      var rows = try transaction.cursor(self.view.rows)
      var isHere = try rows.first()
      while isHere {
        let id = rows.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        stored[id] = rows.value.withUnsafeBytes { Array($0) }
        isHere = try rows.next()
      }
      return stored
    }
  }

  func setCursor(_ cursor: ViewCursor) throws { try view.setCursor(cursor) }

  /// Brings the rows to the head; returns why they were made anew, if they were.
  @discardableResult
  func catchUp() throws(ProjectionError) -> ViewRebuild? {
    try view.catchUp(history.journal) { write, range in
      let standpoint = try self.history.standpoint(Clocks(knownAt: .size(range.upperBound)))
      var scan = AccountScan(standpoint)
      try self.history.journal.scan(from: range.lowerBound, to: range.upperBound) {
        header, record throws(JournalError) in
        scan.note(
          position: header.position, type: header.type, businessDay: header.businessDay,
          stream: header.stream, record)
      }
      for (account, notes) in scan.notes {
        var fold = AccountFold()
        if notes.needsWhole {
          fold = try AccountScan.one(account, self.history, standpoint)
        } else {
          if let row = try write.value(self.view.rows, Key(account)) {
            fold = try row.withUnsafeBytes { try AccountFold(stored: $0) }
          }
          for note in notes.notes {
            fold.take(
              position: note.position, type: note.type, businessDay: note.businessDay, nil,
              standpoint
            ) { note.bytes }
          }
        }
        try write.put(self.view.rows, Key(account), fold.stored)
      }
    }
  }
}

/// Fills a page with the rows that are wanted.
private struct PageFilling {
  private let request: AccountRequest
  private let day: CalendarDay
  private var rows: [AccountRow] = []
  private var isFull = false

  init(_ request: AccountRequest, _ day: CalendarDay) {
    self.request = request
    self.day = day
  }

  /// Takes an account where it is wanted; returns false when there is no room for it.
  mutating func take(_ id: String, _ fold: AccountFold) -> Bool {
    let row = AccountRow(id, fold, on: day)
    guard request.filter.includes(row) else { return true }
    guard rows.count < max(1, request.limit) else {
      isFull = true
      return false
    }
    rows.append(row)
    return true
  }

  func page(_ standpoint: Standpoint, rebuild: ViewRebuild?) -> AccountPage {
    let last = isFull ? rows.last?.id : nil
    return AccountPage(
      rows: rows, nextCursor: last.map { Base64URL.encode([1] + Array($0.utf8)) }, day: day,
      speaksFor: standpoint, rebuild: rebuild)
  }
}
