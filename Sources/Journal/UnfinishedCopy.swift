import Foundation
import LMDB

/// A copy on its way.
///
/// A directory whose name ends in `.new`; it gets its own name when it is whole and goes away
/// otherwise. A file in it says whose copy it is, and is locked by the process that makes it: only a
/// directory with this file, which a crash left behind, is replaced by the next copy to the same
/// place. Anything else under that name is somebody's, a finished backup for example.
struct UnfinishedCopy: ~Copyable {
  let path: String
  private let target: String
  private let lock: Int32
  private var isFinished = false

  private static let markName = "unfinished"

  /// Begins a copy that is to lie at `target`, in the place of an unfinished one.
  ///
  /// - Throws: ``JournalError/exists(path:isLedger:)`` where something else lies there, and
  ///   ``LMDBError/beingCreated(path:)`` while another process makes the same copy.
  static func begin(_ target: String) throws(JournalError) -> UnfinishedCopy {
    let target = FileSystem.withoutTrailingSlash(target)
    let path = target + ".new"
    if mkdir(path, 0o700) != 0 {
      let code = errno
      guard code == EEXIST else { throw .file(call: "mkdir", path: path, code: code) }
      if let lock = try leftover(path, of: target) {
        return UnfinishedCopy(target: target, lock: lock)
      }
    }
    return UnfinishedCopy(target: target, lock: try mark(path, of: target))
  }

  private init(target: String, lock: Int32) {
    self.target = target
    path = target + ".new"
    self.lock = lock
  }

  deinit {
    if !isFinished { UnfinishedCopy.removeAll(path) }
    close(lock)
  }

  /// Puts the mark into an empty directory and locks it.
  private static func mark(_ path: String, of target: String) throws(JournalError) -> Int32 {
    let file = "\(path)/\(markName)"
    let descriptor = open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      // Another process was faster.
      if errno == EEXIST || errno == ENOENT { throw .storage(.beingCreated(path: path)) }
      throw .file(call: "open", path: file, code: errno)
    }
    do throws(JournalError) {
      try take(descriptor, file, path)
      try write(name(of: target), to: descriptor, file)
    } catch {
      unlink(file)
      rmdir(path)
      close(descriptor)
      throw error
    }
    return descriptor
  }

  /// Empties what a crash left of a copy to the same target, and takes over its mark; nil for an empty
  /// directory, which a crash left before it had one.
  private static func leftover(
    _ path: String, of target: String
  ) throws(JournalError) -> Int32? {
    let file = "\(path)/\(markName)"
    let descriptor = open(file, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      guard errno == ENOENT, FileSystem.names(in: path)?.count == 2 else {
        throw .exists(path: path)
      }
      return nil
    }
    do throws(JournalError) {
      try take(descriptor, file, path)
      let bytes = try? NamedFile.bytes(of: descriptor, named: file)
      // A mark that cannot be read is nobody's; a crash may have left one without its text.
      guard let bytes else { throw JournalError.exists(path: path) }
      let text = String(decoding: bytes, as: UTF8.self)
      guard text.isEmpty || text == name(of: target) else { throw JournalError.exists(path: path) }
      remove(path)
      guard FileSystem.names(in: path)?.count == 3 else { throw JournalError.exists(path: path) }
      if text.isEmpty { try write(name(of: target), to: descriptor, file) }
    } catch {
      close(descriptor)
      throw error
    }
    return descriptor
  }

  private static func name(of target: String) -> String {
    "kontor-copy/1 " + (target.split(separator: "/").last.map(String.init) ?? target) + "\n"
  }

  /// Locks the mark; closing the descriptor, or dying, unlocks it.
  private static func take(
    _ descriptor: Int32, _ file: String, _ path: String
  ) throws(JournalError) {
    // The name may have passed to another file between opening and locking.
    guard
      flock(descriptor, LOCK_EX | LOCK_NB) == 0,
      FileSystem.identity(of: descriptor) == FileSystem.identity(of: file)
    else { throw .storage(.beingCreated(path: path)) }
  }

  private static func write(
    _ text: String, to descriptor: Int32, _ file: String
  ) throws(JournalError) {
    let bytes = Array(text.utf8)
    guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw .file(call: "write", path: file, code: errno == 0 ? ENOSPC : errno)
    }
    guard fsync(descriptor) == 0 else { throw .file(call: "fsync", path: file, code: errno) }
  }

  /// Copies the file `source` to `name` and makes it durable.
  func take(_ source: String, as name: String) throws(JournalError) {
    do {
      try FileManager.default.copyItem(atPath: source, toPath: path + name)
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      throw .file(call: "copy", path: source, code: Int32(cause?.code ?? Int(EIO)))
    }
    guard chmod(path + name, 0o600) == 0 else {
      throw .file(call: "chmod", path: path + name, code: errno)
    }
    try inStorage { () throws(LMDBError) in try FileSystem.syncFile(path + name) }
  }

  /// Copies the directory `source` with all in it to `name`, without lock files, and makes it durable.
  func takeDirectory(_ source: String, as name: String) throws(JournalError) {
    try inStorage { () throws(LMDBError) in try FileSystem.makeDirectory(path + name) }
    let entries: [String]
    do {
      entries = try FileManager.default.contentsOfDirectory(atPath: source)
    } catch {
      throw .file(call: "open", path: source, code: errno == 0 ? EIO : errno)
    }
    for entry in entries.sorted() where entry != "lock.mdb" {
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(source)/\(entry)", isDirectory: &isDirectory)
      if isDirectory.boolValue {
        try takeDirectory("\(source)/\(entry)", as: "\(name)/\(entry)")
      } else {
        try take("\(source)/\(entry)", as: "\(name)/\(entry)")
      }
    }
    try inStorage { () throws(LMDBError) in try FileSystem.syncDirectory(path + name) }
  }

  /// Writes `text` to the new file `name` and makes it durable.
  ///
  /// By calls of the system, since Foundation would leave a file of its own behind after a crash.
  func write(_ text: String, as name: String) throws(JournalError) {
    let file = path + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(call: "open", path: file, code: errno) }
    defer { close(descriptor) }
    try UnfinishedCopy.write(text, to: descriptor, file)
  }

  /// Makes the entries durable and gives the directory its name.
  consuming func finish() throws(JournalError) {
    // The verification left a lock file, which belongs to no copy.
    unlink(path + "/journal/lock.mdb")
    let (path, target) = (path, target)
    try inStorage { () throws(LMDBError) in
      try FileSystem.syncDirectory(path)
      try FileSystem.renameDurably(path, to: target)
    }
    isFinished = true
    // Last, so that a crash before the renaming leaves what the next copy may replace. One that stays
    // under the target's name says nothing there.
    unlink("\(target)/\(UnfinishedCopy.markName)")
  }

  /// Removes a copy with its mark.
  private static func removeAll(_ path: String) {
    remove(path)
    unlink("\(path)/\(markName)")
    rmdir(path)
  }

  /// Removes what a copy consists of, but for its mark; what else lies in it stays.
  private static func remove(_ path: String) {
    for name in FileSystem.names(in: path) ?? [] where name != "." && name != ".." {
      var status = stat()
      let entry = "\(path)/\(name)"
      // Not through a link, which leads to what is somebody else's.
      guard lstat(entry, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { continue }
      remove(entry)
      rmdir(entry)
    }
    for file in ["/data.mdb", "/lock.mdb", Backup.manifestName] { unlink(path + file) }
  }
}
