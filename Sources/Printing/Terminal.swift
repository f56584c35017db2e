import Foundation

/// What is known of the terminal, if there is one.
package enum Terminal {
  /// Columns a line may have: COLUMNS, what the terminal says, or 80.
  package static var columns: Int {
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let number = Int(text),
      number > 0
    {
      return max(number, 20)
    }
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return max(Int(size.ws_col), 20)
    }
    return 80
  }

  package static func isTerminal(_ stream: StandardStream) -> Bool { isatty(stream.rawValue) == 1 }

  /// Colours are for terminals, and for none where NO_COLOR is set.
  package static func showsColours(_ stream: StandardStream) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isTerminal(stream) && !isRefused && environment["TERM"] != "dumb"
  }
}
