#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that somebody named, read whole.
///
/// By calls of the system: what Foundation throws says too little of why a file cannot be read.
package enum NamedFile {
  package static func bytes(at path: String) throws(UnreadableFile) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw UnreadableFile(path: path, code: errno) }
    defer { close(descriptor) }
    return try bytes(of: descriptor, named: path)
  }

  /// The rest of what is open already, such as standard input.
  package static func bytes(
    of descriptor: Int32, named name: String
  ) throws(UnreadableFile) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw UnreadableFile(path: name, code: errno) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}

/// That a file which somebody named cannot be read, and why.
package struct UnreadableFile: Error, Equatable, Sendable {
  package let path: String
  /// What the system said: an errno.
  package let code: Int32

  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }
}

extension UnreadableFile: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String { "\(path): \(reason)" }

  /// The same without the path, for a message that names it before.
  package var reason: String { "cannot be read: \(SystemRefusal.words(code)); \(advice)" }

  private var advice: String {
    switch code {
    case ENOENT, ENOTDIR: "check the path"
    case EACCES, EPERM: "give this user the right to read it"
    case EISDIR: "name a file in it"
    default: SystemRefusal.advice(code)
    }
  }
}
