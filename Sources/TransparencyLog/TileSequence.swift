/// The tiles that a tree has and an older one has not: level by level, then those of entries.
package struct TileSequence: Sequence, IteratorProtocol, Sendable {
  private let oldSize: UInt64
  private let size: UInt64
  private var content = Tile.Content.hashes(level: 0)
  private var number: UInt64

  init(from oldSize: UInt64, to size: UInt64) {
    self.oldSize = oldSize
    self.size = size
    number = TileSequence.firstChanged(oldSize)
  }

  package mutating func next() -> Tile? {
    guard oldSize < size else { return nil }
    while true {
      let count = TileSequence.hashCount(content, size)
      let held = TileSequence.hashCount(content, oldSize)
      let start = number << 8
      if start < count, held < count {
        let tile = Tile(content, number: number, width: Int(Swift.min(256, count - start)))
        number += 1
        return tile
      }
      switch content {
      case .entries: return nil
      case .hashes(let level):
        content =
          TileSequence.hashCount(.hashes(level: level + 1), size) > 0
          ? .hashes(level: level + 1) : .entries
        number = TileSequence.firstChanged(TileSequence.hashCount(content, oldSize))
      }
    }
  }

  private static func hashCount(_ content: Tile.Content, _ size: UInt64) -> UInt64 {
    switch content {
    case .entries: size
    case .hashes(let level): level < 8 ? size >> (8 * UInt64(level)) : 0
    }
  }

  /// The tile in which the hash number `held` stands, the first that an older tree lacks.
  private static func firstChanged(_ held: UInt64) -> UInt64 { held >> 8 }
}
