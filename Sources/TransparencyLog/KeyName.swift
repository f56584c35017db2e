/// The name of a key in a signed note: not empty, no white space, no `+`.
///
/// Names are compared byte for byte, never by what Unicode holds for equal.
package struct KeyName: Sendable {
  package let text: String

  /// Nil when `text` cannot be the name of a key.
  package init?(_ text: String) {
    let isPlain = text.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 && $0.value != 0x7F
    }
    guard !text.isEmpty, isPlain else { return nil }
    self.text = text
  }
}

extension KeyName: Hashable {
  package static func == (left: KeyName, right: KeyName) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension KeyName: CustomStringConvertible {
  package var description: String { text }
}
