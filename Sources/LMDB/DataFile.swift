#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A `data.mdb`, read by calls instead of through the map, where a missing page is an error and not
/// a signal.
struct DataFile: ~Copyable {
  let path: String
  private let descriptor: Int32

  init(_ path: String) throws(LMDBError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? .missing(path: FileSystem.parent(of: path))
        : .system(call: "open", path: path, code: errno)
    }
  }

  deinit { close(descriptor) }

  var sizeInBytes: Int {
    get throws(LMDBError) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else {
        throw .system(call: "fstat", path: path, code: errno)
      }
      return Int(status.st_size)
    }
  }

  /// The `count` bytes at `offset`, fewer where the file ends.
  func read(_ count: Int, at offset: Int) throws(LMDBError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = pread(descriptor, &bytes, count, off_t(offset))
    guard got >= 0 else { throw .system(call: "pread", path: path, code: errno) }
    return Array(bytes.prefix(got))
  }

  /// Throws when the file ends before a page that is in use.
  ///
  /// LMDB opens a truncated file without complaint, and the first read past its end stops the process
  /// with SIGBUS; a look at the page count beforehand turns that into an error.
  ///
  /// A sound file may be shorter than its page count says, since pages taken and given back within one
  /// transaction are counted but never written. All that are missing must be free, then.
  static func refuseTruncated(_ path: String) throws(LMDBError) {
    let file = try DataFile(path)
    while true {
      let meta = try MetaPages(file)
      let expected = (meta.lastPage + 1) * meta.pageSize
      let actual = try file.sizeInBytes
      if actual >= expected { return }
      let cut = actual / meta.pageSize
      let missing = meta.lastPage + 1 - cut
      if try FreePages(of: file, meta, before: cut)?.count(from: cut, through: meta.lastPage)
        == missing
      {
        return
      }
      // Another process may have committed in the meantime; what was read is then of two states.
      if try MetaPages(file).transaction == meta.transaction {
        throw .truncated(path: path, expectedBytes: expected, actualBytes: actual)
      }
    }
  }
}
