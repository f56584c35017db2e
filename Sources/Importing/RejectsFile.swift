import StrictJSON

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Writes rejected rows as NDJSON: `{"line":7,"column":"price","reason":"…","row":"…"}`.
///
/// A row that is not UTF-8 stands in `row_base64` instead. A row that was too long to keep has
/// `length` and `offset`, to be found in the file it came from.
package final class RejectsFile {
  /// How many rows have been written.
  package private(set) var count = 0

  private let path: String
  private let descriptor: Int32
  private var pending: [UInt8] = []

  /// Creates the file, or empties the one that is there.
  package init(path: String) throws(FileError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .noRejects(path: path, reason: String(cString: strerror(errno)))
    }
  }

  /// Makes sure, before anything is recorded, that rejected rows can be written to `path`, and that
  /// this is none of the files that are read.
  ///
  /// Nothing is created: where no row is rejected there is no file.
  package static func check(_ path: String, apartFrom inputs: [String]) throws(FileError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : path[..<$0] } ?? "."
      guard access(String(folder), W_OK | X_OK) == 0 else {
        throw .noRejects(path: path, reason: String(cString: strerror(errno)))
      }
      return
    }
    for input in inputs {
      var other = stat()
      let isThere = input == "-" ? fstat(0, &other) == 0 : stat(input, &other) == 0
      if isThere, other.st_dev == status.st_dev, other.st_ino == status.st_ino,
        status.st_mode & S_IFMT == S_IFREG
      {
        throw .noRejects(path: path, reason: "it is a file that the import reads")
      }
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw .noRejects(path: path, reason: String(cString: strerror(EISDIR)))
    }
    guard access(path, W_OK) == 0 else {
      throw .noRejects(path: path, reason: String(cString: strerror(errno)))
    }
  }

  deinit { _ = close(descriptor) }

  /// Adds one row; it is in the file for certain only after `flush`.
  package func write(_ row: RejectedRow) throws(FileError) {
    Self.append(row, to: &pending)
    count += 1
    if pending.count > 1 << 16 { try flush() }
  }

  /// Hands everything written so far to the system.
  package func flush() throws(FileError) {
    var written = 0
    while written < pending.count {
      let count = pending[written...].withUnsafeBytes { rest in
        #if canImport(Darwin)
          Darwin.write(descriptor, rest.baseAddress, rest.count)
        #elseif canImport(Musl)
          Musl.write(descriptor, rest.baseAddress, rest.count)
        #else
          Glibc.write(descriptor, rest.baseAddress, rest.count)
        #endif
      }
      if count < 0, errno != EINTR {
        throw .writeFailed(path: path, reason: String(cString: strerror(errno)))
      }
      written += max(count, 0)
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// The form of one row in the file, its line feed included.
  private static func append(_ row: RejectedRow, to bytes: inout [UInt8]) {
    var json = JSONWriter()
    json.beginObject()
    json.member("line", row.line)
    if let column = row.column { json.member("column", column) }
    json.member("reason", row.reason)
    if row.length > row.bytes.count {
      json.member("length", row.length)
      json.member("offset", row.offset)
    }
    if row.bytes.withUnsafeBufferPointer({ UTF8Check.firstFault(in: $0) }) == nil {
      json.member("row", String(decoding: row.bytes, as: UTF8.self))
    } else {
      json.member("row_base64", base64(row.bytes))
    }
    json.endObject()
    bytes += json.bytes
    bytes.append(0x0A)
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func base64(_ source: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: source.count, by: 3) {
      let group = source[start..<min(start + 3, source.count)]
      let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
      for place in 0..<4 {
        text.append(
          place > group.count ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * place) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
