import Dispatch
import Synchronization

/// Writes what workers made, one after the other in the order it was handed over, while they go on.
///
/// A commit waits for the disk; a worker that waited with it would fold nothing meanwhile.
final class RowCommits: Sendable {
  private let queue = DispatchQueue(label: "kontor.rows")
  /// So many parts wait at most, so that memory does not follow a slow disk.
  private let room = DispatchSemaphore(value: 2)
  private let failure = Mutex<ProjectionError?>(nil)

  /// Hands over what is to be written, and waits while two others are.
  ///
  /// - Throws: what an earlier one failed with; then nothing more is written.
  func submit(
    _ write: @escaping @Sendable () throws(ProjectionError) -> Void
  ) throws(ProjectionError) {
    room.wait()
    queue.async { [self] in
      defer { room.signal() }
      guard failure.withLock({ $0 == nil }) else { return }
      do throws(ProjectionError) {
        try write()
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  /// Returns when everything is written.
  ///
  /// - Throws: what one of them failed with.
  func finish() throws(ProjectionError) {
    queue.sync {}
    if let failure = failure.withLock({ $0 }) { throw failure }
  }
}
