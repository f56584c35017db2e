/// Well-formed UTF-8 as in Unicode table 3-7: no overlong form, no surrogate, nothing past U+10FFFF.
enum UTF8Check {
  static func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      guard let (length, second) = shape(of: lead), index + length <= bytes.count,
        second ~= bytes[index + 1]
      else { return index }
      for following in 2..<max(length, 2) where !(0x80...0xBF ~= bytes[index + following]) {
        return index
      }
      index += length
    }
    return nil
  }

  /// The length of the sequence that `lead` opens, and what may stand second in it.
  private static func shape(of lead: UInt8) -> (Int, ClosedRange<UInt8>)? {
    switch lead {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: nil
    }
  }
}
