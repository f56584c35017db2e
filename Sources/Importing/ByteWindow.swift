/// A stretch of the input held in memory: what has been read and not yet consumed.
///
/// It grows only while its owner asks for more without consuming, so the owner's own limit on a
/// line is the limit on memory.
struct ByteWindow {
  /// The longest line that is taken as one; a longer one is rejected with its length.
  static let lineLimit = 1 << 20

  /// How much of a rejected line that is too long is kept to recognise it by.
  static let keptOfLongLine = 1024

  private static let chunk = 1 << 18
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private let chunks: FileChunks
  private(set) var bytes: [UInt8]
  /// The unread bytes are `bytes[start..<end]`.
  private(set) var start = 0
  private(set) var end = 0
  /// Where `start` lies in the file.
  private(set) var offset = 0
  private var reachedEnd = false

  var name: String { chunks.name }

  /// Reads the beginning and drops a byte order mark, which counts only here.
  init(_ chunks: FileChunks) throws(FileError) {
    self.chunks = chunks
    bytes = [UInt8](repeating: 0, count: 2 * Self.chunk)
    while end < 3, try fill() {}
    if bytes[..<end].starts(with: Self.byteOrderMark) { consume(3) }
    if end - start >= 2 {
      let mark = (bytes[start], bytes[start + 1])
      if mark == (0xFF, 0xFE) || mark == (0xFE, 0xFF) { throw .isUTF16(path: chunks.name) }
    }
  }

  /// Reads more after the unread bytes, whose indices may change; false at the end of the input.
  mutating func fill() throws(FileError) -> Bool {
    if reachedEnd { return false }
    if start > 0 {
      bytes.replaceSubrange(0..<end - start, with: Array(bytes[start..<end]))
      end -= start
      start = 0
    }
    if bytes.count - end < Self.chunk {
      bytes.append(contentsOf: repeatElement(0, count: bytes.count))
    }
    let count = try chunks.read(into: &bytes, from: end)
    end += count
    reachedEnd = count == 0
    return !reachedEnd
  }

  mutating func consume(_ count: Int) {
    start += count
    offset += count
  }

  /// The index of the next line feed at or after `index`, among the bytes already read.
  func lineFeed(from index: Int) -> Int? {
    bytes.withUnsafeBytes { all in
      var index = index
      while index < end {
        if all[index] == 0x0A { return index }
        index += 1
      }
      return nil
    }
  }

  /// Passes over the rest of the line in bounded memory and returns its length without its end.
  mutating func skipLine() throws(FileError) -> Int {
    var length = 0
    var last: UInt8 = 0
    while true {
      if let feed = lineFeed(from: start) {
        if feed > start { last = bytes[feed - 1] }
        length += feed - start
        consume(feed - start + 1)
        return last == 0x0D ? length - 1 : length
      }
      if end > start { last = bytes[end - 1] }
      length += end - start
      consume(end - start)
      guard try fill() else { return length }
    }
  }
}
