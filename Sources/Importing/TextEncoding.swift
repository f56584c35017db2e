extension CSVDialect.Encoding {
  /// The first byte of `bytes` that is not text in this encoding, if there is one.
  func firstFault(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    switch self {
    case .utf8: UTF8Check.firstFault(in: bytes)
    case .latin1: nil
    case .windows1252: bytes.firstIndex { Self.unusedByWindows.contains($0) }
    }
  }

  /// Appends `byte`, which this encoding must know, as UTF-8.
  func append(_ byte: UInt8, to text: inout [UInt8]) {
    let scalar: Unicode.Scalar =
      if self == .windows1252, 0x80..<0xA0 ~= byte {
        Self.windowsScalars[Int(byte) - 0x80]
      } else {
        Unicode.Scalar(byte)
      }
    text.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
  }

  private static let unusedByWindows: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]

  /// Bytes 80 to 9F, from Unicode's mapping table CP1252.TXT; the unused ones stand as U+FFFD.
  private static let windowsScalars = Array(
    "€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ".unicodeScalars)
}
