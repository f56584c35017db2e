/// A place in a JSON text, as people and programs name it.
package struct JSONLocation: Hashable, Sendable, CustomStringConvertible {
  /// Bytes before the place.
  package let offset: Int
  /// Counted from 1; a line ends with a line feed.
  package let line: Int
  /// Counted from 1 in Unicode scalars.
  package let column: Int
  /// The JSON Pointer (RFC 6901) of the value the place lies in, empty for the whole text.
  package let pointer: String

  /// Walks the text up to the offset; the text may be faulty from there on.
  package init(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    let end = max(0, min(offset, bytes.count))
    var line = 1
    var column = 1
    for byte in bytes[..<end] {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.offset = end
    self.line = line
    self.column = column
    pointer = PointerWalk(bytes).pointer(of: end)
  }

  package var description: String {
    let place = "line \(line), column \(column) (byte \(offset))"
    return pointer.isEmpty ? place : "\(place), at \(pointer)"
  }
}

/// Follows the nesting of a text token by token, checking nothing.
private struct PointerWalk {
  private enum Level {
    case object(name: String?, expectsName: Bool)
    case array(index: Int)
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var levels: [Level] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  consuming func pointer(of offset: Int) -> String {
    var at = 0
    while at < bytes.count, at <= offset {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        let end = stringEnd(at)
        if case .object(_, expectsName: true) = levels.last {
          let name = String(decoding: bytes[(at + 1)..<max(at + 1, end - 1)], as: UTF8.self)
          levels[levels.count - 1] = .object(name: name, expectsName: false)
        }
        if offset < end { break }
        at = end
        continue
      }
      if at == offset { break }
      step(over: byte)
      at += 1
    }
    return levels.map(component).joined()
  }

  private mutating func step(over byte: UInt8) {
    switch byte {
    case UInt8(ascii: "{"): levels.append(.object(name: nil, expectsName: true))
    case UInt8(ascii: "["): levels.append(.array(index: 0))
    case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = levels.popLast()
    case UInt8(ascii: ","):
      switch levels.last {
      case .object(let name, _):
        levels[levels.count - 1] = .object(name: name, expectsName: true)
      case .array(let index): levels[levels.count - 1] = .array(index: index + 1)
      case nil: break
      }
    default: break
    }
  }

  private func stringEnd(_ start: Int) -> Int {
    var at = start + 1
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\"") { return at + 1 }
      at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return bytes.count
  }

  private func component(_ level: Level) -> String {
    switch level {
    case .object(nil, _): ""
    case .object(let name?, _): "/" + escaped(name)
    case .array(let index): "/\(index)"
    }
  }

  private func escaped(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      // A name is shown to people, whose terminal must not obey it.
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": result += scalar.escaped(asASCII: true)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
