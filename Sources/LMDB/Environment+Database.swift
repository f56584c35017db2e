import CLMDB

extension Environment {
  /// The database `name`, created when it is not there and the environment is open for writing.
  ///
  /// The handle is opened in a transaction that commits; one that was opened in an aborted
  /// transaction would be invalid everywhere else. Call it while this process holds no transaction.
  package func database(_ name: String) throws(LMDBError) -> Database {
    var transaction: OpaquePointer?
    let began = mdb_txn_begin(pointer, nil, UInt32(MDB_RDONLY), &transaction)
    guard began == MDB_SUCCESS, let transaction else {
      throw .from(began, call: "mdb_txn_begin", path: path)
    }
    var handle: MDB_dbi = 0
    let opened = mdb_dbi_open(transaction, name, 0, &handle)
    if opened == MDB_SUCCESS {
      let committed = mdb_txn_commit(transaction)
      guard committed == MDB_SUCCESS else { throw .from(committed, call: "mdb_txn_commit") }
      return Database(handle: handle, name: name)
    }
    mdb_txn_abort(transaction)
    guard opened == MDB_NOTFOUND, !isReadOnly else {
      throw .from(opened, call: "mdb_dbi_open \(name)", path: path)
    }
    let write = try WriteTransaction(self)
    let database = try write.openDatabase(name)
    try write.commit()
    return database
  }
}
