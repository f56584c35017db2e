/// The numbers of the pages that hold nothing, as the file itself lists them.
///
/// They are the values of LMDB's database 0, a tree of pages like any other: a page has a header of
/// 16 bytes (flags at 10, end of the offsets at 12), then 2-byte offsets of its nodes. A node has
/// 8 bytes of header (two halves of the value's length, flags, length of the key; in a branch the first
/// six bytes are the number of the child), the key and the value. A long value lies in pages of its
/// own. Each value here is a list: how many numbers, then the numbers.
struct FreePages {
  private var numbers: Set<UInt64> = []
  private var unread: Int
  private let end: Int
  private let size: Int

  /// Reads the list, touching no page from `end` on; nil when it is not whole.
  init?(of file: borrowing DataFile, _ meta: MetaPages, before end: Int) throws(LMDBError) {
    self.end = end
    unread = end
    size = meta.pageSize
    guard meta.freeRoot != .max else { return }
    guard try visit(meta.freeRoot, in: file) else { return nil }
  }

  /// How many of the pages from `first` through `last` are free.
  func count(from first: Int, through last: Int) -> Int {
    numbers.count { UInt64(first) <= $0 && $0 <= UInt64(last) }
  }

  private mutating func visit(
    _ number: UInt64, in file: borrowing DataFile
  ) throws(LMDBError) -> Bool {
    // A tree has no more pages than the file, so that a damaged one cannot go round in circles.
    guard number < UInt64(end), unread > 0 else { return false }
    unread -= 1
    let page = try file.read(size, at: Int(number) * size)
    guard page.count == size else { return false }
    let flags = page.number(at: 10, as: UInt16.self)
    let lower = Int(page.number(at: 12, as: UInt16.self))
    guard (16...size).contains(lower), flags & 3 != 0 else { return false }
    for slot in stride(from: 16, to: lower - 1, by: 2) {
      let node = Int(page.number(at: slot, as: UInt16.self))
      guard node + 8 <= size else { return false }
      let isSound =
        flags & 1 != 0
        ? try visit(page.number(at: node, as: UInt64.self) & 0xFFFF_FFFF_FFFF, in: file)
        : try take(page, node: node, in: file)
      guard isSound else { return false }
    }
    return true
  }

  private mutating func take(
    _ page: [UInt8], node: Int, in file: borrowing DataFile
  ) throws(LMDBError) -> Bool {
    let length = Int(page.number(at: node, as: UInt32.self))
    let isElsewhere = page.number(at: node + 4, as: UInt16.self) & 1 != 0
    let start = node + 8 + Int(page.number(at: node + 6, as: UInt16.self))
    guard length >= 8, start + (isElsewhere ? 8 : length) <= size else { return false }
    var list = page[start...].prefix(length)
    if isElsewhere {
      let first = page.number(at: start, as: UInt64.self)
      guard first < UInt64(end) else { return false }
      list = try file.read(length, at: Int(first) * size + 16)[...]
      guard list.count == length else { return false }
    }
    let ids = Array(list)
    let count = ids.number(at: 0, as: UInt64.self)
    guard count <= UInt64(length / 8 - 1) else { return false }
    for index in 0..<Int(count) {
      numbers.insert(ids.number(at: 8 + 8 * index, as: UInt64.self))
    }
    return true
  }
}
