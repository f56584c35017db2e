/// Cuts a text of JSON values into the values, without reading them.
///
/// It keeps track of brackets and strings only, so that a value which is wrong inside costs itself and not its
/// neighbours. Where the brackets do not close, nobody can tell where the next value begins: then everything from
/// there on is one rejected row.
struct JSONElements {
  enum Step {
    /// The bytes of one value, and where it begins.
    case element(ArraySlice<UInt8>, line: Int, column: Int, offset: Int)
    case rejected(RejectedRow)
  }

  /// What stands around the values.
  enum Shape {
    /// One after the other, separated by white space at most.
    case sequence
    /// In one JSON array.
    case array
  }

  private var window: ByteWindow
  private var line = 1
  private var lineStart = 0
  private let shape: Shape
  private var isInside = false
  private var needsComma = false
  private var isOver = false

  init(_ window: ByteWindow, shape: Shape) {
    self.window = window
    self.shape = shape
  }

  mutating func next() throws(FileError) -> Step? {
    while !isOver, let byte = try skipSpace() {
      switch (shape, byte) {
      case (.sequence, _): return try element()
      case (.array, UInt8(ascii: "[")) where !isInside && !isOver:
        isInside = true
        window.consume(1)
      case (.array, UInt8(ascii: "]")) where isInside && needsComma:
        return try end()
      case (.array, UInt8(ascii: ",")) where isInside && needsComma:
        window.consume(1)
        needsComma = false
        if try skipSpace() == UInt8(ascii: "]") {
          return try rest("A comma stands before the end of the list.")
        }
      case (.array, UInt8(ascii: "]")) where isInside:
        return try end()
      case (.array, _) where isInside && !needsComma:
        needsComma = true
        return try element()
      case (.array, _):
        return try rest("A comma is expected between two events of a list.")
      }
    }
    guard !isOver, shape == .array else { return nil }
    isOver = true
    return .rejected(
      RejectedRow(
        line: line, offset: window.offset, reason: "The list of events is not closed.", bytes: []))
  }

  private mutating func end() throws(FileError) -> Step? {
    window.consume(1)
    if try skipSpace() != nil { return try rest("Text follows the end of the list.") }
    isOver = true
    return nil
  }

  /// The next byte that is no white space, with lines counted on the way.
  private mutating func skipSpace() throws(FileError) -> UInt8? {
    while true {
      while window.start < window.end {
        let byte = window.bytes[window.start]
        guard byte == 0x20 || 0x09...0x0D ~= byte else { return byte }
        window.consume(1)
        if byte == 0x0A {
          line += 1
          lineStart = window.offset
        }
      }
      guard try window.fill() else { return nil }
    }
  }

  private mutating func element() throws(FileError) -> Step {
    var depth = 0
    var isString = false
    var isEscaped = false
    var length = 0
    while true {
      let bytes = window.bytes
      let start = window.start
      while start + length < window.end {
        let byte = bytes[start + length]
        length += 1
        if isEscaped {
          isEscaped = false
        } else if isString {
          if byte == UInt8(ascii: "\\") { isEscaped = true }
          if byte == UInt8(ascii: "\"") { isString = false }
        } else {
          switch byte {
          case UInt8(ascii: "\""): isString = true
          case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
          case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
          default: break
          }
        }
        let next = start + length < window.end ? bytes[start + length] : nil
        if depth <= 0, !isString, endsValue(byte, next: next) { return take(length) }
      }
      if length > ByteWindow.lineLimit {
        return try rest("The event has no end within \(ByteWindow.lineLimit) bytes.")
      }
      guard try window.fill() else {
        return depth > 0 || isString ? try rest("The event is not closed.") : take(length)
      }
    }
  }

  /// Whether a value that is not inside brackets ends with this byte.
  private func endsValue(_ byte: UInt8, next: UInt8?) -> Bool {
    if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { return true }
    guard let next else { return false }
    return next <= 0x20 || next == UInt8(ascii: ",") || next == UInt8(ascii: "]")
      || next == UInt8(ascii: "{") || next == UInt8(ascii: "[")
  }

  private mutating func take(_ length: Int) -> Step {
    let bytes = window.bytes[window.start..<window.start + length]
    let step = Step.element(
      bytes, line: line, column: window.offset - lineStart + 1, offset: window.offset)
    line += bytes.count { $0 == 0x0A }
    if let feed = bytes.lastIndex(of: 0x0A) {
      lineStart = window.offset + feed - bytes.startIndex + 1
    }
    window.consume(length)
    return step
  }

  /// Rejects everything that is left, in bounded memory.
  private mutating func rest(_ reason: String) throws(FileError) -> Step {
    isOver = true
    let offset = window.offset
    let kept = Array(window.bytes[window.start..<window.end].prefix(ByteWindow.keptOfLongLine))
    var length = 0
    repeat {
      length += window.end - window.start
      window.consume(window.end - window.start)
    } while try window.fill()
    return .rejected(
      RejectedRow(
        line: line, offset: offset,
        reason: "\(reason) Nothing from here to the end of the file was read.", bytes: kept,
        length: length))
  }
}
