/// Reads a JSON text from left to right without building anything, refusing whatever two readers
/// could understand differently.
///
/// The caller asks for what it expects and gets places in the text. Two duties stay with it: the
/// buffer must outlive the scanner, and a name that occurs twice in an object is found by whoever
/// keeps the names (``JSONValue`` does). After a fault the scanner must not be used further.
package struct JSONScanner {
  /// How deeply objects and arrays may be nested.
  package static let maximumDepth = 32

  package let bytes: UnsafeBufferPointer<UInt8>
  /// Bytes read so far.
  package internal(set) var offset = 0
  private var depth = 0

  package init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Starts in the middle, where a value was skipped before at this depth.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int, depth: Int) {
    self.bytes = bytes
    self.offset = offset
    self.depth = depth
  }

  /// Skips white space and tells the kind of the value that follows.
  package mutating func kind() throws(JSONFault) -> JSONKind {
    switch try next() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"):
      let after = offset + 1 < bytes.count ? bytes[offset + 1] : 0
      if after == UInt8(ascii: "I") { throw JSONFault(.notANumber, at: offset) }
      return .number
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "N"), UInt8(ascii: "I"): throw JSONFault(.notANumber, at: offset)
    case 0xEF: throw JSONFault(.byteOrderMark, at: offset)
    default: throw JSONFault(.expectedValue, at: offset)
    }
  }

  /// Enters an object; false means that it is empty and already left.
  package mutating func beginObject() throws(JSONFault) -> Bool {
    if !stands(UInt8(ascii: "{")), try kind() != .object {
      throw JSONFault(.expectedObject, at: offset)
    }
    return try enter(closing: UInt8(ascii: "}"))
  }

  /// Reads a member's name and the colon after it.
  package mutating func name() throws(JSONFault) -> JSONText {
    guard try next() == UInt8(ascii: "\"") else { throw JSONFault(.expectedName, at: offset) }
    let name = try quoted()
    guard try next() == UInt8(ascii: ":") else { throw JSONFault(.expectedColon, at: offset) }
    offset += 1
    return name
  }

  /// After a member: true when another follows, false when the object was left.
  package mutating func nextMember() throws(JSONFault) -> Bool {
    try another(closing: UInt8(ascii: "}"), otherwise: .expectedCommaOrBrace)
  }

  /// Enters an array; false means that it is empty and already left.
  package mutating func beginArray() throws(JSONFault) -> Bool {
    if !stands(UInt8(ascii: "[")), try kind() != .array {
      throw JSONFault(.expectedArray, at: offset)
    }
    return try enter(closing: UInt8(ascii: "]"))
  }

  /// After an element: true when another follows, false when the array was left.
  package mutating func nextElement() throws(JSONFault) -> Bool {
    try another(closing: UInt8(ascii: "]"), otherwise: .expectedCommaOrBracket)
  }

  /// Reads `true` or `false`.
  package mutating func bool() throws(JSONFault) -> Bool {
    guard try kind() == .bool else { throw JSONFault(.expectedBoolean, at: offset) }
    if take("true") { return true }
    if take("false") { return false }
    throw JSONFault(.expectedBoolean, at: offset)
  }

  /// Reads `null`.
  package mutating func null() throws(JSONFault) {
    guard try kind() == .null, take("null") else { throw JSONFault(.expectedNull, at: offset) }
  }

  /// Passes over a value, checking everything but names that occur twice.
  package mutating func skip() throws(JSONFault) {
    switch try kind() {
    case .object:
      var more = try beginObject()
      while more {
        _ = try name()
        try skip()
        more = try nextMember()
      }
    case .array:
      var more = try beginArray()
      while more {
        try skip()
        more = try nextElement()
      }
    case .string: _ = try text()
    case .number: _ = try number()
    case .bool: _ = try bool()
    case .null: try null()
    }
  }

  /// Checks that nothing but white space is left.
  package mutating func end() throws(JSONFault) {
    skipSpace()
    guard offset == bytes.count else { throw JSONFault(.trailingBytes, at: offset) }
  }

  @inline(__always)
  private mutating func enter(closing: UInt8) throws(JSONFault) -> Bool {
    guard depth < Self.maximumDepth else { throw JSONFault(.tooDeep, at: offset) }
    offset += 1
    guard try next() != closing else {
      offset += 1
      return false
    }
    depth += 1
    return true
  }

  @inline(__always)
  private mutating func another(
    closing: UInt8, otherwise problem: JSONProblem
  ) throws(JSONFault) -> Bool {
    let byte = try next()
    if byte == UInt8(ascii: ",") {
      offset += 1
      return true
    }
    guard byte == closing else { throw JSONFault(problem, at: offset) }
    offset += 1
    depth -= 1
    return false
  }

  private mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard bytes.count - offset >= count else { return false }
    for index in 0..<count where bytes[offset + index] != word.utf8Start[index] { return false }
    offset += count
    return true
  }

  /// Whether the next byte is this one; saves looking at it closer.
  @inline(__always)
  func stands(_ byte: UInt8) -> Bool {
    offset < bytes.count && bytes[offset] == byte
  }

  @inline(__always)
  private mutating func next() throws(JSONFault) -> UInt8 {
    skipSpace()
    guard offset < bytes.count else { throw JSONFault(.unexpectedEnd, at: offset) }
    return bytes[offset]
  }

  @inline(__always)
  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }
}
