import CLMDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the operating system said to a call, and what a person can do about it.
package enum SystemRefusal {
  /// The system's own words for `code`.
  package static func words(_ code: Int32) -> String { String(cString: mdb_strerror(code)) }

  /// Whether `code` says that this user, or everybody, may not write there.
  static func isDenial(_ code: Int32) -> Bool { [EACCES, EPERM, EROFS].contains(code) }

  /// What to do about `code`.
  package static func advice(_ code: Int32) -> String {
    switch code {
    case ENOSPC, EDQUOT:
      "make room on that disk, then do the same again"
    case EFBIG:
      "raise the limit on the size of files (ulimit -f), then do the same again"
    case EACCES, EPERM:
      "give this user the right to read and write there, or run it as the ledger's owner"
    case EROFS:
      "that disk can only be read; make it writable, or use a copy elsewhere"
    case EIO:
      """
      that disk is full or failed: make room and see the system's log, then run `kontor verify` before \
      writing again
      """
    case EMFILE, ENFILE:
      "too many files are open; close other programs or raise the limit (ulimit -n)"
    case ENOMEM, EAGAIN:
      "give this process more memory or address space (ulimit -v), then do the same again"
    case ENOENT, ENOTDIR:
      "make sure that the directory is there, then do the same again"
    case EEXIST, ENOTEMPTY:
      "something else lies there; move it away or choose another place"
    case EBUSY, EINTR:
      "do the same again"
    default:
      "remove what hinders it, then do the same again"
    }
  }
}
