import CChecksum
import CLMDB

/// A check sum over key and value of an entry, in the last four bytes of its value.
///
/// It is CRC-32C, big-endian, of the key's bytes followed by the value's. An entry that fails it was
/// changed on disk, and is never handed out. One whose key was changed is not found under its key:
/// therefore, where a key is missing, the entries on both sides of its place are checked before
/// anybody is told so. What is covered like this is derived and can be made again; records have
/// check sums of their own.
enum CheckSum {
  static let byteCount = 4

  static func append(to value: inout [UInt8], of key: Key) {
    let sum = key.withValue { key in
      value.withUnsafeBytes { bytes in
        kontor_crc32c(
          kontor_crc32c(0, key.mv_data, key.mv_size), bytes.baseAddress, bytes.count)
      }
    }
    withUnsafeBytes(of: sum.bigEndian) { value.append(contentsOf: $0) }
  }

  /// The value without its sum; nil when the sum is another.
  static func open(
    key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard value.count >= byteCount else { return nil }
    let content = UnsafeRawBufferPointer(rebasing: value.dropLast(byteCount))
    let sum = kontor_crc32c(
      kontor_crc32c(0, key.baseAddress, key.count), content.baseAddress, content.count)
    let stored = UInt32(bigEndian: value.number(at: content.count, as: UInt32.self))
    return sum == stored ? content : nil
  }
}

extension WriteTransaction {
  /// Puts `value` at `key` with a check sum.
  package mutating func putChecked(
    _ database: Database, _ key: Key, _ value: [UInt8]
  ) throws(LMDBError) {
    var checked: [UInt8] = []
    checked.reserveCapacity(value.count + CheckSum.byteCount)
    checked += value
    CheckSum.append(to: &checked, of: key)
    try put(database, key, checked)
  }

  /// The value put with a check sum at `key`; the span ends with the next change.
  @_lifetime(borrow self)
  package func checkedValue(_ database: Database, _ key: Key) throws(LMDBError) -> RawSpan? {
    let found = try checked(pointer, database.handle(in: environment), environment, key)
    guard let found else { return nil }
    return _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }
}

extension ReadTransaction {
  /// The value put with a check sum at `key`, without copying it.
  ///
  /// - Throws: ``LMDBError/damagedEntry(path:key:)`` when it, or an entry in whose place it may
  ///   once have been, was changed.
  @_lifetime(borrow self)
  package func checkedValue(_ database: Database, _ key: Key) throws(LMDBError) -> RawSpan? {
    let found = try checked(pointer, database.handle(in: environment), environment, key)
    guard let found else { return nil }
    return _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }

  /// Checks every entry of a database whose entries all have check sums, and that it is found under
  /// its key; returns how many there are.
  package func checkEntries(_ database: Database) throws(LMDBError) -> Int {
    var entries = try cursor(database)
    let handle = database.handle(in: environment)
    var count = 0
    var isHere = try entries.first()
    while isHere {
      _ = try entries.checkedValue
      let key = entries.key.withUnsafeBytes { Array($0) }
      let place = entries.value.withUnsafeBytes { $0.baseAddress }
      guard Key.lengths.contains(key.count),
        try lookUp(pointer, handle, Key(key), environment)?.baseAddress == place
      else {
        throw .damagedEntry(path: environment.path, key: key)
      }
      count += 1
      isHere = try entries.next()
    }
    return count
  }
}

private func checked(
  _ transaction: OpaquePointer, _ handle: UInt32, _ environment: Environment, _ key: Key
) throws(LMDBError) -> UnsafeRawBufferPointer? {
  if let found = try lookUp(transaction, handle, key, environment) {
    let value = key.withValue { key in
      CheckSum.open(key: UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size), found)
    }
    if let value { return value }
    throw .damagedEntry(path: environment.path, key: key.bytes)
  }
  var beside = try Cursor(
    transaction: transaction, database: handle, isOverMap: false, path: environment.path)
  // Each on its side, or a page above led beside the place; one seek only, since a cursor that seeks
  // again looks first where it is.
  let isPlaced = try beside.seek(key)
  if isPlaced {
    if beside.compare(key) <= 0 { throw .damagedEntry(path: environment.path, key: key.bytes) }
    _ = try beside.checkedValue
  }
  if try isPlaced ? beside.previous() : beside.last() {
    if beside.compare(key) >= 0 { throw .damagedEntry(path: environment.path, key: key.bytes) }
    _ = try beside.checkedValue
  }
  return nil
}
