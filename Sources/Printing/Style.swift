/// What a piece of text means; on a terminal it shows as a colour.
package enum Style: String {
  case plain = ""
  case heading = "1"
  case faint = "2"
  case good = "32"
  case warning = "33"
  case bad = "31"

  package func applied(to text: String, on stream: StandardStream) -> String {
    guard self != .plain, !text.isEmpty, Terminal.showsColours(stream) else { return text }
    return "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
  }
}
