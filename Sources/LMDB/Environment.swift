import CLMDB
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One LMDB environment: a directory with `data.mdb` and `lock.mdb`.
///
/// Always opened with `MDB_NOTLS`, never with a flag that gives up durability or locking. A process
/// opens an environment once; a second try is refused, since closing either would release the locks
/// of both.
package final class Environment: Sendable {
  package let path: String
  package let isReadOnly: Bool
  nonisolated(unsafe) let pointer: OpaquePointer
  private let identity: FileIdentity
  private let lockIdentity: FileIdentity?
  private let state = Mutex(State())

  private struct State {
    var isPoisoned = false
    var openReads = 0
    var writer: pthread_t?
  }

  private static let open = Mutex<Set<FileIdentity>>([])

  /// Opens the environment in the directory `path`, which must hold one.
  package init(opening path: String, options: EnvironmentOptions = .init()) throws(LMDBError) {
    let data = path + "/data.mdb"
    guard FileSystem.exists(data) else { throw .missing(path: path) }
    if FileSystem.isShared(path) { throw .remoteFileSystem(path: path) }
    try Environment.refuseTruncated(data)
    guard let identity = FileSystem.identity(of: data) else { throw .missing(path: path) }
    guard Environment.open.withLock({ $0.insert(identity).inserted }) else {
      throw .alreadyOpen(path: path)
    }
    do throws(LMDBError) {
      pointer = try Environment.map(path, options)
    } catch {
      _ = Environment.open.withLock { $0.remove(identity) }
      throw error
    }
    self.path = path
    self.isReadOnly = options.isReadOnly
    self.identity = identity
    self.lockIdentity = FileSystem.identity(of: path + "/lock.mdb")
  }

  deinit {
    mdb_env_close(pointer)
    let identity = identity
    _ = Environment.open.withLock { $0.remove(identity) }
  }

  /// Creates an environment so that it is either there whole or not at all.
  ///
  /// It is made under another name, filled by `fill`, synced and then renamed to `path`. A directory
  /// left by a crash has the suffix `.new` and may be removed; the next creation does so.
  package static func create(
    at path: String, options: EnvironmentOptions = .init(),
    fill: (Environment) throws(LMDBError) -> Void
  ) throws(LMDBError) {
    guard !FileSystem.exists(path) else {
      throw .system(call: "create", path: path, code: EEXIST)
    }
    let unfinished = path + ".new"
    for file in ["data.mdb", "lock.mdb"] { unlink(unfinished + "/" + file) }
    rmdir(unfinished)
    try FileSystem.makeDirectory(unfinished)
    mdb_env_close(try map(unfinished, options))
    try fill(try Environment(opening: unfinished, options: options))
    try FileSystem.syncFile(unfinished + "/data.mdb")
    unlink(unfinished + "/lock.mdb")
    try FileSystem.syncDirectory(unfinished)
    try FileSystem.renameDurably(unfinished, to: path)
  }

  /// Bytes of address space reserved at present.
  package var mapSize: Int {
    var info = MDB_envinfo()
    mdb_env_info(pointer, &info)
    return info.me_mapsize
  }

  /// Bytes of the file that hold pages, free ones included.
  package var usedBytes: Int {
    var info = MDB_envinfo()
    var stat = MDB_stat()
    mdb_env_info(pointer, &info)
    mdb_env_stat(pointer, &stat)
    return (Int(info.me_last_pgno) + 1) * Int(stat.ms_psize)
  }

  /// The number of the last committed transaction, as every process sees it.
  package var lastTransaction: UInt64 {
    var info = MDB_envinfo()
    mdb_env_info(pointer, &info)
    return UInt64(info.me_last_txnid)
  }

  /// Frees the reader slots of processes that died while reading; returns how many there were.
  @discardableResult
  package func clearStaleReaders() -> Int {
    var dead: Int32 = 0
    mdb_reader_check(pointer, &dead)
    return Int(dead)
  }

  /// Reserves at least `bytes` of address space, at least doubling what there is.
  ///
  /// Waits up to five seconds for the read transactions of this process to end, because moving the
  /// map under one leaves it with dangling pointers.
  ///
  /// - Throws: ``LMDBError/mapInUse`` when they do not end.
  package func growMap(toAtLeast bytes: Int) throws(LMDBError) {
    try resize(to: max(bytes, mapSize * 2))
  }

  /// Copies the environment, compacted, into the new directory `target` and makes it durable.
  ///
  /// `mdb_env_copy2` itself neither syncs nor restricts permissions; this does both. The caller still
  /// has to verify the copy before calling it a backup.
  package func copy(to target: String) throws(LMDBError) {
    try FileSystem.makeDirectory(target)
    let code = mdb_env_copy2(pointer, target, UInt32(MDB_CP_COMPACT))
    guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_env_copy2", path: target) }
    chmod(target + "/data.mdb", 0o600)
    try FileSystem.syncFile(target + "/data.mdb")
    try FileSystem.syncDirectory(target)
  }

  func checkWritable() throws(LMDBError) {
    if state.withLock({ $0.isPoisoned }) { throw .poisoned }
    let lock = path + "/lock.mdb"
    if let lockIdentity, FileSystem.identity(of: lock) != lockIdentity {
      throw .lockFileReplaced(path: lock)
    }
  }

  /// After this every write is refused, since nobody can say what the failed commit left on disk.
  func poison() { state.withLock { $0.isPoisoned = true } }

  func enterWrite() throws(LMDBError) {
    let me = pthread_self()
    let isNested = state.withLock { $0.writer.map { pthread_equal($0, me) != 0 } ?? false }
    if isNested { throw .nestedWrite }
  }

  func noteWriter(_ thread: pthread_t?) { state.withLock { $0.writer = thread } }

  func noteRead(began: Bool) { state.withLock { $0.openReads += began ? 1 : -1 } }

  /// Takes over the map size that another process gave the file.
  func adoptMapSize() throws(LMDBError) { try resize(to: 0) }

  private func resize(to bytes: Int) throws(LMDBError) {
    for attempt in 0..<5_000 {
      let code: Int32? = state.withLock { state in
        state.openReads == 0 ? mdb_env_set_mapsize(pointer, bytes) : nil
      }
      if let code {
        guard code == MDB_SUCCESS else { throw .from(code, call: "mdb_env_set_mapsize") }
        return
      }
      if attempt < 4_999 { usleep(1_000) }
    }
    throw .mapInUse
  }

  private static func refuseTruncated(_ data: String) throws(LMDBError) {
    guard let meta = try MetaPages(path: data) else { throw .notAnEnvironment(path: data) }
    let expected = (meta.lastPage + 1) * meta.pageSize
    let actual = FileSystem.sizeInBytes(of: data) ?? 0
    guard actual >= expected else {
      throw .truncated(path: data, expectedBytes: expected, actualBytes: actual)
    }
  }

  private static func map(
    _ path: String, _ options: EnvironmentOptions
  ) throws(LMDBError) -> OpaquePointer {
    var pointer: OpaquePointer?
    let created = mdb_env_create(&pointer)
    guard created == MDB_SUCCESS, let pointer else {
      throw .from(created, call: "mdb_env_create")
    }
    mdb_env_set_mapsize(pointer, options.mapSize)
    mdb_env_set_maxreaders(pointer, options.maximumReaders)
    mdb_env_set_maxdbs(pointer, options.maximumDatabases)
    let flags = UInt32(MDB_NOTLS) | (options.isReadOnly ? UInt32(MDB_RDONLY) : 0)
    let opened = mdb_env_open(pointer, path, flags, 0o600)
    guard opened == MDB_SUCCESS else {
      mdb_env_close(pointer)
      throw .from(opened, call: "mdb_env_open", path: path)
    }
    // LMDB 0.9.24 opens its data file without O_CLOEXEC; a child process must not inherit it.
    var descriptor: Int32 = -1
    if mdb_env_get_fd(pointer, &descriptor) == MDB_SUCCESS {
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    var dead: Int32 = 0
    mdb_reader_check(pointer, &dead)
    return pointer
  }
}
