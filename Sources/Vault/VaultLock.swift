#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Who may write values, and who may take them away.
///
/// Whoever records values shares the lock from before they are sealed until their events are
/// recorded; whoever erases or sweeps has it alone. So nobody takes away a value whose event is on its
/// way, and no value is written with a key that is being destroyed. Dying lets the lock go.
package final class VaultLock: Sendable {
  private let descriptor: Int32

  enum Kind { case shared, alone }

  /// Waits for the lock; nil when it should not wait and somebody has it.
  init?(_ kind: Kind, at path: String, waits: Bool = true) throws(VaultError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(call: "open", path: path, code: errno) }
    let operation = (kind == .shared ? LOCK_SH : LOCK_EX) | (waits ? 0 : LOCK_NB)
    var code = flock(descriptor, operation)
    while code != 0, errno == EINTR { code = flock(descriptor, operation) }
    guard code == 0 else {
      let reason = errno
      close(descriptor)
      if reason == EWOULDBLOCK { return nil }
      throw .file(call: "flock", path: path, code: reason)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
