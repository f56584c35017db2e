import Foundation
import Printing
import Projections
import Synchronization

/// How far a rebuild is, at what rate, and how long it still takes; only on a terminal.
final class RebuildBar: Sendable {
  private let what: String
  private let isShown = Terminal.isTerminal(.error)
  private let began = ContinuousClock.now
  private let state = Mutex<(last: ContinuousClock.Instant?, first: UInt64?)>((nil, nil))

  init(_ what: String) {
    self.what = what
  }

  func show(_ progress: RebuildProgress) {
    guard isShown else { return }
    let now = ContinuousClock.now
    let first = state.withLock { state -> UInt64? in
      if let shown = state.last, now - shown < .milliseconds(100) { return nil }
      state.last = now
      // What an earlier run did is no part of this one's rate.
      let first = state.first ?? progress.done
      state.first = first
      return first
    }
    guard let first else { return }
    let line = Self.text(what, progress, since: first, now - began)
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
