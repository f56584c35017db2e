/// Which files an open environment works on, to notice when others took their place.
///
/// LMDB holds its files by descriptor and never looks at their names again. After a `lock.mdb` is
/// deleted, the next process makes a new one, and two processes write at once, each with "success".
struct OpenFiles {
  let data: FileIdentity
  private let dataPath: String
  private let lock: FileIdentity?
  private let lockPath: String

  /// Notes the files of the environment just opened in `directory`.
  ///
  /// Without a lock file, as LMDB opens an environment on a read-only file system, there is none to
  /// watch. The path is resolved now, so that a change of the working directory does not matter.
  init(directory: String, data: FileIdentity) {
    let directory = FileSystem.resolved(directory)
    self.data = data
    dataPath = directory + "/data.mdb"
    lockPath = directory + "/lock.mdb"
    lock = FileSystem.identity(of: lockPath)
  }

  func refuseReplaced() throws(LMDBError) {
    guard FileSystem.identity(of: dataPath) == data else { throw .lockFileReplaced(path: dataPath) }
    if let lock, FileSystem.identity(of: lockPath) != lock {
      throw .lockFileReplaced(path: lockPath)
    }
  }
}
