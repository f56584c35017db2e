import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output, written whole or not at all.
struct StandardOutput {
  /// Exits with code 74 if the bytes cannot be written, as when a disk is full.
  ///
  /// A reader that went away ends the program by the usual signal.
  mutating func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          Musl.write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
        #else
          Darwin.write(STDOUT_FILENO, buffer.baseAddress, buffer.count)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw ExitCode(74)
      }
      rest = rest.dropFirst(count)
    }
  }
}
