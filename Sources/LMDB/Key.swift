import CLMDB

/// A key of a database: 1 to 511 bytes, compared byte by byte.
///
/// Numbers are stored big-endian, so that the order of keys is the order of numbers on every
/// machine; LMDB's own integer keys would depend on the processor.
package struct Key: Sendable {
  private enum Form {
    case number(UInt64)
    case bytes([UInt8])
  }

  private let form: Form

  package init(_ number: UInt64) { form = .number(number.bigEndian) }

  package init(_ bytes: [UInt8]) {
    precondition((1...511).contains(bytes.count), "an LMDB key has 1 to 511 bytes")
    form = .bytes(bytes)
  }

  package init(_ text: String) { self.init(Array(text.utf8)) }

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
