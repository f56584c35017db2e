import CLMDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The few calls on files that LMDB leaves to its caller: durable creation and identity.
package enum FileSystem {
  /// Makes the entries of a directory durable: a created or renamed file is only there after this.
  package static func syncDirectory(_ path: String) throws(LMDBError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, code: errno) }
  }

  /// Makes the bytes of a file durable.
  package static func syncFile(_ path: String) throws(LMDBError) {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", path: path, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .system(call: "fsync", path: path, code: errno) }
  }

  /// Creates a directory that only its owner may enter; one that exists is an error.
  package static func makeDirectory(_ path: String) throws(LMDBError) {
    guard mkdir(path, 0o700) == 0 else { throw .system(call: "mkdir", path: path, code: errno) }
  }

  /// Renames `source` to `target` and makes the new name durable.
  package static func renameDurably(_ source: String, to target: String) throws(LMDBError) {
    guard rename(source, target) == 0 else {
      throw .system(call: "rename", path: target, code: errno)
    }
    try syncDirectory(parent(of: target))
  }

  /// Whether anything lies at this path.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The directory that holds `path`.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The device and inode of a file: two paths with the same pair are one file.
  static func identity(of path: String) -> FileIdentity? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  static func sizeInBytes(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Int(status.st_size)
  }

  /// Whether locks on this path hold only on one machine, as LMDB needs them to.
  static func isShared(_ path: String) -> Bool {
    // NFS, SMB, CIFS, SMB2, Ceph, as in the manual page of statfs(2).
    [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x00C3_6400].contains(kontor_file_system_type(path))
  }
}

/// What makes two paths the same file.
struct FileIdentity: Hashable {
  let device: UInt64
  let inode: UInt64
}
