/// The lines of an input, one after the other, in memory bounded by the longest line allowed.
///
/// A line ends with LF or CR LF; the last one may lack its end. A byte order mark at the very
/// beginning is no part of the first line.
package struct ByteLines {
  /// A line as found, or the fact that it is longer than a mebibyte.
  package enum Line {
    case bytes(ArraySlice<UInt8>)
    case tooLong(RejectedRow)
  }

  /// The number of the line last returned, from 1.
  package private(set) var number = 0
  /// Where the line last returned begins in the file, in bytes.
  package private(set) var offset = 0

  private var window: ByteWindow

  /// Starts at the beginning of `chunks`.
  package init(_ chunks: FileChunks) throws(FileError) {
    self.init(try ByteWindow(chunks))
  }

  init(_ window: ByteWindow) {
    self.window = window
  }

  /// The next line, or nil at the end.
  ///
  /// Drop the slice before asking again, or it is copied.
  package mutating func next() throws(FileError) -> Line? {
    var scanned = 0
    while true {
      if let feed = window.lineFeed(from: window.start + scanned) {
        return finish(at: feed, consuming: 1)
      }
      scanned = window.end - window.start
      if scanned > ByteWindow.lineLimit + 1 { return try rejectLongLine() }
      guard try !window.fill() else { continue }
      return scanned == 0 ? nil : finish(at: window.end, consuming: 0)
    }
  }

  private mutating func finish(at index: Int, consuming feed: Int) -> Line {
    let start = window.start
    number += 1
    offset = window.offset
    window.consume(index - start + feed)
    var stop = index
    if stop > start, window.bytes[stop - 1] == 0x0D { stop -= 1 }
    guard stop - start > ByteWindow.lineLimit else { return .bytes(window.bytes[start..<stop]) }
    let kept = window.bytes[start..<start + ByteWindow.keptOfLongLine]
    return .tooLong(.tooLong(line: number, offset: offset, length: stop - start, kept: kept))
  }

  private mutating func rejectLongLine() throws(FileError) -> Line {
    number += 1
    offset = window.offset
    let kept = window.bytes[window.start..<window.start + ByteWindow.keptOfLongLine]
    let row = try RejectedRow.tooLong(
      line: number, offset: offset, length: window.skipLine(), kept: kept)
    return .tooLong(row)
  }
}
