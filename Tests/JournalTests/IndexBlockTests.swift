import Testing

@testable import Journal

@Suite struct IndexBlockTests {
  private func identities(_ random: inout SeededRandom, _ count: Int) -> [IdentityEntry] {
    (0..<count).map { number in
      // Full hashes, neighbours, and the same one again and again; each position once.
      let hash = [UInt64.random(in: 0 ... .max, using: &random), UInt64(number % 5), 7, .max]
      return IdentityEntry(hash: hash[number % 4], position: UInt64(number) << (number % 4 * 15))
    }.sorted { $0 < $1 }
  }

  private func streams(_ random: inout SeededRandom, _ count: Int) -> [StreamEntry] {
    (0..<count).map { number in
      let time = [Int64.min, .max, 0, Int64.random(in: -5...5, using: &random)]
      return StreamEntry(
        stream: [0, 1, .max, UInt32(number / 9)][number % 4], occurred: time[number / 4 % 4],
        position: UInt64(number), revision: [0, .max, UInt32(number)][number % 3])
    }.sorted { $0 < $1 }
  }

  /// The entries of all blocks that `entries` are divided into, and how many blocks there are.
  private func again<Entry: IndexEntry>(_ entries: [Entry], limit: Int) -> ([Entry], Int) {
    var (read, blocks, start) = ([Entry](), 0, 0)
    while start < entries.count {
      let block = IndexBlock.make(entries[start...], limit: limit)
      #expect(block.count == 1 || block.bytes.count <= limit)
      let isBlock = block.bytes.withUnsafeBytes {
        IndexBlock.read($0) { (entry: Entry) in
          read.append(entry)
          return true
        }
      }
      #expect(isBlock)
      start += block.count
      blocks += 1
    }
    return (read, blocks)
  }

  @Test(arguments: [1, 20, 48, 200, 4_080])
  func `What is written is read again, however it is divided`(limit: Int) {
    var random = SeededRandom(seed: UInt64(limit))
    let (identities, streams) = (identities(&random, 500), streams(&random, 500))
    #expect(again(identities, limit: limit).0 == identities)
    #expect(again(streams, limit: limit).0 == streams)
    #expect(again(streams, limit: 1).1 == 500)
  }

  @Test func `A block that was cut or lengthened is refused or shorter, never read beyond its end`()
  {
    var random = SeededRandom(seed: 3)
    let entries = streams(&random, 100)
    let whole = IndexBlock.make(entries[...], limit: 4_080)
    for length in 0..<whole.bytes.count {
      var read: [StreamEntry] = []
      let isBlock = whole.bytes.prefix(length).withUnsafeBytes {
        IndexBlock.read($0) { (entry: StreamEntry) in
          read.append(entry)
          return true
        }
      }
      #expect(read == Array(entries.prefix(read.count)), "\(length) bytes")
      #expect(isBlock || length < whole.bytes.count)
      if length < StreamEntry.byteCount { #expect(!isBlock && read.isEmpty) }
    }
    for end in [[UInt8](repeating: 0xFF, count: 12), [0, 0, 0, 0], [0x80]] {
      let isBlock = (whole.bytes + end).withUnsafeBytes {
        IndexBlock.read($0) { (_: StreamEntry) in true }
      }
      #expect(!isBlock)
    }
  }

  @Test func `Reading ends where it is told to`() {
    var random = SeededRandom(seed: 4)
    let entries = identities(&random, 50)
    let block = IndexBlock.make(entries[...], limit: 4_080)
    var count = 0
    let isBlock = block.bytes.withUnsafeBytes {
      IndexBlock.read($0) { (_: IdentityEntry) in
        count += 1
        return count < 10
      }
    }
    #expect(isBlock && count == 10)
  }

  /// Two identities one apart: 16 bytes, then a step of 1 and the position 300, which takes two.
  @Test func `The bytes of a small block, by hand`() {
    let entries = [
      IdentityEntry(hash: 0x0102_0304_0506_0708, position: 9),
      IdentityEntry(hash: 0x0102_0304_0506_0709, position: 300),
    ]
    let block = IndexBlock.make(entries[...], limit: 4_080)
    #expect(
      block.bytes == [1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 9, 1, 0xAC, 0x02])
  }
}
