import Foundation
import LMDB

/// A small file that is whole on disk, or not there: written under another name, synced, renamed.
package enum DurableFile {
  /// Writes `bytes` to `path`, in place of what may be there.
  package static func write(_ bytes: [UInt8], to path: String) throws(JournalError) {
    let new = path + ".new"
    let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(call: "open", path: new, code: errno) }
    do {
      defer { close(descriptor) }
      var written = 0
      while written < bytes.count {
        let count = bytes.withUnsafeBytes {
          Foundation.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw JournalError.file(call: "write", path: new, code: errno) }
        written += count
      }
      guard fsync(descriptor) == 0 else {
        throw JournalError.file(call: "fsync", path: new, code: errno)
      }
    } catch {
      unlink(new)
      throw (error as? JournalError) ?? .file(call: "write", path: new, code: EIO)
    }
    try inStorage { () throws(LMDBError) in try FileSystem.renameDurably(new, to: path) }
  }

  /// The bytes of a file; nil when there is none.
  package static func read(_ path: String) throws(JournalError) -> [UInt8]? {
    guard FileSystem.exists(path) else { return nil }
    do throws(UnreadableFile) {
      return try NamedFile.bytes(at: path)
    } catch {
      throw .file(call: "read", path: path, code: error.code)
    }
  }

  /// Makes the directory `path` and those above it, only for their owner, where they are not there.
  package static func makeDirectories(_ path: String) throws(JournalError) {
    guard !FileSystem.exists(path) else { return }
    let parent = FileSystem.parent(of: path)
    try makeDirectories(parent)
    do throws(LMDBError) {
      try FileSystem.makeDirectory(path)
    } catch {
      // Another process may have been faster.
      guard FileSystem.exists(path) else { throw .storage(error) }
    }
    try inStorage { () throws(LMDBError) in try FileSystem.syncDirectory(parent) }
  }
}
