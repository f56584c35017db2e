/// A piece of HTML: a literal is markup, and text put into it is escaped.
///
///     let cell: HTML = "<td>\(customer)</td>"
///
/// So a customer's name cannot become markup, and no place has to remember to escape it.
package struct HTML: ExpressibleByStringInterpolation {
  fileprivate(set) var text: String

  package init(stringLiteral value: String) { text = value }

  package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  /// The pieces one after the other.
  package init(_ pieces: [HTML], separator: HTML = "") {
    text = pieces.map(\.text).joined(separator: separator.text)
  }

  package static func + (left: HTML, right: HTML) -> HTML { HTML([left, right]) }

  package static func += (left: inout HTML, right: HTML) { left.text += right.text }

  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    package mutating func appendLiteral(_ literal: String) { text += literal }

    package mutating func appendInterpolation(_ text: String) { self.text += text.htmlEscaped }

    package mutating func appendInterpolation(_ number: some BinaryInteger) { text += "\(number)" }

    package mutating func appendInterpolation(_ html: HTML) { text += html.text }

    package mutating func appendInterpolation(_ pieces: [HTML]) {
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
