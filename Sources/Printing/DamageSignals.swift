#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Turns the signals that reading a damaged file causes into a message and an exit code.
///
/// The journal is read through a map of its file: where a page is missing, there is no error that
/// a call could return.
package enum DamageSignals {
  private static let signals = [SIGBUS, SIGSEGV]

  /// Made beforehand, since a signal handler may do nothing but print it; never freed.
  nonisolated(unsafe) private static var message = UnsafeBufferPointer<CChar>(start: nil, count: 0)

  /// From here on these signals end the process with a message that names the directory `path`.
  package static func explain(_ path: String) {
    let text = """
      kontor: a file in \(path) has a page that cannot be read; if that disk is full, make room, \
      else run `kontor verify`, then restore a backup

      """
    let bytes = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.utf8.count)
    _ = bytes.initialize(from: text.utf8.map { CChar(bitPattern: $0) })
    message = UnsafeBufferPointer(bytes)
    for number in signals {
      signal(number) { _ in
        _ = write(STDERR_FILENO, DamageSignals.message.baseAddress, DamageSignals.message.count)
        _exit(74)
      }
    }
  }
}
