import Foundation
import LMDB

/// Keeps other processes out while something in a directory is made, judged or removed.
///
/// It ends with the value, also with a process that dies, and leaves no file behind.
package struct DirectoryLock: ~Copyable {
  private let descriptor: Int32

  /// Waits until no other process holds the lock of the directory `path`.
  package init(_ path: String) throws(JournalError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(call: "open", path: path, code: errno) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let code = errno
        close(descriptor)
        throw .file(call: "flock", path: path, code: code)
      }
    }
  }

  deinit { close(descriptor) }
}
