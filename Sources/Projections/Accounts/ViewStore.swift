import Journal
import LMDB
import TransparencyLog

/// A read model on disk: rows, and how far they have read, changed in the same transactions.
///
/// It lies in `views/<name>/<generation>` of the ledger. Deleting it loses nothing but the time to
/// fold the journal again. A process makes one for each ledger and name.
final class ViewStore: Sendable {
  /// How much is folded between two commits; what is not committed is folded again after a crash.
  static let batch: UInt64 = 65_536

  private static let cursorKey = Key("cursor")
  private let name: String
  private let format: UInt32
  private let environment: Environment
  private let meta: Database
  let rows: Database

  /// Opens the view of the ledger at `path`, made empty where there is none; `format` names the
  /// form of the rows and has to change with it.
  init(_ name: String, format: UInt32, ledger path: String) throws(ProjectionError) {
    self.name = name
    self.format = format
    let directory = "\(path)/views/\(name)/1"
    do throws(LMDBError) {
      if !FileSystem.exists(directory) {
        for parent in ["\(path)/views", "\(path)/views/\(name)"] where !FileSystem.exists(parent) {
          try FileSystem.makeDirectory(parent)
        }
        try Environment.create(at: directory) { environment throws(LMDBError) in
          _ = try environment.database("rows")
          _ = try environment.database("meta")
        }
      }
      environment = try Environment(opening: directory)
      rows = try environment.database("rows")
      meta = try environment.database("meta")
    } catch {
      throw .view(name: name, error)
    }
  }

  /// Brings the rows to the head of the journal and tells why they had to be made anew, if so.
  ///
  /// `fold` takes up the records of a range, which follows what the rows hold already. It runs again
  /// if the map had to grow, on rows that stand as before.
  func catchUp(
    _ journal: Journal,
    _ fold: (inout WriteTransaction, Range<UInt64>) throws -> Void
  ) throws(ProjectionError) -> ViewRebuild? {
    var rebuild: ViewRebuild?
    do {
      while true {
        let head = try journal.head()
        if try cursor() == ViewCursor(size: head.size, root: head.root, format: format) {
          return rebuild
        }
        if let reason = try step(journal, head, fold) { rebuild = rebuild ?? reason }
      }
    } catch let error as JournalError {
      throw .journal(error)
    } catch let error as LMDBError {
      throw .view(name: name, error)
    } catch let error as ProjectionError {
      throw error
    } catch {
      throw .journal(.damaged(position: 0, reason: "\(error)"))
    }
  }

  /// Reads rows as one moment shows them, with what they speak for.
  func read<Result>(
    _ body: (borrowing ReadTransaction, ViewCursor) throws(LMDBError) -> Result
  ) throws(ProjectionError) -> Result {
    do throws(LMDBError) {
      let transaction = try ReadTransaction(environment)
      let cursor =
        try cursor(transaction)
        ?? ViewCursor(size: 0, root: MerkleTree.emptyRoot, format: format)
      return try body(transaction, cursor)
    } catch {
      throw .view(name: name, error)
    }
  }

  /// Puts another cursor beside the rows.
  func setCursor(_ cursor: ViewCursor) throws(LMDBError) {
    var write = try WriteTransaction(environment)
    try write.put(meta, Self.cursorKey, cursor.stored)
    try write.commit()
  }

  private func cursor() throws(LMDBError) -> ViewCursor? {
    try cursor(try ReadTransaction(environment))
  }

  private func cursor(
    _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> ViewCursor? {
    guard let value = try transaction.value(meta, Self.cursorKey) else { return nil }
    return value.withUnsafeBytes { ViewCursor($0) }
  }

  private func step(
    _ journal: Journal, _ head: Head,
    _ fold: (inout WriteTransaction, Range<UInt64>) throws -> Void
  ) throws -> ViewRebuild? {
    while true {
      do {
        return try advance(journal, head, fold)
      } catch LMDBError.mapFull {
        try environment.growMap(toAtLeast: 0)
      }
    }
  }

  /// One batch: rows and cursor in one transaction.
  private func advance(
    _ journal: Journal, _ head: Head,
    _ fold: (inout WriteTransaction, Range<UInt64>) throws -> Void
  ) throws -> ViewRebuild? {
    var write = try WriteTransaction(environment)
    var start: UInt64 = 0
    var rebuild: ViewRebuild?
    if let value = try write.value(meta, Self.cursorKey) {
      let cursor = value.withUnsafeBytes { ViewCursor($0) }
      rebuild = try fault(of: cursor, journal, head)
      if rebuild == nil { start = cursor?.size ?? 0 }
    }
    if start == 0 { try write.empty(rows) }
    // Another process may have read further than the head seen here.
    let end = max(start, min(head.size, start + Self.batch))
    if start < end { try fold(&write, start..<end) }
    let root = try journal.root(at: end)
    try write.put(
      meta, Self.cursorKey, ViewCursor(size: end, root: root, format: format).stored)
    try write.commit()
    return rebuild
  }

  private func fault(
    of cursor: ViewCursor?, _ journal: Journal, _ head: Head
  ) throws -> ViewRebuild? {
    guard let cursor else { return .brokenCursor }
    guard cursor.format == format else {
      return .otherFormat(found: cursor.format, known: format)
    }
    guard try cursor.size <= max(head.size, journal.head().size) else {
      return .ahead(cursor: cursor.size, size: head.size)
    }
    guard try journal.root(at: cursor.size) == cursor.root else {
      return .otherHistory(size: cursor.size)
    }
    return nil
  }
}
