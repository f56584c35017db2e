extension String {
  /// How many columns of a terminal the text takes.
  package var columns: Int { reduce(0) { $0 + $1.columns } }

  /// The text, cut with an ellipsis where it takes more than `width` columns.
  package func cut(to width: Int) -> (text: String, wasCut: Bool) {
    if utf8.count <= width || columns <= width { return (self, false) }
    var kept = ""
    var used = 0
    for character in self {
      guard used + character.columns < width else { break }
      kept.append(character)
      used += character.columns
    }
    while kept.last == " " { kept.removeLast() }
    return (kept + "…", true)
  }

  /// The text in lines of at most `width` columns, broken at spaces; a longer word stands alone.
  package func wrapped(to width: Int) -> [String] {
    if utf8.count <= width { return [self] }
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      if !line.isEmpty, line.columns + 1 + word.columns > width {
        lines.append(line)
        line = word
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    return lines + [line]
  }

  /// The text without anything that could steer a terminal or turn the writing direction.
  package func printable(lines: Bool = false) -> String {
    let isHarmless = utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || lines && $0 == 0x0A }
    if isHarmless { return self }
    var shown = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate:
        shown.append(lines && scalar == "\n" ? scalar : " ")
      case .format:
        // Joiners shape letters and emoji; the others only hide things.
        if scalar.value == 0x200C || scalar.value == 0x200D { shown.append(scalar) }
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }
}

extension Character {
  /// 2 for East Asian wide characters and emoji, 0 for what joins its neighbour, else 1.
  package var columns: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return first.value < 0x20 ? 0 : 1 }
    if Self.wide.contains(where: { $0.contains(first.value) }) { return 2 }
    if first.properties.isEmojiPresentation || unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return 1
    }
  }

  /// The blocks of wide and fullwidth characters (UAX 11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]
}
