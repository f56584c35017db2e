#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What LMDB keeps beside the root of a tree of pages (`struct MDB_db`, 48 bytes).
struct PageTree: Equatable {
  static let byteCount = 48
  static let empty = PageTree()

  var flags: UInt16 = 0
  var depth: UInt16 = 0
  var branchPages: UInt64 = 0
  var leafPages: UInt64 = 0
  var longPages: UInt64 = 0
  var entries: UInt64 = 0
  /// The highest number where the tree is empty.
  var root = UInt64.max

  private init() {}

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    flags = bytes.half(at: offset + 4)
    depth = bytes.half(at: offset + 6)
    branchPages = bytes.number(at: offset + 8, as: UInt64.self)
    leafPages = bytes.number(at: offset + 16, as: UInt64.self)
    longPages = bytes.number(at: offset + 24, as: UInt64.self)
    entries = bytes.number(at: offset + 32, as: UInt64.self)
    root = bytes.number(at: offset + 40, as: UInt64.self)
  }
}

/// What one of the two first pages says of the whole (`struct MDB_meta` behind the page's header).
struct PageState: Equatable {
  /// The list of free pages is ordered by number; nothing else is ever set by this program.
  static let knownFlags: UInt16 = 8

  let pageSize: Int
  let flags: UInt16
  let free: PageTree
  let main: PageTree
  let lastPage: UInt64
  let transaction: UInt64

  init(_ map: UnsafeRawBufferPointer, at page: Int) {
    pageSize = Int(map.number(at: page + 40, as: UInt32.self))
    free = PageTree(map, at: page + 40)
    flags = free.flags
    main = PageTree(map, at: page + 88)
    lastPage = map.number(at: page + 136, as: UInt64.self)
    transaction = map.number(at: page + 144, as: UInt64.self)
  }
}

/// Where a walk stands in a tree: how deep, and the keys that the next one must lie behind.
struct PageLevel {
  let kind: UInt16
  let keysAreNumbers: Bool
  /// The page that leads here.
  var owner: UInt64
  /// Levels from here down to the leaves, this one included.
  var remaining: UInt16
  private var last: UnsafeRawBufferPointer?
  private var least: UnsafeRawBufferPointer?

  init(kind: UInt16, keysAreNumbers: Bool, owner: UInt64, remaining: UInt16) {
    self.kind = kind
    self.keysAreNumbers = keysAreNumbers
    self.owner = owner
    self.remaining = remaining
  }

  /// Takes the key of an entry, which must rise.
  mutating func take(
    _ key: UnsafeRawBufferPointer, _ wrong: (String) -> LMDBError
  ) throws(LMDBError) {
    guard keysAreNumbers ? key.count == 8 : (1...511).contains(key.count) else {
      throw wrong("has a key of \(key.count) bytes")
    }
    if let last, !isLess(last, key) { throw wrong("has keys out of order") }
    if let least, isLess(key, least) { throw wrong("has a key before the one that leads to it") }
    last = key
    least = nil
  }

  /// Takes a key of a branch: everything before lies before it, everything after does not.
  mutating func bound(
    _ key: UnsafeRawBufferPointer, _ wrong: (String) -> LMDBError
  ) throws(LMDBError) {
    if let last, !isLess(last, key) { throw wrong("has keys out of order") }
    least = key
  }

  private func isLess(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    if keysAreNumbers, left.count == 8, right.count == 8 {
      return left.number(at: 0, as: UInt64.self) < right.number(at: 0, as: UInt64.self)
    }
    guard let first = left.baseAddress, let second = right.baseAddress else { return left.isEmpty }
    let order = memcmp(first, second, min(left.count, right.count))
    return order == 0 ? left.count < right.count : order < 0
  }
}
