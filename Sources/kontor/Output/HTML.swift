/// A piece of HTML: a literal is markup, and text put into it is escaped.
///
///     let cell: HTML = "<td>\(customer)</td>"
///
/// So a customer's name cannot become markup, and no place has to remember to escape it.
struct HTML: ExpressibleByStringInterpolation {
  fileprivate(set) var text: String

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// The pieces one after the other.
  init(_ pieces: [HTML], separator: HTML = "") {
    text = pieces.map(\.text).joined(separator: separator.text)
  }

  static func + (left: HTML, right: HTML) -> HTML { HTML([left, right]) }

  static func += (left: inout HTML, right: HTML) { left.text += right.text }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    mutating func appendInterpolation(_ text: String) { self.text += text.htmlEscaped }

    mutating func appendInterpolation(_ number: some BinaryInteger) { text += "\(number)" }

    mutating func appendInterpolation(_ html: HTML) { text += html.text }

    mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { text += piece.text }
    }
  }
}

extension String {
  /// The text as HTML shows it, in content and in quoted attributes; what could hide or turn text is
  /// gone.
  fileprivate var htmlEscaped: String {
    var escaped = ""
    for character in printable(lines: true) {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n": escaped += "<br>"
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
