#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The two pages at the start of `data.mdb`, read before LMDB maps the file.
///
/// LMDB opens a truncated file without complaint, and the first read past its end stops the process
/// with SIGBUS; a look at the page count beforehand turns that into an error.
///
/// Layout (LMDB 0.9, `struct MDB_meta` after a 16-byte page header, native byte order): magic at 16,
/// version at 20, page size at 40, last page at 136, transaction at 144.
struct MetaPages {
  let pageSize: Int
  let lastPage: Int
  let transaction: UInt64

  /// Reads the newer of the two; nil when the file holds none, as a file just created does.
  init?(path: String) throws(LMDBError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT
        ? .missing(path: path) : .system(call: "open", path: path, code: errno)
    }
    defer { close(descriptor) }
    guard let first = try MetaPages.read(descriptor, at: 0, path: path) else { return nil }
    guard let second = try MetaPages.read(descriptor, at: first.pageSize, path: path) else {
      self.init(first)
      return
    }
    self.init(first.transaction > second.transaction ? first : second)
  }

  private typealias Fields = (pageSize: Int, lastPage: Int, transaction: UInt64)

  private init(_ fields: Fields) {
    (pageSize, lastPage, transaction) = fields
  }

  private static func read(
    _ descriptor: Int32, at offset: Int, path: String
  ) throws(LMDBError) -> Fields? {
    var page = [UInt8](repeating: 0, count: 152)
    let count = pread(descriptor, &page, page.count, off_t(offset))
    guard count >= 0 else { throw .system(call: "pread", path: path, code: errno) }
    guard count > 0 else { return nil }
    guard count == page.count else { throw .notAnEnvironment(path: path) }
    let fields: Fields? = page.withUnsafeBytes { bytes in
      let magic = bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
      let version = bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self)
      let pageSize = bytes.loadUnaligned(fromByteOffset: 40, as: UInt32.self)
      let lastPage = bytes.loadUnaligned(fromByteOffset: 136, as: UInt64.self)
      guard
        magic == 0xBEEF_C0DE, version & 0xFFFF == 1, (512...65_536).contains(pageSize),
        pageSize.nonzeroBitCount == 1, lastPage < 1 << 48
      else { return nil }
      return (
        Int(pageSize), Int(lastPage), bytes.loadUnaligned(fromByteOffset: 144, as: UInt64.self)
      )
    }
    guard let fields else { throw .notAnEnvironment(path: path) }
    return fields
  }
}
