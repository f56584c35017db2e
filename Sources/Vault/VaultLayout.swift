import LMDB
import LedgerEvents

/// The keys and places of a vault's rows; byte for byte in `Schemas/storage/layout.md`.
enum VaultLayout {
  static let format: UInt32 = 1
  private static let name = "kontor-vault/1"

  /// person ‖ class: one byte.
  static func keyKey(_ person: PersonID, _ retention: RetentionClass) -> [UInt8] {
    person.bytes + [UInt8(truncatingIfNeeded: retention.rawValue)]
  }

  /// person ‖ class ‖ digest.
  ///
  /// Not by position: that is known only inside the journal's commit, and a value has to be on disk
  /// before its event is. The digest has a random salt of its own and stands in the record, so it
  /// binds the value to its position at least as well.
  static func valueKey(
    _ person: PersonID, _ retention: RetentionClass, _ digest: [UInt8]
  ) -> [UInt8] {
    keyKey(person, retention) + digest
  }

  /// Takes the key of a value apart.
  static func parts(
    ofValueKey key: [UInt8]
  ) -> (person: PersonID, retention: RetentionClass, digest: [UInt8])? {
    let tail = PersonID.byteCount + 1
    guard key.count == tail + PersonalDigest.digestByteCount,
      let person = PersonID(bytes: Array(key.prefix(PersonID.byteCount))),
      let retention = RetentionClass(rawValue: Int(key[PersonID.byteCount]))
    else { return nil }
    return (person, retention, Array(key.dropFirst(tail)))
  }

  /// What binds the vault to its master key.
  static func checkPlace(origin: [UInt8], generation: UInt32) -> [UInt8] {
    var place = Framed()
    place.append(name + " check")
    place.append(origin)
    place.append(generation)
    return place.bytes
  }

  /// What binds a wrapped data key to whose it is.
  static func keyPlace(
    origin: [UInt8], _ person: PersonID, _ retention: RetentionClass, version: UInt32
  ) -> [UInt8] {
    var place = Framed()
    place.append(name + " key")
    place.append(origin)
    place.append(person.bytes)
    place.append(retention.word)
    place.append(version)
    return place.bytes
  }
}

/// A data key as it lies in the vault, sealed by the master key.
struct WrappedKey {
  let version: UInt32
  let sealed: [UInt8]

  init(version: UInt32, sealed: [UInt8]) {
    self.version = version
    self.sealed = sealed
  }

  init?(_ bytes: [UInt8]) {
    var reader = FramedReader(bytes)
    guard let version = reader.next().flatMap(UInt32.init(framed:)), let sealed = reader.next(),
      reader.isAtEnd
    else { return nil }
    self.init(version: version, sealed: sealed)
  }

  var bytes: [UInt8] {
    var framed = Framed()
    framed.append(version)
    framed.append(sealed)
    return framed.bytes
  }
}

/// A value as it lies in the vault, sealed by its person's key.
struct SealedValue {
  let source: String
  let id: String
  let name: String
  let keyVersion: UInt32
  let sealed: [UInt8]

  init(source: String, id: String, name: String, keyVersion: UInt32, sealed: [UInt8]) {
    self.source = source
    self.id = id
    self.name = name
    self.keyVersion = keyVersion
    self.sealed = sealed
  }

  init?(_ bytes: [UInt8]) {
    var reader = FramedReader(bytes)
    guard let source = reader.next(), let id = reader.next(), let name = reader.next(),
      let version = reader.next().flatMap(UInt32.init(framed:)), let sealed = reader.next(),
      reader.isAtEnd
    else { return nil }
    self.init(
      source: String(decoding: source, as: UTF8.self), id: String(decoding: id, as: UTF8.self),
      name: String(decoding: name, as: UTF8.self), keyVersion: version, sealed: sealed)
  }

  var bytes: [UInt8] {
    var framed = Framed()
    framed.append(source)
    framed.append(id)
    framed.append(name)
    framed.append(keyVersion)
    framed.append(sealed)
    return framed.bytes
  }

  /// What binds the sealed bytes to their event, person, name and key.
  func place(origin: [UInt8], key: [UInt8]) -> [UInt8] {
    var place = Framed()
    place.append("kontor-vault/1 value")
    place.append(origin)
    place.append(key)
    place.append(source)
    place.append(id)
    place.append(name)
    place.append(keyVersion)
    return place.bytes
  }
}

extension UInt32 {
  init?(framed bytes: [UInt8]) {
    guard bytes.count == 4 else { return nil }
    self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }
}
