import Foundation
import Printing
import Projections
import Synchronization

/// How far a rebuild is, at what rate, and how long it still takes; only on a terminal.
final class RebuildBar: Sendable {
  private let what: String
  private let isShown = Terminal.isTerminal(.error)
  private let state = Mutex(State())

  private struct State {
    var last: ContinuousClock.Instant?
    /// Where what is counted now began, and when: what an earlier run did is no part of this rate.
    var first: UInt64 = 0
    var began = ContinuousClock.now
    var unit = ""
  }

  init(_ what: String) {
    self.what = what
  }

  func show(_ progress: RebuildProgress) {
    guard isShown else { return }
    let now = ContinuousClock.now
    let stage = state.withLock { state -> (first: UInt64, began: ContinuousClock.Instant)? in
      if state.unit != progress.unit {
        (state.first, state.began, state.unit) = (progress.done, now, progress.unit)
      } else if let shown = state.last, now - shown < .milliseconds(100) {
        return nil
      }
      state.last = now
      return (state.first, state.began)
    }
    guard let stage else { return }
    let line = Self.text(what, progress, since: stage.first, now - stage.began)
    try? StandardStream.error.write("\r\u{1B}[K\(line)".utf8)
  }

  /// Takes the line away.
  func end() {
    guard isShown, state.withLock({ $0.last != nil }) else { return }
    try? StandardStream.error.write("\r\u{1B}[K".utf8)
  }

  /// `Rebuilding health ██████░░░░░░ 50 %, 120000 events/s, 4 s left`.
  static func text(
    _ what: String, _ progress: RebuildProgress, since first: UInt64, _ elapsed: Duration
  ) -> String {
    let total = max(progress.total, 1)
    let done = min(progress.done, total)
    let filled = Int(16 * done / total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 16 - filled)
    let milliseconds =
      elapsed.components.seconds * 1_000 + elapsed.components.attoseconds / 1_000_000_000_000_000
    let own = done - min(first, done)
    guard own > 0, milliseconds > 0 else { return "\(what) \(bar) \(100 * done / total) %" }
    let rate = own * 1_000 / UInt64(milliseconds)
    let left = rate > 0 ? ", \((total - done) / rate) s left" : ""
    return "\(what) \(bar) \(100 * done / total) %, \(rate) \(progress.unit)s/s\(left)"
  }
}
