import CLMDB

/// An entry where it lies in the map; it ends with the transaction that it was read in.
package struct PageEntry {
  package let key: UnsafeRawBufferPointer
  package let value: UnsafeRawBufferPointer
}

/// A page of entries, read without asking LMDB for each of them.
///
/// Layout (LMDB 0.9, native byte order). Page: flags at 10, end of the offsets at 12, the offsets of
/// its nodes from 16 on, two bytes each, in the order of the keys. Node: two halves of the value's length
/// 4, flags 2, length of the key 2, key, value.
struct LeafPage {
  private static let leaf: UInt16 = 2

  private let page: UnsafeRawBufferPointer
  private let count: Int

  /// The page that holds `key`, which lies in the map; nil when it is not a plain page of entries.
  ///
  /// LMDB fills a page from its top, so rising keys lie at falling addresses, which the processor
  /// does not prefetch. Reading one byte per cache line in rising order first makes a scan about twice
  /// as fast. A key lies whole in its page, and a page in use is there whole.
  init?(of key: UnsafeRawBufferPointer, size: Int) {
    let start = UInt(bitPattern: key.baseAddress) & ~UInt(size - 1)
    page = UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: start), count: size)
    for offset in stride(from: 0, to: size, by: 4_096) {
      kontor_touch_page(page.baseAddress.map { $0 + offset })
    }
    let end = Int(page.loadUnaligned(fromByteOffset: 12, as: UInt16.self))
    guard page.loadUnaligned(fromByteOffset: 10, as: UInt16.self) == Self.leaf,
      (16...size).contains(end)
    else { return nil }
    count = (end - 16) / 2
  }

  /// Appends the entries behind `key`, up to the end or to one that only LMDB can find, such as a value
  /// that lies in pages of its own.
  func append(after key: UnsafeRawBufferPointer, to entries: inout [PageEntry]) {
    guard let start = page.baseAddress, let first = key.baseAddress else { return }
    let node = first - start - 8
    guard let place = (0..<count).first(where: { offset($0) == node }) else { return }
    for index in place + 1..<count {
      guard let entry = entry(at: offset(index)) else { return }
      entries.append(entry)
    }
  }

  @inline(__always)
  private func offset(_ index: Int) -> Int {
    Int(page.loadUnaligned(fromByteOffset: 16 + 2 * index, as: UInt16.self))
  }

  @inline(__always)
  private func entry(at node: Int) -> PageEntry? {
    guard node >= 16, node + 8 <= page.count else { return nil }
    let length = Int(page.loadUnaligned(fromByteOffset: node, as: UInt32.self))
    let flags = page.loadUnaligned(fromByteOffset: node + 4, as: UInt16.self)
    let keyEnd = node + 8 + Int(page.loadUnaligned(fromByteOffset: node + 6, as: UInt16.self))
    guard flags == 0, keyEnd + length <= page.count else { return nil }
    return PageEntry(
      key: UnsafeRawBufferPointer(rebasing: page[node + 8..<keyEnd]),
      value: UnsafeRawBufferPointer(rebasing: page[keyEnd..<keyEnd + length]))
  }
}
