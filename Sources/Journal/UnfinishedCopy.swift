import Foundation
import LMDB

/// A copy on its way.
///
/// A directory whose name ends in `.new`; it gets its own name when it is whole and goes away
/// otherwise. One left by a crash is replaced by the next copy to the same place.
struct UnfinishedCopy: ~Copyable {
  let path: String
  private let target: String
  private var isFinished = false

  init(of target: String) throws(JournalError) {
    self.target = target
    path = target + ".new"
    // A ledger that was opened is nothing unfinished, whatever its name.
    guard !FileSystem.exists(path + "/index") else { throw .exists(path: path) }
    // What is not a copy of a journal is somebody's directory, and stays; making ours then fails.
    UnfinishedCopy.remove(path)
    let path = path
    try inStorage { () throws(LMDBError) in try FileSystem.makeDirectory(path) }
  }

  deinit { if !isFinished { UnfinishedCopy.remove(path) } }

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
    let bytes = Array(text.utf8)
    guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw .file(call: "write", path: file, code: errno == 0 ? ENOSPC : errno)
    }
    guard fsync(descriptor) == 0 else {
      throw .file(call: "fsync", path: file, code: errno)
    }
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
  }

  /// Removes what a copy consists of; a directory with anything else in it stays.
  private static func remove(_ path: String) {
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      var status = stat()
      let entry = "\(path)/\(entry)"
      // Not through a link, which leads to what is somebody else's.
      if lstat(entry, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { remove(entry) }
    }
    for file in ["/data.mdb", "/lock.mdb", Backup.manifestName] { unlink(path + file) }
    rmdir(path)
  }
}
