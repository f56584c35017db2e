import CLMDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Environment {
  /// Creates an environment so that it is either there whole or not at all.
  ///
  /// It is made under another name, filled by `fill`, synced and then renamed to `path`. A directory
  /// left by a crash has the suffix `.new`; the next creation replaces it. `fill` must not keep the
  /// environment, which is closed before its directory moves.
  ///
  /// - Throws: ``LMDBError/beingCreated(path:)`` while another process creates the same.
  package static func create(
    at path: String, options: EnvironmentOptions = .init(),
    fill: (Environment) throws(LMDBError) -> Void
  ) throws(LMDBError) {
    let unfinished = try UnfinishedDirectory(for: path)
    try initialize(unfinished.path, options)
    try fillAndClose(unfinished.path, options, fill)
    precondition(!isOpen(unfinished.data), "the environment was kept beyond its creation")
    try unfinished.finish()
  }

  private static func fillAndClose(
    _ path: String, _ options: EnvironmentOptions,
    _ fill: (Environment) throws(LMDBError) -> Void
  ) throws(LMDBError) {
    try fill(try Environment(opening: path, options: options))
  }

  /// Copies the environment, compacted, into the new directory `target` and makes it durable.
  ///
  /// `mdb_env_copy2` itself neither syncs nor restricts permissions nor clears up after an error;
  /// this does, and nothing lies at `target` before the copy is whole. The caller still has to verify
  /// the copy before calling it a backup.
  package func copy(to target: String) throws(LMDBError) {
    let unfinished = try UnfinishedDirectory(for: target)
    // The copy's own read transaction cannot adopt a larger map, nor free slots; this one can.
    mdb_txn_abort(try begin(MDB_RDONLY))
    defer { gate.leave() }
    let code = mdb_env_copy2(pointer, unfinished.path, UInt32(MDB_CP_COMPACT))
    guard code == MDB_SUCCESS else {
      throw .from(code, call: "mdb_env_copy2", path: unfinished.path)
    }
    guard chmod(unfinished.data, 0o600) == 0 else {
      throw .system(call: "chmod", path: unfinished.data, code: errno)
    }
    try unfinished.finish()
  }
}
