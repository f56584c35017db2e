import CLMDB
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One LMDB environment: a directory with `data.mdb` and `lock.mdb`.
///
/// Always opened with `MDB_NOTLS`, so that a read belongs to its value and not to its thread, and
/// never with a flag that gives up durability, locking or the protection of the map
/// (`MDB_NOSYNC`, `MDB_NOMETASYNC`, `MDB_MAPASYNC`, `MDB_WRITEMAP`; `MDB_NOLOCK` only to read what
/// nobody writes, see ``EnvironmentOptions/isLockless``).
///
/// What LMDB does not notice by itself:
/// - A process must open an environment once. A second open works, and closing either then releases
///   the locks of both. So a second open is refused, by whatever path.
/// - For the same reason nothing in this process may open and close `lock.mdb` by itself.
/// - A `lock.mdb` that is replaced while open gives two writers at once; a replaced `data.mdb` takes
///   the writes along when it goes away. Both are looked for at every begin and commit.
/// - An environment is of no use after `fork`. Start children with `posix_spawn`; the data file is
///   marked close-on-exec right after LMDB opened it.
package final class Environment: Sendable {
  package let path: String
  package let isReadOnly: Bool
  nonisolated(unsafe) let pointer: OpaquePointer
  let gate = MapGate()
  let serial: Int
  let opening = Mutex(())
  private let patience: Duration
  private let files: OpenFiles
  private let state = Mutex(State())

  private struct State {
    var isPoisoned = false
    var writer: pthread_t?
    var writes: UInt64 = 0
  }

  /// After so many writes the slots of dead readers are looked for again.
  private static let writesBetweenChecks: UInt64 = 256

  private static let open = Mutex<Set<FileIdentity>>([])
  private static let serials = Atomic<Int>(0)

  /// Opens the environment in the directory `path`, which must hold one.
  ///
  /// - Throws: ``LMDBError/missing(path:)``, ``LMDBError/notAnEnvironment(path:)``,
  ///   ``LMDBError/truncated(path:expectedBytes:actualBytes:)``,
  ///   ``LMDBError/alreadyOpen(path:)``, ``LMDBError/remoteFileSystem(path:)``, with
  ///   ``EnvironmentOptions/checksPages`` ``LMDBError/damagedPage(path:page:reason:)``.
  package init(opening path: String, options: EnvironmentOptions = .init()) throws(LMDBError) {
    let data = path + "/data.mdb"
    try DataFile.refuseTruncated(data)
    if FileSystem.isRemote(path) { throw .remoteFileSystem(path: path) }
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
    self.patience = options.patience
    self.files = OpenFiles(directory: path, data: identity)
    self.serial = Environment.serials.wrappingAdd(1, ordering: .relaxed).newValue
    if options.checksPages { try checkPages() }
  }

  /// Walks over every page of the present state.
  ///
  /// - Throws: ``LMDBError/damagedPage(path:page:reason:)``.
  package func checkPages() throws(LMDBError) {
    // Two commits of others between beginning and looking are enough for another try.
    for _ in 0..<10_000 where try PageCheck.run(try ReadTransaction(self)) { return }
    throw .system(call: "mdb_txn_begin", path: path, code: EAGAIN)
  }

  deinit {
    let (pointer, identity) = (pointer, files.data)
    // Under the lock: once it is closed, a new file may get the number of one that was deleted.
    Environment.open.withLock { open in
      mdb_env_close(pointer)
      open.remove(identity)
    }
  }

  /// Whether this process has the environment with this data file open.
  static func isOpen(_ data: String) -> Bool {
    guard let identity = FileSystem.identity(of: data) else { return false }
    return open.withLock { $0.contains(identity) }
  }

  /// Bytes of address space reserved at present; 0 after a failed growth.
  package var mapSize: Int {
    gate.look {
      var info = MDB_envinfo()
      mdb_env_info(pointer, &info)
      return info.me_mapsize
    } ?? 0
  }

  /// Bytes of the file that hold pages, free ones included; 0 after a failed growth.
  package var usedBytes: Int {
    gate.look {
      var info = MDB_envinfo()
      var stat = MDB_stat()
      mdb_env_info(pointer, &info)
      mdb_env_stat(pointer, &stat)
      return (Int(info.me_last_pgno) + 1) * Int(stat.ms_psize)
    } ?? 0
  }

  /// The number of the last committed transaction, as every process sees it; 0 after a failed growth.
  package var lastTransaction: UInt64 {
    gate.look {
      var info = MDB_envinfo()
      mdb_env_info(pointer, &info)
      return UInt64(truncatingIfNeeded: info.me_last_txnid)
    } ?? 0
  }

  /// Frees the reader slots of processes that died while reading; returns how many there were.
  ///
  /// A dead reader keeps every page that it could see from being reused, so the file grows. Happens
  /// at open, when the slots run out, and every so many writes of a process.
  @discardableResult
  package func clearStaleReaders() -> Int {
    var dead: Int32 = 0
    mdb_reader_check(pointer, &dead)
    return Int(dead)
  }

  /// Reserves at least `bytes` of address space, at least doubling what there is.
  ///
  /// Waits for the transactions of this process to end (``EnvironmentOptions/patience``), because
  /// moving the map under one leaves it with dangling pointers. When the system refuses the address
  /// space, the map is gone: every later use throws that error until the environment is opened anew.
  ///
  /// - Throws: ``LMDBError/mapInUse`` when they do not end, ``LMDBError/nestedWrite`` on a thread
  ///   that itself holds a write.
  package func growMap(toAtLeast bytes: Int) throws(LMDBError) {
    try refuseNestedWrite()
    let granule = 1 << 16
    let wanted = min(max(bytes, mapSize * 2), 1 << 62)
    try setMapSize((wanted + granule - 1) / granule * granule)
  }

  /// Takes over the map size that another process gave the file.
  func adoptMapSize() throws(LMDBError) { try setMapSize(0) }

  private func setMapSize(_ bytes: Int) throws(LMDBError) {
    try gate.move(patience: patience) { () throws(LMDBError) in
      let code = mdb_env_set_mapsize(pointer, bytes)
      guard code == MDB_SUCCESS else {
        throw .from(code, call: "mdb_env_set_mapsize", path: path)
      }
    }
  }

  /// Throws if a file of this environment is not the one that was opened.
  func checkFiles() throws(LMDBError) { try files.refuseReplaced() }

  /// Throws if writing cannot be safe: after a failed commit, or when a file was replaced.
  func checkWritable() throws(LMDBError) {
    try refusePoisoned()
    try checkFiles()
  }

  /// Throws after a failed commit.
  func refusePoisoned() throws(LMDBError) {
    if state.withLock({ $0.isPoisoned }) { throw .poisoned(path: path) }
  }

  /// After this every write is refused, since nobody can say what the failed commit left on disk.
  func poison() { state.withLock { $0.isPoisoned = true } }

  /// Throws on a thread that holds a write: LMDB would make it wait for itself, for ever.
  func refuseNestedWrite() throws(LMDBError) {
    let me = pthread_self()
    let isNested = state.withLock { $0.writer.map { pthread_equal($0, me) != 0 } ?? false }
    if isNested { throw .nestedWrite }
  }

  /// Counts a write that is about to begin, and now and then frees the slots of dead readers.
  func noteWrite() {
    let writes = state.withLock { state in
      state.writes += 1
      return state.writes
    }
    if writes % Environment.writesBetweenChecks == 0 { clearStaleReaders() }
  }

  /// Says which thread holds the write.
  ///
  /// Said after LMDB gave it the lock and before it gives the lock back, so never for two at once.
  func noteWriter(_ thread: pthread_t?) { state.withLock { $0.writer = thread } }

  private static func map(
    _ path: String, _ options: EnvironmentOptions
  ) throws(LMDBError) -> OpaquePointer {
    var pointer: OpaquePointer?
    let created = mdb_env_create(&pointer)
    guard created == MDB_SUCCESS, let pointer else {
      throw .from(created, call: "mdb_env_create")
    }
    if !options.isLockless {
      let code = LockFile.reserve(path, readers: options.maximumReaders)
      guard code == MDB_SUCCESS else {
        mdb_env_close(pointer)
        throw .system(call: "fallocate", path: path + "/lock.mdb", code: code)
      }
    }
    mdb_env_set_mapsize(pointer, options.mapSize)
    mdb_env_set_maxreaders(pointer, options.maximumReaders)
    mdb_env_set_maxdbs(pointer, options.maximumDatabases)
    let flags =
      UInt32(MDB_NOTLS) | (options.isReadOnly ? UInt32(MDB_RDONLY) : 0)
      | (options.isLockless ? UInt32(MDB_NOLOCK) : 0)
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

  /// Makes an empty environment in the directory `path`.
  static func initialize(_ path: String, _ options: EnvironmentOptions) throws(LMDBError) {
    mdb_env_close(try map(path, options))
  }
}
