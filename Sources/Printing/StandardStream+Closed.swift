#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension StandardStream {
  /// Takes the places of standard streams that the caller closed, before any file is opened.
  ///
  /// The system gives a file the lowest number that is free. Where 1 is, a ledger's file would get it,
  /// and the answer would be written over its first page. A place taken here still fails as a
  /// closed one does: what is to be read can only be written, and the other way round.
  package static func takeClosed() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
    }
  }
}
