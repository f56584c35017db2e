extension Hash {
  /// Reads what ``hexadecimal`` writes; nil for anything else.
  package init?(hexadecimal text: String) {
    let utf8 = Array(text.utf8)
    guard utf8.count == 64 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Hash.byteCount)
    for start in stride(from: 0, to: 64, by: 2) {
      guard let high = Hash.digit(utf8[start]), let low = Hash.digit(utf8[start + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.init(bytes: bytes)
  }

  private static func digit(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
