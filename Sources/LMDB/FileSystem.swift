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

  /// The names of what lies in the directory `path`; nil, with `errno`, where it cannot be opened.
  package static func names(in path: String) -> [String]? {
    guard let directory = opendir(path) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }

  /// The directory that holds `path`.
  package static func parent(of path: String) -> String {
    let path = withoutTrailingSlash(path)
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The same path without slashes at its end, so that a suffix or a parent can be had of it.
  package static func withoutTrailingSlash(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }

  /// The path without links and independent of the working directory, if it can be had.
  static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The device and inode of a file: two paths with the same pair are one file.
  package static func identity(of path: String) -> FileIdentity? {
    var status = stat()
    return stat(path, &status) == 0 ? FileIdentity(status) : nil
  }

  /// The device and inode of an open file.
  package static func identity(of descriptor: Int32) -> FileIdentity? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? FileIdentity(status) : nil
  }

  /// Whether the file system is shared between machines, where LMDB's locks do not hold.
  static func isRemote(_ path: String) -> Bool { isRemote(type: kontor_file_system_type(path)) }

  /// The same for a number of the list in statfs(2).
  static func isRemote(type: UInt) -> Bool {
    switch type {
    case 0x6969,  // NFS
      0x517B, 0xFF53_4D42, 0xFE53_4D42,  // SMB, CIFS, SMB2
      0x00C3_6400,  // Ceph
      0x5346_414F, 0x7375_7245, 0x564C, 0x7461_636F:  // AFS, Coda, NCP, OCFS2
      true
    default: false
    }
  }
}

/// What makes two paths the same file.
package struct FileIdentity: Hashable {
  let device: UInt64
  let inode: UInt64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }
}
