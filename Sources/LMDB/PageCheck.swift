import CLMDB

/// A walk over every page that one state of an environment reaches, before LMDB follows any of them.
///
/// LMDB 0.9 trusts its pages: a changed offset or page number makes it read where nothing is, stop the
/// process at an assertion, or miss an entry without a word. After this walk every page is one of its
/// tree and of no other, its nodes lie inside it and fill it, keys rise within a page and between the
/// keys that lead to it, and the counts kept beside each root are those found. What may still be
/// changed is the bytes of keys, as far as their order allows, and of values: ``CheckSum`` covers
/// those. It takes about a microsecond a page and reads no long value.
///
/// Layout (LMDB 0.9, native byte order). Page: number 8, padding 2, flags 2, end of the offsets 2 and
/// begin of the nodes 2 (of a long value instead its number of pages, 4), then 2-byte offsets. Node:
/// two halves of the value's length 4, flags 2, length of the key 2, key, value; in a branch the first
/// six bytes are the number of the child. A long value begins behind the header of a page of its own,
/// whose number stands in its place.
struct PageCheck {
  private let path: String
  private let map: UnsafeRawBufferPointer
  private let pageSize: Int
  private let pageCount: UInt64
  private var seen: [UInt64]

  private static let (branch, leaf, long): (UInt16, UInt16, UInt16) = (1, 2, 4)
  private static let (isLong, isTree): (UInt16, UInt16) = (1, 2)

  /// Checks the pages of the state that `transaction` reads.
  ///
  /// - Throws: ``LMDBError/damagedPage(path:page:reason:)`` for the first that is not sound.
  ///
  /// Returns false, having checked nothing, when later commits have written over what says where the
  /// pages of that state are; another transaction then sees a newer one.
  static func run(_ transaction: borrowing ReadTransaction) throws(LMDBError) -> Bool {
    let environment = transaction.environment
    var stat = MDB_stat()
    mdb_env_stat(environment.pointer, &stat)
    let size = Int(stat.ms_psize)
    let path = environment.path + "/data.mdb"
    // The map of LMDB itself is not to be had from it.
    let file = try FileMap(path)
    let map = UnsafeRawBufferPointer(rebasing: file.bytes.prefix(file.bytes.count / size * size))
    guard map.count >= 2 * size else {
      throw .truncated(path: path, expectedBytes: 2 * size, actualBytes: map.count)
    }
    // Of the two first pages, the one that this transaction reads from; a later commit may write over
    // it while the pages it names stay as they are.
    for page in 0..<2 {
      let state = PageState(map, at: page * size)
      guard state.transaction == UInt64(truncatingIfNeeded: mdb_txn_id(transaction.pointer)),
        state == PageState(map, at: page * size)
      else { continue }
      var check = PageCheck(path: path, map: map, pageSize: size, state)
      try check.run(state, page: UInt64(page))
      withExtendedLifetime(file) {}
      return true
    }
    return false
  }

  private init(path: String, map: UnsafeRawBufferPointer, pageSize: Int, _ state: PageState) {
    self.path = path
    self.map = map
    self.pageSize = pageSize
    pageCount = min(state.lastPage &+ 1, UInt64(map.count / pageSize))
    seen = [UInt64](repeating: 0, count: Int(pageCount / 64) + 1)
  }

  private mutating func run(_ state: PageState, page: UInt64) throws(LMDBError) {
    guard state.pageSize == pageSize, state.flags == PageState.knownFlags else {
      throw wrong(page, "names settings that no program of ours gave it")
    }
    guard state.main.flags == 0 else { throw wrong(page, "names another order of keys") }
    var databases: [(page: UInt64, tree: PageTree)] = []
    try walk(state.main, from: page, holds: Self.isTree) { owner, _, value in
      databases.append((owner, PageTree(value, at: 0)))
    }
    for database in databases {
      guard database.tree.flags == 0 else {
        throw wrong(database.page, "names another order of keys")
      }
      try walk(database.tree, from: database.page, holds: 0) { _, _, _ in }
    }
    try checkFree(state, page)
  }

  /// A page that is listed as free must not be in use, since the next write would write over it.
  private mutating func checkFree(_ state: PageState, _ page: UInt64) throws(LMDBError) {
    var lists: [(page: UInt64, list: UnsafeRawBufferPointer)] = []
    try walk(state.free, from: page, holds: 0, keysAreNumbers: true) { owner, _, value in
      lists.append((owner, value))
    }
    for (owner, list) in lists {
      let count = list.count >= 8 ? list.number(at: 0, as: UInt64.self) : .max
      guard count <= UInt64(list.count / 8) &- 1 else {
        throw wrong(owner, "lists free pages badly")
      }
      var before = UInt64.max
      for index in 0..<Int(count) {
        let free = list.number(at: 8 + 8 * index, as: UInt64.self)
        guard (2..<before).contains(free), free <= state.lastPage else {
          throw wrong(owner, "lists free pages out of order")
        }
        before = free
        // Pages taken and given back within one transaction lie beyond the end of the file.
        if free < pageCount { try enter(free, from: owner) }
      }
    }
  }

  private mutating func walk(
    _ tree: PageTree, from owner: UInt64, holds kind: UInt16, keysAreNumbers: Bool = false,
    _ each: (UInt64, UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void
  ) throws(LMDBError) {
    var found = PageTree.empty
    found.flags = tree.flags
    found.root = tree.root
    if tree.root != .max {
      found.depth = tree.depth
      var level = PageLevel(
        kind: kind, keysAreNumbers: keysAreNumbers, owner: owner, remaining: tree.depth)
      try visit(tree.root, &level, &found, each)
    }
    guard found == tree else {
      throw wrong(owner, "counts other pages and entries in a tree than are there")
    }
  }

  private mutating func visit(
    _ number: UInt64, _ level: inout PageLevel, _ found: inout PageTree,
    _ each: (UInt64, UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void
  ) throws(LMDBError) {
    try enter(number, from: level.owner)
    let page = self.page(number)
    let (flags, lower, upper) = (page.half(at: 10), Int(page.half(at: 12)), Int(page.half(at: 14)))
    let isBranch = level.remaining > 1
    guard page.number(at: 0, as: UInt64.self) == number, level.remaining > 0,
      flags == (isBranch ? Self.branch : Self.leaf), lower >= (isBranch ? 20 : 18), lower % 2 == 0,
      lower <= upper, upper <= pageSize
    else { throw wrong(number, "is not the page that its tree says") }
    if isBranch { found.branchPages += 1 } else { found.leafPages += 1 }
    var used = 0
    for slot in stride(from: 16, to: lower, by: 2) {
      let start = Int(page.half(at: slot))
      guard start >= upper, start + 8 <= pageSize else { throw wrong(number, "has a node outside") }
      let keyEnd = start + 8 + Int(page.half(at: start + 6))
      guard keyEnd <= pageSize else { throw wrong(number, "has a key outside") }
      let key = UnsafeRawBufferPointer(rebasing: page[start + 8..<keyEnd])
      if isBranch {
        used += (keyEnd - start + 1) & ~1
        let child = page.number(at: start, as: UInt64.self) & 0xFFFF_FFFF_FFFF
        try descend(child, first: slot == 16, key, number, &level, &found, each)
      } else {
        try level.take(key) { wrong(number, $0) }
        found.entries += 1
        let node = try self.node(number, page, start, keyEnd, level.kind, &found)
        used += node.used
        each(number, key, node.value)
      }
    }
    guard used == pageSize - upper else { throw wrong(number, "has nodes that do not fill it") }
  }

  /// The entries of a child lie at or behind the key that leads to it, and before the next one.
  private mutating func descend(
    _ child: UInt64, first: Bool, _ key: UnsafeRawBufferPointer, _ number: UInt64,
    _ level: inout PageLevel, _ found: inout PageTree,
    _ each: (UInt64, UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void
  ) throws(LMDBError) {
    // The key of the first child is never looked at.
    if !first { try level.bound(key) { wrong(number, $0) } }
    let (owner, remaining) = (level.owner, level.remaining)
    level.owner = number
    level.remaining -= 1
    try visit(child, &level, &found, each)
    level.owner = owner
    level.remaining = remaining
  }

  private mutating func node(
    _ number: UInt64, _ page: UnsafeRawBufferPointer, _ start: Int, _ keyEnd: Int, _ kind: UInt16,
    _ found: inout PageTree
  ) throws(LMDBError) -> (used: Int, value: UnsafeRawBufferPointer) {
    let length = Int(page.number(at: start, as: UInt32.self))
    let flags = page.half(at: start + 4)
    guard flags == kind || (flags == Self.isLong && kind == 0) else {
      throw wrong(number, "has an entry of another kind")
    }
    guard flags == Self.isLong else {
      guard keyEnd + length <= pageSize, kind == 0 || length == PageTree.byteCount else {
        throw wrong(number, "has a value outside")
      }
      let value = UnsafeRawBufferPointer(rebasing: page[keyEnd..<keyEnd + length])
      return ((keyEnd + length - start + 1) & ~1, value)
    }
    guard keyEnd + 8 <= pageSize else { throw wrong(number, "has a value outside") }
    let first = page.number(at: keyEnd, as: UInt64.self)
    try enter(first, from: number)
    let header = self.page(first)
    let count = UInt64(header.number(at: 12, as: UInt32.self))
    // A value written over by a shorter one keeps its pages.
    guard header.number(at: 0, as: UInt64.self) == first, header.half(at: 10) == Self.long,
      count >= UInt64((16 + length + pageSize - 1) / pageSize), count <= pageCount - first
    else { throw wrong(first, "is not the long value that its tree says") }
    for next in first + 1..<first + count { try enter(next, from: number) }
    found.longPages += count
    let begin = Int(first) * pageSize + 16
    let value = UnsafeRawBufferPointer(rebasing: map[begin..<begin + length])
    return ((keyEnd + 8 - start + 1) & ~1, value)
  }

  private func page(_ number: UInt64) -> UnsafeRawBufferPointer {
    let start = Int(number) * pageSize
    return UnsafeRawBufferPointer(rebasing: map[start..<start + pageSize])
  }

  /// Notes that a page is in use; it must be there, and in use once.
  private mutating func enter(_ number: UInt64, from owner: UInt64) throws(LMDBError) {
    guard (2..<pageCount).contains(number) else {
      throw wrong(owner, "leads to page \(number), which is not there")
    }
    let (word, bit) = (Int(number / 64), UInt64(1) << (number % 64))
    guard seen[word] & bit == 0 else { throw wrong(owner, "leads to page \(number) again") }
    seen[word] |= bit
  }

  private func wrong(_ page: UInt64, _ reason: String) -> LMDBError {
    .damagedPage(path: path, page: page, reason: reason)
  }
}

extension UnsafeRawBufferPointer {
  func half(at offset: Int) -> UInt16 { loadUnaligned(fromByteOffset: offset, as: UInt16.self) }

  func number<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Number.Type
  ) -> Number {
    loadUnaligned(fromByteOffset: offset, as: type)
  }
}
