import Foundation

/// Held by the one process that merges runs, or throws them all away.
final class MergeLock {
  private let descriptor: Int32

  /// Nil when another process holds it and `waits` is false, or when the file cannot be made.
  init?(_ index: String, waits: Bool) {
    descriptor = open(index + "/merge.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
