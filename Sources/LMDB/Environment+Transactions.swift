import CLMDB
import Synchronization

extension Environment {
  /// Begins a transaction of LMDB and enters the map's gate; whoever ends it leaves the gate.
  ///
  /// Two refusals of LMDB are dealt with here: slots taken by dead readers are freed, and a map that
  /// another process made larger is adopted.
  func begin(_ flags: Int32) throws(LMDBError) -> OpaquePointer {
    try checkFiles()
    var code = MDB_SUCCESS
    for _ in 0..<4 {
      try gate.enter()
      var transaction: OpaquePointer?
      code = mdb_txn_begin(pointer, nil, UInt32(flags), &transaction)
      if code == MDB_SUCCESS, let transaction { return transaction }
      gate.leave()
      switch code {
      case MDB_READERS_FULL: clearStaleReaders()
      case MDB_MAP_RESIZED: try adoptMapSize()
      default: throw .from(code, call: "mdb_txn_begin", path: path)
      }
    }
    throw .from(code, call: "mdb_txn_begin", path: path)
  }

  /// The database `name`, created when it is not there and the environment is open for writing.
  ///
  /// The handle is opened in a transaction that commits; one that was opened in an aborted
  /// transaction would be invalid everywhere else. Waits for the write of another thread or process.
  ///
  /// - Throws: ``LMDBError/missingDatabase(path:name:)`` in a read-only environment,
  ///   ``LMDBError/nestedWrite`` on a thread that holds a write.
  package func database(_ name: String) throws(LMDBError) -> Database {
    guard !isReadOnly else { return try existingDatabase(name) }
    let write = try WriteTransaction(self)
    let database = try write.openDatabase(name)
    try write.commit()
    return database
  }

  /// The database `name`, which must be there.
  ///
  /// - Throws: ``LMDBError/missingDatabase(path:name:)``.
  package func existingDatabase(_ name: String) throws(LMDBError) -> Database {
    guard isReadOnly else {
      let write = try WriteTransaction(self)
      let database = try openHandle(write.pointer, name, 0)
      try write.commit()
      return database
    }
    // LMDB forbids opening handles in two transactions at once; writes exclude each other, reads do
    // not. Ending a read by "commit" is what makes its handles valid elsewhere.
    return try opening.withLock { (_) throws(LMDBError) -> Database in
      let transaction = try begin(MDB_RDONLY)
      defer { gate.leave() }
      do throws(LMDBError) {
        let database = try openHandle(transaction, name, 0)
        mdb_txn_commit(transaction)
        return database
      } catch {
        mdb_txn_abort(transaction)
        throw error
      }
    }
  }

  func openHandle(
    _ transaction: OpaquePointer, _ name: String, _ flags: Int32
  ) throws(LMDBError) -> Database {
    var handle: MDB_dbi = 0
    let code = mdb_dbi_open(transaction, name, UInt32(flags), &handle)
    if code == MDB_NOTFOUND { throw .missingDatabase(path: path, name: name) }
    guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_dbi_open \(name)", path: path) }
    return Database(handle: handle, name: name, environment: serial)
  }
}
