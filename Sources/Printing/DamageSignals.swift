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

  /// From here on these signals end the process with a message.
  package static func explain() {
    for signal in signals {
      _ = Self.set(signal) { _ in
        // Nothing but these calls is allowed in a signal handler.
        let message: StaticString = """
          kontor: the ledger's file has a page that cannot be read; run `kontor verify`, \
          then restore a backup

          """
        _ = write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
        _exit(74)
      }
    }
  }

  /// From here on they end the process as they are, for a parent that wants to see them.
  package static func pass() {
    for signal in signals { _ = Self.set(signal, SIG_DFL) }
  }

  private static func set(
    _ number: Int32, _ handler: (@convention(c) (Int32) -> Void)?
  ) -> (@convention(c) (Int32) -> Void)? {
    signal(number, handler)
  }
}
