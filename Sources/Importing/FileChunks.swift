#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The bytes of a file or of standard input, handed out in pieces as large as the reader asks for.
package final class FileChunks {
  /// What error messages call this input.
  package let name: String

  private var origin: Origin
  private var offset = 0
  private let observer: ((UnsafeRawBufferPointer) -> Void)?

  private enum Origin {
    case descriptor(Int32, isOwned: Bool)
    case memory([UInt8], chunk: Int)
  }

  /// Opens the file at `path`; `-` is standard input.
  ///
  /// `observer` sees every byte once and in order, before anybody reads it: the place to compute
  /// the digest of an input that can be read only once.
  package init(
    path: String, observer: ((UnsafeRawBufferPointer) -> Void)? = nil
  ) throws(FileError) {
    self.observer = observer
    guard path != "-" else {
      name = "standard input"
      origin = .descriptor(STDIN_FILENO, isOwned: false)
      return
    }
    name = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    origin = .descriptor(descriptor, isOwned: true)
  }

  /// Reads from memory, at most `chunk` bytes at a time.
  package init(bytes: [UInt8], name: String = "input", chunk: Int = 1 << 18) {
    precondition(chunk > 0, "A chunk holds at least one byte.")
    self.name = name
    observer = nil
    origin = .memory(bytes, chunk: chunk)
  }

  deinit {
    if case .descriptor(let descriptor, isOwned: true) = origin { _ = close(descriptor) }
  }

  /// Writes more of the input into `bytes`, from `start` on, and returns how many bytes it wrote;
  /// zero only at the end.
  func read(into bytes: inout [UInt8], from start: Int) throws(FileError) -> Int {
    let count: Int
    switch origin {
    case .descriptor(let descriptor, _):
      count = try read(descriptor, into: &bytes, from: start)
    case .memory(let source, let chunk):
      count = min(chunk, bytes.count - start, source.count - offset)
      bytes.replaceSubrange(start..<start + count, with: source[offset..<offset + count])
    }
    offset += count
    bytes.withUnsafeBytes { observer?(UnsafeRawBufferPointer(rebasing: $0[start..<start + count])) }
    return count
  }

  private func read(
    _ descriptor: Int32, into bytes: inout [UInt8], from start: Int
  ) throws(FileError) -> Int {
    while true {
      let count = bytes.withUnsafeMutableBytes { all in
        let space = UnsafeMutableRawBufferPointer(rebasing: all[start...])
        #if canImport(Darwin)
          return Darwin.read(descriptor, space.baseAddress, space.count)
        #elseif canImport(Musl)
          return Musl.read(descriptor, space.baseAddress, space.count)
        #else
          return Glibc.read(descriptor, space.baseAddress, space.count)
        #endif
      }
      if count >= 0 { return count }
      if errno != EINTR {
        throw .readFailed(path: name, offset: offset, reason: String(cString: strerror(errno)))
      }
    }
  }
}
