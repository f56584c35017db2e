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
  private let views: Views
  private let view: any ViewDefinition

  /// The list as the ledger's running generation has it, which is made where there is none.
  package convenience init(
    _ history: History, in ledger: String
  ) throws(ProjectionError) {
    try self.init(Views(history, in: ledger))
  }

  init(_ views: Views) throws(ProjectionError) {
    self.views = views
    history = views.history
    view = try views.definition("accounts")
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
    let (store, rebuild) = try views.current(view)
    let standpoint = try store.read { _, cursor in
      Standpoint(size: cursor.size, root: cursor.root, asOf: nil)
    }
    let day = try day(request, standpoint)
    return try store.read { transaction, cursor throws(LMDBError) in
      var page = PageFilling(request, day)
      var rows = try transaction.cursor(store.rows)
      var isHere: Bool
      if let after {
        isHere = try rows.seek(Key(Array(after.utf8) + [0]))
      } else {
        isHere = try rows.first()
      }
      while isHere {
        let id = rows.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        let fold = try rows.checkedValue.withUnsafeBytes { try? AccountFold(stored: $0) }
        guard let fold else {
          throw .other(call: "reading the row of \(id)", code: 0)
        }
        guard page.take(id, fold) else { break }
        isHere = try rows.next()
      }
      return page.page(
        Standpoint(size: cursor.size, root: cursor.root, asOf: nil), rebuild: rebuild,
        generation: store.generation, quarantined: try store.quarantined(transaction))
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

  /// Brings the rows to the head; returns why they were made anew, if they were.
  @discardableResult
  func catchUp() throws(ProjectionError) -> ViewRebuild? { try views.current(view).rebuild }

  /// Every row as it is stored, by account.
  func storedRows() throws(ProjectionError) -> [String: [UInt8]] {
    try views.running(view).allRows()
  }

  func setCursor(_ cursor: ViewCursor) throws(ProjectionError) {
    try views.running(view).setCursor(cursor)
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

  func page(
    _ standpoint: Standpoint, rebuild: ViewRebuild?, generation: UInt32? = nil,
    quarantined: [QuarantinedAccount] = []
  ) -> AccountPage {
    let last = isFull ? rows.last?.id : nil
    return AccountPage(
      rows: rows, nextCursor: last.map { Base64URL.encode([1] + Array($0.utf8)) }, day: day,
      speaksFor: standpoint, rebuild: rebuild, generation: generation, quarantined: quarantined)
  }
}
