/// A file of a published tree (C2SP tlog-tiles): 256 neighbouring hashes, or the entries beneath them.
///
///     tile/<level>/<number>[.p/<width>]      level 0 holds leaf hashes
///     tile/entries/<number>[.p/<width>]
///
/// Numbers are written in groups of three digits, all but the last behind an x: x001/x234/067. A hash
/// of level l, number n stands for 256ˡ leaves.
package struct Tile: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case hashes(level: Int)
    case entries
  }

  package static let fullWidth = 256

  package let content: Content
  package let number: UInt64
  /// How many hashes, or entries, it holds; below 256 only at the right edge.
  package let width: Int

  package init(_ content: Content, number: UInt64, width: Int) {
    precondition((1...Tile.fullWidth).contains(width), "a tile holds 1 to 256")
    self.content = content
    self.number = number
    self.width = width
  }

  package var isFull: Bool { width == Tile.fullWidth }

  package var path: String {
    let level =
      switch content {
      case .hashes(let level): "\(level)"
      case .entries: "entries"
      }
    var digits = Tile.threeDigits(number % 1000)
    var rest = number / 1000
    while rest > 0 {
      digits = "x\(Tile.threeDigits(rest % 1000))/\(digits)"
      rest /= 1000
    }
    return "tile/\(level)/\(digits)" + (isFull ? "" : ".p/\(width)")
  }

  /// Reads a path; nil for any that ``path`` does not write.
  package init?(path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0] == "tile" else { return nil }
    if parts[1] == "entries" {
      content = .entries
    } else {
      guard let level = LogText.number(parts[1].utf8), level < 64 else { return nil }
      content = .hashes(level: Int(level))
    }
    var groups = parts.dropFirst(2)
    var width = Tile.fullWidth
    if groups.count >= 2, let marked = groups.dropLast().last, marked.hasSuffix(".p") {
      guard let last = groups.popLast(), let given = LogText.number(last.utf8),
        (1..<256).contains(given)
      else { return nil }
      width = Int(given)
      groups = groups.dropLast() + [marked.dropLast(2)]
    }
    var number: UInt64 = 0
    for group in groups {
      let digits = group.utf8.suffix(3)
      guard digits.count == 3, let value = Tile.number(digits), number <= .max / 1000 - 1 else {
        return nil
      }
      number = number * 1000 + value
    }
    self.number = number
    self.width = width
    guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
  }

  /// The tiles of a tree of `size` leaves, the lowest level first; those of entries stand last.
  package static func all(size: UInt64) -> TileSequence { TileSequence(from: 0, to: size) }

  /// The tiles of a tree of `size` leaves that a tree of `oldSize` does not have.
  package static func new(since oldSize: UInt64, size: UInt64) -> TileSequence {
    TileSequence(from: oldSize, to: size)
  }

  /// The tiles at the right edge of a tree of `size` leaves, the only ones that can be partial.
  package static func edge(size: UInt64) -> [Tile] {
    var edge: [Tile] = []
    for level in 0..<8 {
      let count = size >> (8 * UInt64(level))
      guard count > 0 else { break }
      let width = Int((count - 1) & 255) + 1
      edge.append(Tile(.hashes(level: level), number: (count - 1) >> 8, width: width))
      if level == 0 { edge.append(Tile(.entries, number: (count - 1) >> 8, width: width)) }
    }
    return edge
  }

  private static func threeDigits(_ number: UInt64) -> String {
    String(String(number + 1000).dropFirst())
  }

  private static func number(_ digits: some Collection<UInt8>) -> UInt64? {
    var number: UInt64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + UInt64(digit - 48)
    }
    return number
  }
}
