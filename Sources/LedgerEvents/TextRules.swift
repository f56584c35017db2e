import Money

/// The forms that strings of an event must have.
enum TextRules {
  static let identifier = "write 1 to 128 of a-z, 0-9 and -"
  static let identity = "write 1 to 256 bytes of printable characters"
  static let subject = "write ledger, or a kind and an id such as account/nordwerk"
  static let text = "write 1 to 2000 characters without controls of the writing direction"
  static let country = "write an ISO 3166-1 code of two capital letters such as DE"
  static let digest = "write the SHA-256 as 64 digits 0-9 and a-f"
  static let document = "write at least one character"

  static func isIdentifier(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard 1...128 ~= bytes.count else { return false }
    return bytes.allSatisfy(isIdentifierByte)
  }

  /// `ledger`, or a kind and an id.
  static func isSubject(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else {
      return "ledger" as StaticString == bytes
    }
    return slash > 0
      && bytes[..<slash].allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "-")
      } && isIdentifier(UnsafeBufferPointer(rebasing: bytes[(slash + 1)...]))
  }

  /// 1 to 256 bytes that everybody sees alike: no controls, nothing invisible, no space but U+0020.
  static func isIdentity(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard 1...256 ~= bytes.count, bytes.first != 0x20, bytes.last != 0x20 else { return false }
    if bytes.allSatisfy({ 0x20...0x7E ~= $0 }) { return true }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
        .surrogate:
        false
      case .spaceSeparator: scalar == " "
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
        .otherNumber, .connectorPunctuation, .dashPunctuation, .openPunctuation,
        .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol,
        .currencySymbol, .modifierSymbol, .otherSymbol:
        true
      @unknown default: false
      }
    }
  }

  static func isText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !bytes.isEmpty else { return false }
    // Continuation bytes are no characters of their own.
    if bytes.count > 2000, bytes.count(where: { $0 & 0xC0 != 0x80 }) > 2000 { return false }
    return !turnsWritingDirection(bytes)
  }

  static func isCountry(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count == 2 && bytes.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
  }

  static func isDigest(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count == 64
      && bytes.allSatisfy {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
      }
  }

  /// Whether there is a control character in valid UTF-8: C0, delete, or C1.
  static func hasControls(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var last: UInt8 = 0
    for byte in bytes {
      if byte < 0x20 || byte == 0x7F || (last == 0xC2 && byte < 0xA0) { return true }
      last = byte
    }
    return false
  }

  private static func isIdentifierByte(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      || byte == UInt8(ascii: "-")
  }

  /// U+202A to U+202E and U+2066 to U+2069, with which a text can be made to look like another.
  private static func turnsWritingDirection(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at + 2 < bytes.count {
      if bytes[at] == 0xE2 {
        let (second, third) = (bytes[at + 1], bytes[at + 2])
        if second == 0x80, 0xAA...0xAE ~= third { return true }
        if second == 0x81, 0xA6...0xA9 ~= third { return true }
      }
      at += 1
    }
    return false
  }
}
