extension JSONScanner {
  /// Reads a string and checks every byte of it.
  package mutating func text() throws(JSONFault) -> JSONText {
    if !stands(UInt8(ascii: "\"")), try kind() != .string {
      throw JSONFault(.expectedString, at: offset)
    }
    return try quoted()
  }

  /// Reads a string whose opening quote is the next byte.
  mutating func quoted() throws(JSONFault) -> JSONText {
    let start = offset + 1
    var at = start
    var hasEscapes = false
    while true {
      at = skipPlain(from: at)
      guard at < bytes.count else { throw JSONFault(.unterminatedString, at: offset) }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        offset = at + 1
        return JSONText(start: start, end: at, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        at = try escape(at).next
      case 0..<0x20, 0x7F: throw JSONFault(.controlCharacter, at: at)
      case 0x80...: at = try multibyte(at)
      default: at += 1
      }
    }
  }

  /// Passes over printable ASCII other than the quote and the backslash, eight bytes at a time.
  @inline(__always)
  private func skipPlain(from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return start }
    let ones: UInt64 = 0x0101_0101_0101_0101
    var at = start
    while at + 8 <= bytes.count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
      let quote = word ^ (ones &* 0x22)
      let backslash = word ^ (ones &* 0x5C)
      // A borrow or carry can only mark bytes behind one that is rightly marked.
      let below = (word &- (ones &* 0x20)) & ~word
      let above = word | (word &+ ones)
      let quotes = (quote &- ones) & ~quote
      let backslashes = (backslash &- ones) & ~backslash
      let marks = (below | above | quotes | backslashes) & (ones &* 0x80)
      guard marks == 0 else { return at + marks.trailingZeroBitCount / 8 }
      at += 8
    }
    return at
  }

  /// Decodes the escape at the offset; line breaks and tabs are the only controls it may name.
  func escape(_ at: Int) throws(JSONFault) -> (scalar: UInt32, next: Int) {
    guard at + 1 < bytes.count else { throw JSONFault(.unexpectedEnd, at: bytes.count) }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""): return (0x22, at + 2)
    case UInt8(ascii: "\\"): return (0x5C, at + 2)
    case UInt8(ascii: "/"): return (0x2F, at + 2)
    case UInt8(ascii: "n"): return (0x0A, at + 2)
    case UInt8(ascii: "r"): return (0x0D, at + 2)
    case UInt8(ascii: "t"): return (0x09, at + 2)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): throw JSONFault(.controlCharacter, at: at)
    case UInt8(ascii: "u"): return try unicodeEscape(at)
    default: throw JSONFault(.unknownEscape, at: at)
    }
  }

  private func unicodeEscape(_ at: Int) throws(JSONFault) -> (scalar: UInt32, next: Int) {
    let high = try hexadecimal(at + 2)
    if 0xDC00...0xDFFF ~= high { throw JSONFault(.unpairedSurrogate, at: at) }
    guard 0xD800...0xDBFF ~= high else {
      if high == 0x09 || high == 0x0A || high == 0x0D { return (high, at + 6) }
      try check(high, at: at)
      return (high, at + 6)
    }
    guard at + 7 < bytes.count, bytes[at + 6] == UInt8(ascii: "\\"),
      bytes[at + 7] == UInt8(ascii: "u")
    else { throw JSONFault(.unpairedSurrogate, at: at) }
    let low = try hexadecimal(at + 8)
    guard 0xDC00...0xDFFF ~= low else { throw JSONFault(.unpairedSurrogate, at: at) }
    let scalar = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    try check(scalar, at: at)
    return (scalar, at + 12)
  }

  private func hexadecimal(_ start: Int) throws(JSONFault) -> UInt32 {
    guard start + 4 <= bytes.count else { throw JSONFault(.unexpectedEnd, at: bytes.count) }
    var value: UInt32 = 0
    for byte in bytes[start..<(start + 4)] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 0x57)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 0x37)
      default: throw JSONFault(.unknownEscape, at: start - 2)
      }
    }
    return value
  }

  /// Checks one character beyond ASCII and tells where the next one starts.
  private func multibyte(_ at: Int) throws(JSONFault) -> Int {
    let lead = bytes[at]
    let (length, smallest): (Int, UInt32) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80)
      case 0xE0...0xEF: (3, 0x800)
      case 0xF0...0xF4: (4, 0x10000)
      default: throw JSONFault(.invalidUTF8, at: at)
      }
    guard at + length <= bytes.count else { throw JSONFault(.invalidUTF8, at: at) }
    var scalar = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for byte in bytes[(at + 1)..<(at + length)] {
      guard byte & 0xC0 == 0x80 else { throw JSONFault(.invalidUTF8, at: at) }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    guard scalar >= smallest, scalar <= 0x10FFFF, !(0xD800...0xDFFF ~= scalar) else {
      throw JSONFault(.invalidUTF8, at: at)
    }
    try check(scalar, at: at)
    return at + length
  }

  private func check(_ scalar: UInt32, at offset: Int) throws(JSONFault) {
    if scalar < 0x20 || 0x7F...0x9F ~= scalar { throw JSONFault(.controlCharacter, at: offset) }
    if scalar == 0xFEFF { throw JSONFault(.byteOrderMark, at: offset) }
    if 0xFDD0...0xFDEF ~= scalar || scalar & 0xFFFE == 0xFFFE {
      throw JSONFault(.noncharacter, at: offset)
    }
  }
}
