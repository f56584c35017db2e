/// The newer of the two pages at the start of `data.mdb` that say what the file holds.
///
/// Layout (LMDB 0.9, `struct MDB_meta` after a 16-byte page header, native byte order): magic at 16,
/// version at 20, the rest in ``PageState``.
struct MetaPages {
  let pageSize: Int
  let lastPage: Int
  let transaction: UInt64
  let freeRoot: UInt64

  /// Reads both.
  ///
  /// - Throws: ``LMDBError/notAnEnvironment(path:)`` when either is none.
  init(_ file: borrowing DataFile) throws(LMDBError) {
    let first = try MetaPages(file, at: 0)
    let second = try MetaPages(file, at: first.pageSize)
    self = first.transaction < second.transaction ? second : first
  }

  private init(_ file: borrowing DataFile, at offset: Int) throws(LMDBError) {
    let page = try file.read(152, at: offset)
    guard page.count == 152 else { throw .notAnEnvironment(path: file.path) }
    let magic = page.number(at: 16, as: UInt32.self)
    let version = page.number(at: 20, as: UInt32.self)
    let state = page.withUnsafeBytes { PageState($0, at: 0) }
    guard
      magic == 0xBEEF_C0DE, version & 0xFFFF == 1, (512...65_536).contains(state.pageSize),
      state.pageSize.nonzeroBitCount == 1, (1..<1 << 46).contains(state.lastPage)
    else { throw .notAnEnvironment(path: file.path) }
    pageSize = state.pageSize
    lastPage = Int(state.lastPage)
    transaction = state.transaction
    freeRoot = state.free.root
  }
}

extension [UInt8] {
  /// The number at `offset`, in native byte order and on any address.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Number.Type
  ) -> Number {
    withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
  }
}
