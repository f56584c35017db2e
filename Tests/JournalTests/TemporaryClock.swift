import Synchronization

/// A clock that tells the given times one after another, then the last one for ever.
final class TemporaryClock: Sendable {
  private let times: Mutex<[Int64]>

  init(_ times: [Int64]) { self.times = Mutex(times) }

  func next() -> Int64 {
    times.withLock { $0.count > 1 ? $0.removeFirst() : ($0.first ?? 0) }
  }
}
