#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output and standard error, written whole or not at all.
package enum StandardStream: Int32 {
  case output = 1
  case error = 2

  package func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { buffer in
        #if canImport(Glibc)
          Glibc.write(rawValue, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
          Musl.write(rawValue, buffer.baseAddress, buffer.count)
        #else
          Darwin.write(rawValue, buffer.baseAddress, buffer.count)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        let reason = String(cString: strerror(errno))
        throw Failure(.inputOutput, "writing the answer failed: \(reason); it is not complete")
      }
      rest = rest.dropFirst(count)
    }
  }

  package func line(_ text: String) throws(Failure) {
    try write(Array(text.utf8) + [0x0A])
  }
}
