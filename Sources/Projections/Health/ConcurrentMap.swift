import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What `transform` makes of each element, in the order of the elements, worked out by as many
  /// threads as there are cores; the first error ends it.
  func concurrentlyMapped<Result: Sendable>(
    _ progress: @escaping @Sendable (Int, Int) -> Void,
    _ transform: @escaping @Sendable (Element) throws(ProjectionError) -> Result
  ) throws(ProjectionError) -> [Result] {
    let chunks = chunks(of: 32)
    let work = Work<Result>()
    DispatchQueue.concurrentPerform(iterations: chunks.count) { index in
      guard !work.hasFailed else { return }
      do throws(ProjectionError) {
        var results: [Result] = []
        results.reserveCapacity(chunks[index].count)
        for element in chunks[index] { results.append(try transform(element)) }
        progress(work.take(results, of: index), count)
      } catch {
        work.fail(error)
      }
    }
    return try work.joined(chunks.count)
  }
}

/// What the threads have done so far.
private final class Work<Result: Sendable>: Sendable {
  private struct State {
    var results: [Int: [Result]] = [:]
    var done = 0
    var error: ProjectionError?
  }

  private let state = Mutex(State())

  var hasFailed: Bool { state.withLock { $0.error != nil } }

  /// Returns how many elements are done.
  func take(_ results: [Result], of index: Int) -> Int {
    state.withLock { state in
      state.results[index] = results
      state.done += results.count
      return state.done
    }
  }

  func fail(_ error: ProjectionError) {
    state.withLock { $0.error = $0.error ?? error }
  }

  func joined(_ count: Int) throws(ProjectionError) -> [Result] {
    let state = state.withLock { $0 }
    if let error = state.error { throw error }
    return (0..<count).flatMap { state.results[$0] ?? [] }
  }
}
