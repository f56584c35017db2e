import CLMDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Room on the disk for `lock.mdb`.
///
/// LMDB makes that file long without writing it and then writes it through a map: on a full disk this
/// ends the process with SIGBUS. Blocks reserved beforehand turn that into an error that a call returns.
enum LockFile {
  /// Takes the blocks of the lock file in the directory `path`; 0, or the error of a disk that is full.
  ///
  /// To be called before LMDB opens the file, by a process that has not opened it: closing it a second
  /// time would release the locks. What else goes wrong here is left for LMDB to say.
  static func reserve(_ path: String, readers: UInt32) -> Int32 {
    #if os(Linux)
      let descriptor = open(path + "/lock.mdb", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return 0 }
      defer { close(descriptor) }
      let bytes = size(readers)
      var status = stat()
      guard fstat(descriptor, &status) == 0, Int(status.st_blocks) * 512 < bytes else { return 0 }
      while kontor_reserve(descriptor, bytes) != 0 {
        if errno == EINTR { continue }
        return errno == ENOSPC || errno == EDQUOT ? errno : 0
      }
    #endif
    return 0
  }

  /// A line of the processor's cache for each reader and two for what all share, in whole pages.
  private static func size(_ readers: UInt32) -> Int {
    let page = sysconf(Int32(_SC_PAGESIZE))
    return ((Int(readers) + 2) * 64 + page - 1) / page * page
  }
}
