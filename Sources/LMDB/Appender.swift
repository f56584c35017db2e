import CLMDB

/// Writes at the end of one database, in rising order of keys.
///
/// Keeps a cursor, which makes an append about a third cheaper than `mdb_put`.
package struct Appender: ~Copyable, ~Escapable {
  private let pointer: OpaquePointer
  private let name: String

  @_lifetime(immortal)
  init(transaction: OpaquePointer, database: Database) throws(LMDBError) {
    var pointer: OpaquePointer?
    let code = mdb_cursor_open(transaction, database.handle, &pointer)
    guard code == MDB_SUCCESS, let pointer else { throw .from(code, call: "mdb_cursor_open") }
    self.pointer = pointer
    name = database.name
  }

  deinit { mdb_cursor_close(pointer) }

  /// Appends `value` at `key`, which must be greater than every key there is.
  package mutating func append(
    _ key: Key, _ value: UnsafeRawBufferPointer
  ) throws(LMDBError) {
    var data = MDB_val(
      mv_size: value.count, mv_data: UnsafeMutableRawPointer(mutating: value.baseAddress))
    let code = key.withValue { mdb_cursor_put(pointer, &$0, &data, UInt32(MDB_APPEND)) }
    guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_cursor_put \(name)") }
  }
}
