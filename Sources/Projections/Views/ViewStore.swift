import Journal
import LMDB
import Synchronization
import TransparencyLog

/// One generation of a read model on disk: rows, what is quarantined, and how far they have read,
/// changed in the same transactions.
///
/// Deleting it loses nothing but the time to fold the journal again. Its pages are looked at when it
/// is opened, and every entry has a check sum, so that bytes changed on disk are found before they
/// answer anything: then it is deleted and made anew, and the answer says so.
final class ViewStore: Sendable {
  private static let cursorKey = Key("cursor")
  private static let rulesKey = Key("rules")
  let folder: ViewFolder
  let generation: UInt32
  let environment: Environment
  let rows: Database
  let quarantine: Database
  let meta: Database

  private let areChecked = Mutex(false)

  private struct Weak {
    weak var store: ViewStore?
  }

  /// LMDB lets a process open a directory once, so everybody in it shares one.
  private static let open = Mutex<[String: Weak]>([:])

  /// The generation in this place, made empty where there is none.
  static func open(
    _ folder: ViewFolder, _ generation: UInt32
  ) throws(ProjectionError) -> ViewStore {
    let path = folder.directory(generation)
    let result = open.withLock { open -> Result<ViewStore, ProjectionError> in
      if let store = open[path]?.store { return .success(store) }
      do throws(ProjectionError) {
        let store = try ViewStore(folder, generation)
        open[path] = Weak(store: store)
        return .success(store)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  /// Removes a generation whose files are damaged; opening it makes it anew.
  static func remove(_ folder: ViewFolder, _ generation: UInt32) throws(ProjectionError) {
    let result = open.withLock { open -> Result<Void, ProjectionError> in
      do throws(ProjectionError) {
        try folder.remove(generation)
      } catch {
        return .failure(error)
      }
      // Whoever still holds the old one is told at the next use that its files are gone.
      open[folder.directory(generation)] = nil
      return .success(())
    }
    try result.get()
  }

  /// Checks every entry once, before the first question of this process.
  func checkEntries() throws(ProjectionError) {
    guard !areChecked.withLock({ $0 }) else { return }
    do throws(LMDBError) {
      let transaction = try ReadTransaction(environment)
      for database in [rows, quarantine, meta] { _ = try transaction.checkEntries(database) }
    } catch {
      throw .view(name: folder.name, error)
    }
    areChecked.withLock { $0 = true }
  }

  private init(_ folder: ViewFolder, _ generation: UInt32) throws(ProjectionError) {
    self.folder = folder
    self.generation = generation
    let directory = folder.directory(generation)
    if !folder.exists(generation) { try folder.prepare() }
    do throws(LMDBError) {
      if !folder.exists(generation) {
        try Environment.create(at: directory) { environment throws(LMDBError) in
          for name in ["rows", "quarantine", "meta"] { _ = try environment.database(name) }
        }
      }
      environment = try Self.opened(directory)
      rows = try environment.existingDatabase("rows")
      quarantine = try environment.existingDatabase("quarantine")
      meta = try environment.existingDatabase("meta")
    } catch {
      throw .view(name: folder.name, error)
    }
  }

  /// A store that is just going away may still hold the directory for a moment.
  private static func opened(_ directory: String) throws(LMDBError) -> Environment {
    let options = EnvironmentOptions(checksPages: true)
    for _ in 0..<200 {
      do throws(LMDBError) {
        return try Environment(opening: directory, options: options)
      } catch {
        guard case .alreadyOpen = error else { throw error }
        pause(microseconds: 1_000)
      }
    }
    return try Environment(opening: directory, options: options)
  }

  /// Reads rows as one moment shows them, with what they speak for.
  func read<Result>(
    _ body: (borrowing ReadTransaction, ViewCursor) throws(LMDBError) -> Result
  ) throws(ProjectionError) -> Result {
    do throws(LMDBError) {
      let transaction = try ReadTransaction(environment)
      let cursor =
        (try cursor(transaction) ?? nil)
        ?? ViewCursor(size: 0, root: MerkleTree.emptyRoot, format: 0)
      return try body(transaction, cursor)
    } catch {
      throw .view(name: folder.name, error)
    }
  }

  /// Changes rows in one transaction, again after the map has grown; `body` says whether to keep it.
  func write<Result>(
    _ body: (inout WriteTransaction) throws -> Result
  ) throws(ProjectionError) -> Result {
    while true {
      do {
        var transaction = try WriteTransaction(environment)
        let result = try body(&transaction)
        try transaction.commit()
        return result
      } catch LMDBError.mapFull {
        do throws(LMDBError) {
          try environment.growMap(toAtLeast: 0)
        } catch {
          throw .view(name: folder.name, error)
        }
      } catch let error as LMDBError {
        throw .view(name: folder.name, error)
      } catch let error as JournalError {
        throw .journal(error)
      } catch let error as ProjectionError {
        throw error
      } catch {
        throw .journal(.damaged(position: 0, reason: "\(error)"))
      }
    }
  }

  /// Where the rows stand; nil before their first commit.
  func cursor() throws(ProjectionError) -> ViewCursor? { try cursorAsStored() ?? nil }

  /// The same; the outer nil means that the rows were never committed, the inner one that the cursor
  /// cannot be read.
  func cursorAsStored() throws(ProjectionError) -> ViewCursor?? {
    do throws(LMDBError) {
      return try cursor(try ReadTransaction(environment))
    } catch {
      throw .view(name: folder.name, error)
    }
  }

  private func cursor(
    _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> ViewCursor?? {
    guard let value = try transaction.checkedValue(meta, Self.cursorKey) else { return nil }
    return .some(value.withUnsafeBytes { ViewCursor($0) })
  }

  /// Where the rows stand, as a change sees it; the outer nil means that they were never committed.
  func cursor(_ write: borrowing WriteTransaction) throws(LMDBError) -> ViewCursor?? {
    guard let value = try write.checkedValue(meta, Self.cursorKey) else { return nil }
    return .some(value.withUnsafeBytes { ViewCursor($0) })
  }

  func put(_ cursor: ViewCursor, _ write: inout WriteTransaction) throws(LMDBError) {
    try write.putChecked(meta, Self.cursorKey, cursor.stored)
  }

  func put(rules: [String], _ write: inout WriteTransaction) throws(LMDBError) {
    try write.putChecked(meta, Self.rulesKey, Array(rules.joined(separator: "\n").utf8))
  }

  /// The rules that the rows were made under; nil where nobody said.
  func rules() throws(ProjectionError) -> [String]? {
    do throws(LMDBError) {
      let transaction = try ReadTransaction(environment)
      guard let value = try transaction.checkedValue(meta, Self.rulesKey) else { return nil }
      return value.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        .split(separator: "\n").map(String.init)
    } catch {
      throw .view(name: folder.name, error)
    }
  }

  /// Puts another cursor beside the rows.
  func setCursor(_ cursor: ViewCursor) throws(ProjectionError) {
    try write { try put(cursor, &$0) }
  }

  /// Puts an account's row and quarantine as they were folded.
  func put(
    _ folded: FoldedRow, _ account: String, _ write: inout WriteTransaction
  ) throws(LMDBError) {
    let key = Key(account)
    if let row = folded.row {
      try write.putChecked(rows, key, row)
    } else {
      try write.delete(rows, key)
    }
    if let reason = folded.quarantine {
      try write.putChecked(quarantine, key, reason.stored)
    } else {
      try write.delete(quarantine, key)
    }
  }

  /// Every account in quarantine, in the order of ids.
  func quarantined(
    _ transaction: borrowing ReadTransaction
  ) throws(LMDBError) -> [QuarantinedAccount] {
    var found: [QuarantinedAccount] = []
    var entries = try transaction.cursor(quarantine)
    var isHere = try entries.first()
    while isHere {
      let reason = try entries.checkedValue.withUnsafeBytes { try? Quarantine(stored: $0) }
      found.append(
        QuarantinedAccount(
          account: entries.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) },
          quarantine: reason ?? Quarantine([], "its reason cannot be read")))
      isHere = try entries.next()
    }
    return found
  }

  /// SHA-256 over every row and every quarantined account in the order of keys: of each the length
  /// and bytes of the key, then of the value, lengths in four bytes, big-endian.
  ///
  /// Two generations at the same cursor that hold the same have the same digest, however they were
  /// made.
  func digest(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> Hash {
    var digest = Hash.Stream()
    for database in [rows, quarantine] {
      var entries = try transaction.cursor(database)
      var isHere = try entries.first()
      while isHere {
        entries.key.withUnsafeBytes { digest.update(part: $0) }
        try entries.checkedValue.withUnsafeBytes { digest.update(part: $0) }
        isHere = try entries.next()
      }
    }
    return digest.finished
  }
}

extension Hash.Stream {
  fileprivate mutating func update(part: UnsafeRawBufferPointer) {
    withUnsafeBytes(of: UInt32(part.count).bigEndian) { update($0) }
    update(part)
  }
}
