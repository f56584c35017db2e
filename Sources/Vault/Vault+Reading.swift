import LMDB
package import LedgerEvents

/// A value as it lies in the vault, without what it says.
package struct VaultEntry: Hashable, Sendable {
  package let person: PersonID
  package let retention: RetentionClass
  package let digest: [UInt8]
  package let name: String
  /// The event that it belongs to.
  package let source: String
  package let id: String
}

extension Vault {
  /// What a digest commits to.
  ///
  /// Checks that the value belongs to this event and that the digest is that of the value. Whoever has
  /// the lock already hands it in, here as in all of these.
  package func disclosure(
    of digest: PersonalDigest, source: String, id: String, under held: VaultLock? = nil
  ) throws(VaultError) -> Disclosure {
    guard let person = digest.personID else { throw .digestMalformed }
    let retention = digest.retention
    let text = Base64URL.text(of: digest.digestBytes)
    guard isThere else { throw .valueMissing(person: person, digest: text) }
    let lock = try shared(held)
    defer { withExtendedLifetime(lock) {} }
    guard let file = try file() else { throw .valueMissing(person: person, digest: text) }
    let keyKey = VaultLayout.keyKey(person, retention)
    guard try file.read(file.erased, Key(keyKey)) == nil else {
      throw .erased(person: person, retention: retention)
    }
    let key = VaultLayout.valueKey(person, retention, digest.digestBytes)
    guard let stored = try file.read(file.values, Key(key)) else {
      throw .valueMissing(person: person, digest: text)
    }
    guard let (seal, version) = try file.dataKey(person, retention) else {
      throw .dataKeyDamaged(person: person, retention: retention)
    }
    guard let row = SealedValue(stored), row.source == source, row.id == id,
      row.name == digest.name, row.keyVersion == version,
      let bytes = seal.open(row.sealed, for: row.place(origin: origin, key: key)),
      let disclosure = Disclosure(text: String(decoding: bytes, as: UTF8.self)),
      disclosure.digest == digest.digestBytes, disclosure.name == digest.name
    else { throw .valueDamaged(person: person, digest: text) }
    return disclosure
  }

  /// Who a subject such as `account/nordwerk/c-301` is; nil when nobody is known under it.
  package func person(
    of subject: String, under held: VaultLock? = nil
  ) throws(VaultError) -> PersonID? {
    guard isThere, Key.lengths.contains(subject.utf8.count) else { return nil }
    let lock = try shared(held)
    defer { withExtendedLifetime(lock) {} }
    guard let file = try file() else { return nil }
    return try file.read(file.persons, Key(subject)).flatMap { PersonID(bytes: $0) }
  }

  /// All subjects and whose they are.
  package func subjects(
    under held: VaultLock? = nil
  ) throws(VaultError) -> [(subject: String, person: PersonID)] {
    guard isThere else { return [] }
    let lock = try shared(held)
    defer { withExtendedLifetime(lock) {} }
    guard let file = try file() else { return [] }
    return try file.entries(file.persons).compactMap { key, value in
      PersonID(bytes: value).map { (String(decoding: key, as: UTF8.self), $0) }
    }
  }

  /// The values that lie there, of one person or of all.
  package func entries(
    of person: PersonID? = nil, under held: VaultLock? = nil
  ) throws(VaultError) -> [VaultEntry] {
    guard isThere else { return [] }
    let lock = try shared(held)
    defer { withExtendedLifetime(lock) {} }
    guard let file = try file() else { return [] }
    return try file.entries(file.values, prefix: person?.bytes ?? []).compactMap { key, value in
      guard let parts = VaultLayout.parts(ofValueKey: key), let row = SealedValue(value) else {
        return nil
      }
      return VaultEntry(
        person: parts.person, retention: parts.retention, digest: parts.digest, name: row.name,
        source: row.source, id: row.id)
    }
  }

  /// The ids of the keys that a person's values are sealed with, as class-version.
  package func keyIDs(
    of person: PersonID, _ classes: [RetentionClass], under held: VaultLock? = nil
  ) throws(VaultError) -> [String] {
    guard isThere else { return [] }
    let lock = try shared(held)
    defer { withExtendedLifetime(lock) {} }
    guard let file = try file() else { return [] }
    var ids: [String] = []
    for retention in classes {
      guard let stored = try file.read(file.keys, Key(VaultLayout.keyKey(person, retention)))
      else { continue }
      ids.append("\(retention.word)-\(WrappedKey(stored)?.version ?? 0)")
    }
    return ids
  }

  /// The generation that counts and when its master key was made, in microseconds since 1970 UTC.
  package func state(
    under held: VaultLock? = nil
  ) throws(VaultError) -> (generation: UInt32, rotated: Int64)? {
    guard isThere else { return nil }
    let lock = try shared(held)
    defer { withExtendedLifetime(lock) {} }
    guard let file = try file() else { return nil }
    return (file.master.generation, try file.rotated())
  }
}
