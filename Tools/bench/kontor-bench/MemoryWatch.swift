import Foundation
import Synchronization

/// The largest memory of this process while it works, as Linux tells it; zero elsewhere.
///
/// Pages of the mapped store count in the high water mark but can be dropped at any time, so the
/// anonymous part is looked at every ten milliseconds.
final class MemoryWatch: Sendable {
  private let state = Mutex((anonymous: UInt64(0), isDone: false))
  private let ended = DispatchSemaphore(value: 0)

  init() {
    Thread { [self] in
      while !state.withLock({ $0.isDone }) {
        let now = Self.bytes("RssAnon:")
        state.withLock { $0.anonymous = max($0.anonymous, now) }
        usleep(10_000)
      }
      ended.signal()
    }.start()
  }

  /// Ends the watch and gives what it saw, in bytes.
  func stop() -> (anonymous: UInt64, highWater: UInt64) {
    state.withLock { $0.isDone = true }
    ended.wait()
    return (state.withLock { $0.anonymous }, Self.bytes("VmHWM:"))
  }

  private static func bytes(_ name: String) -> UInt64 {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
    else { return 0 }
    return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
      .flatMap { UInt64($0) }.map { $0 * 1024 } ?? 0
  }
}
