import Foundation
import Synchronization

/// A line on standard error that says how far a long command is; only on a terminal.
package final class ProgressLine: Sendable {
  private let what: String
  private let total: Int?
  private let isShown = Terminal.isTerminal(.error)
  private let began = ContinuousClock.now
  private let last: Mutex<ContinuousClock.Instant?> = Mutex(nil)

  /// `total` may be an estimate; the bar then stops short of its end or waits there.
  package init(_ what: String, of total: Int? = nil) {
    self.what = what
    self.total = total
  }

  /// Shows the count, ten times a second at most; `total` where it was not known before.
  package func show(_ count: Int, of total: Int? = nil) {
    guard isShown else { return }
    let now = ContinuousClock.now
    let isDue = last.withLock { last in
      if let shown = last, now - shown < .milliseconds(100) { return false }
      last = now
      return true
    }
    guard isDue else { return }
    try? StandardStream.error.write(
      "\r\u{1B}[K\(text(count, of: total ?? self.total, now - began))".utf8)
  }

  /// Takes the line away.
  package func end() {
    guard isShown, last.withLock({ $0 != nil }) else { return }
    try? StandardStream.error.write("\r\u{1B}[K".utf8)
  }

  private func text(_ count: Int, of total: Int?, _ elapsed: Duration) -> String {
    let seconds = Int(elapsed.components.seconds)
    guard let total, total > 0 else { return "\(what) \(count)" }
    let done = min(count, total)
    let filled = 24 * done / total
    let bar =
      String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    let left = done > 0 && seconds >= 2 ? ", \(seconds * (total - done) / done) s left" : ""
    return "\(what) \(bar) \(100 * done / total) %, \(count)\(left)"
  }
}
