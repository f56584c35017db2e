#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A directory in the making, `<target>.new`, that gets its name when it is whole.
///
/// A lock on the directory tells one that is being made from one that a crash left behind: the first
/// is refused, the second replaced. What is not finished is removed again.
struct UnfinishedDirectory: ~Copyable {
  let path: String
  private let target: String
  private let lock: Int32
  private var isFinished = false

  var data: String { path + "/data.mdb" }

  init(for target: String) throws(LMDBError) {
    self.target = FileSystem.withoutTrailingSlash(target)
    path = self.target + ".new"
    guard !FileSystem.exists(target) else {
      throw .system(call: "create", path: target, code: EEXIST)
    }
    if FileSystem.exists(path) { try UnfinishedDirectory.removeLeftover(path) }
    try FileSystem.makeDirectory(path)
    do throws(LMDBError) {
      lock = try UnfinishedDirectory.lock(path)
    } catch {
      rmdir(path)
      throw error
    }
  }

  deinit {
    if !isFinished { UnfinishedDirectory.remove(path) }
    close(lock)
  }

  /// Makes the contents durable and gives the directory its name.
  consuming func finish() throws(LMDBError) {
    try FileSystem.syncFile(data)
    unlink(path + "/lock.mdb")
    try FileSystem.syncDirectory(path)
    try FileSystem.renameDurably(path, to: target)
    isFinished = true
  }

  private static func removeLeftover(_ path: String) throws(LMDBError) {
    let lock = try lock(path)
    defer { close(lock) }
    guard remove(path) == 0 else { throw .system(call: "rmdir", path: path, code: errno) }
  }

  /// Removes what an environment consists of; a directory with anything else in it stays.
  @discardableResult
  private static func remove(_ path: String) -> Int32 {
    for file in ["/data.mdb", "/lock.mdb"] { unlink(path + file) }
    return rmdir(path)
  }

  /// Locks the directory against other creators; closing the descriptor, or dying, unlocks it.
  private static func lock(_ path: String) throws(LMDBError) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
    // The name may have passed to another directory between opening and locking.
    guard
      flock(descriptor, LOCK_EX | LOCK_NB) == 0,
      FileSystem.identity(of: descriptor) == FileSystem.identity(of: path)
    else {
      close(descriptor)
      throw .beingCreated(path: path)
    }
    return descriptor
  }
}
