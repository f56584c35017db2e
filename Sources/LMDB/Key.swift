import CLMDB

/// A key of a database: 1 to 511 bytes, compared byte by byte.
///
/// Numbers are stored big-endian, so that the order of keys is the order of numbers on every
/// machine; LMDB's own integer keys would depend on the processor. A key of any other length stops
/// the process: whoever makes keys from what others wrote checks ``lengths`` first.
package struct Key: Sendable {
  private enum Form {
    case number(UInt64)
    case bytes([UInt8])
  }

  /// How many bytes a key may have; LMDB 0.9 is built with this limit.
  package static let lengths = 1...511

  private let form: Form

  /// The key of a number: 8 bytes, ordered as the numbers are.
  package init(_ number: UInt64) { form = .number(number.bigEndian) }

  /// These bytes as a key.
  package init(_ bytes: [UInt8]) {
    precondition(Key.lengths.contains(bytes.count), "an LMDB key has 1 to 511 bytes")
    form = .bytes(bytes)
  }

  /// The UTF-8 bytes of `text` as a key.
  package init(_ text: String) { self.init(Array(text.utf8)) }

  /// The bytes as they are stored.
  var bytes: [UInt8] {
    withValue { Array(UnsafeRawBufferPointer(start: $0.mv_data, count: $0.mv_size)) }
  }

  /// Lends the key to C for the time of `body`.
  func withValue<Result>(_ body: (inout MDB_val) -> Result) -> Result {
    switch form {
    case .number(var number):
      return withUnsafeMutableBytes(of: &number) { bytes in
        var value = MDB_val(mv_size: bytes.count, mv_data: bytes.baseAddress)
        return body(&value)
      }
    case .bytes(let bytes):
      return bytes.withUnsafeBytes { bytes in
        var value = MDB_val(
          mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        return body(&value)
      }
    }
  }
}
