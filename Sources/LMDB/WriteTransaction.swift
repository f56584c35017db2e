import CLMDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A set of changes that becomes visible and durable at ``commit()``, or never.
///
/// It belongs to the thread that began it: committing on another returns success and then blocks
/// every later writer, so any use on another thread, also going out of scope there, stops the process.
/// Never hold one across an `await`. A transaction that goes out of scope uncommitted leaves nothing
/// behind. Keep it short of about a hundred thousand pages: 0.9.24 handles very large ones badly.
///
/// A span that it gave ends with its next change. The compiler holds that for ``put(_:_:_:)``,
/// ``delete(_:_:)`` and ``empty(_:)``; it cannot for an ``Appender``, several of which may be open.
package struct WriteTransaction: ~Copyable {
  private var open: OpaquePointer?
  private let thread = pthread_self()
  let environment: Environment

  /// Begins a write; waits while another process or thread holds one.
  ///
  /// - Throws: ``LMDBError/nestedWrite`` on a thread that holds one already,
  ///   ``LMDBError/poisoned`` after a failed commit, ``LMDBError/lockFileReplaced(path:)``,
  ///   ``LMDBError/readOnly(path:)``.
  package init(_ environment: Environment) throws(LMDBError) {
    if environment.isReadOnly { throw .readOnly(path: environment.path) }
    try environment.refuseNestedWrite()
    try environment.refusePoisoned()
    environment.noteWrite()
    // Looks at the files as well.
    open = try environment.begin(0)
    self.environment = environment
    environment.noteWriter(thread)
  }

  deinit {
    guard let open else { return }
    requireOwnThread()
    environment.noteWriter(nil)
    mdb_txn_abort(open)
    environment.gate.leave()
  }

  /// Makes the changes durable and visible.
  ///
  /// - Throws: ``LMDBError/mapFull``, ``LMDBError/transactionFull(path:)``,
  ///   ``LMDBError/changeFailed(path:)``, ``LMDBError/poisoned(path:)`` and
  ///   ``LMDBError/lockFileReplaced(path:)`` leave nothing behind. Any other error leaves it
  ///   unknown whether the changes are on disk, and poisons the environment.
  package consuming func commit() throws(LMDBError) {
    let pointer = pointer
    // If this throws, `deinit` ends the transaction.
    try environment.checkWritable()
    open = nil
    environment.noteWriter(nil)
    let code = mdb_txn_commit(pointer)
    environment.gate.leave()
    switch code {
    case MDB_SUCCESS: return
    case MDB_BAD_TXN: throw .changeFailed(path: environment.path)
    case MDB_MAP_FULL, MDB_TXN_FULL:
      throw .from(code, call: "mdb_txn_commit", path: environment.path)
    default:
      environment.poison()
      throw .from(code, call: "mdb_txn_commit", path: environment.path)
    }
  }

  var pointer: OpaquePointer {
    requireOwnThread()
    guard let open else { preconditionFailure("the transaction has ended") }
    return open
  }

  private func requireOwnThread() {
    precondition(pthread_equal(thread, pthread_self()) != 0, "a write belongs to its thread")
  }

  /// A database of this environment, created when it is not there.
  ///
  /// The handle is valid elsewhere only after this transaction has committed.
  package func openDatabase(_ name: String) throws(LMDBError) -> Database {
    try environment.openHandle(pointer, name, MDB_CREATE)
  }

  /// The value at `key` as this transaction sees it; the span ends with the next change.
  @_lifetime(borrow self)
  package func value(_ database: Database, _ key: Key) throws(LMDBError) -> RawSpan? {
    guard let found = try lookUp(pointer, database.handle(in: environment), key, environment) else {
      return nil
    }
    return _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }

  /// A cursor over `database` as this transaction sees it; it ends with the next change.
  @_lifetime(borrow self)
  package func cursor(_ database: Database) throws(LMDBError) -> Cursor {
    let cursor = try Cursor(
      transaction: pointer, database: database.handle(in: environment), isOverMap: false,
      path: environment.path)
    return _overrideLifetime(cursor, borrowing: self)
  }

  /// Puts `value` at `key`, in place of what was there.
  package mutating func put(
    _ database: Database, _ key: Key, _ value: [UInt8]
  ) throws(LMDBError) {
    let handle = database.handle(in: environment)
    let code = value.withUnsafeBytes { bytes in
      key.withValue { key in
        var data = MDB_val(
          mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        return mdb_put(pointer, handle, &key, &data, 0)
      }
    }
    guard code == MDB_SUCCESS else {
      throw .from(code, call: "mdb_put \(database.name)", path: environment.path)
    }
  }

  /// Removes `key`; returns whether it was there.
  ///
  /// The bytes stay in the file until their page is used again: this is no erasure.
  @discardableResult
  package mutating func delete(_ database: Database, _ key: Key) throws(LMDBError) -> Bool {
    let handle = database.handle(in: environment)
    let code = key.withValue { mdb_del(pointer, handle, &$0, nil) }
    if code == MDB_NOTFOUND { return false }
    guard code == MDB_SUCCESS else {
      throw .from(code, call: "mdb_del \(database.name)", path: environment.path)
    }
    return true
  }

  /// Removes every entry of `database`.
  package mutating func empty(_ database: Database) throws(LMDBError) {
    let code = mdb_drop(pointer, database.handle(in: environment), 0)
    guard code == MDB_SUCCESS else {
      throw .from(code, call: "mdb_drop \(database.name)", path: environment.path)
    }
  }

  /// How many entries the database holds.
  package func count(_ database: Database) throws(LMDBError) -> Int {
    try countEntries(pointer, database.handle(in: environment))
  }

  /// A writer at the end of `database`.
  @_lifetime(borrow self)
  package func appender(_ database: Database) throws(LMDBError) -> Appender {
    let appender = try Appender(
      transaction: pointer, environment: environment, database: database)
    return _overrideLifetime(appender, borrowing: self)
  }
}
