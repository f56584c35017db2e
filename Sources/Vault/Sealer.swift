import LMDB
package import LedgerEvents
import Synchronization

/// Seals values about people, all in one transaction, before their events are recorded.
///
/// On disk are first the values, then their events: an acknowledged event never lacks its value. A
/// value whose event was never recorded is marked as pending and swept later.
package struct Sealer: ~Copyable {
  private let file: VaultFile
  private var transaction: WriteTransaction
  private var seals: [[UInt8]: (seal: Seal, version: UInt32)] = [:]
  /// The keys of the values that were sealed here.
  package private(set) var sealed: [[UInt8]] = []

  init(_ file: VaultFile, settling settlements: Vault.Settlements) throws(VaultError) {
    do throws(LMDBError) {
      var transaction = try WriteTransaction(file.environment)
      // Marks go from values whose events were recorded, and values whose events were not.
      for key in settlements.recorded + settlements.refused {
        try transaction.delete(file.pending, Key(key))
      }
      for key in settlements.refused { try transaction.delete(file.values, Key(key)) }
      self.transaction = transaction
      self.file = file
    } catch {
      throw .storage(error)
    }
  }

  /// Who a subject such as `account/nordwerk/c-301` is; `candidate` where nobody is known yet.
  package mutating func person(
    of subject: String, candidate: PersonID
  ) throws(VaultError) -> PersonID {
    let key = Key(subject)
    if let known = try value(file.persons, key).flatMap({ PersonID(bytes: $0) }) { return known }
    try put(file.persons, key, candidate.bytes)
    return candidate
  }

  /// Seals a value and gives what its record holds of it.
  ///
  /// - Throws: ``VaultError/erased(person:retention:)`` for somebody whose values were erased.
  package mutating func seal(
    _ disclosure: Disclosure, about person: PersonID, _ retention: RetentionClass,
    source: String, id: String
  ) throws(VaultError) -> PersonalDigest {
    let keyKey = VaultLayout.keyKey(person, retention)
    guard try value(file.erased, Key(keyKey)) == nil else {
      throw .erased(person: person, retention: retention)
    }
    let (seal, version) = try dataKey(person, retention)
    let digest = disclosure.digest
    let key = VaultLayout.valueKey(person, retention, digest)
    let empty = SealedValue(
      source: source, id: id, name: disclosure.name, keyVersion: version, sealed: [])
    guard
      let bytes = seal.close(
        Array(disclosure.text.utf8), for: empty.place(origin: file.origin, key: key))
    else { throw .dataKeyDamaged(person: person, retention: retention) }
    let row = SealedValue(
      source: source, id: id, name: disclosure.name, keyVersion: version, sealed: bytes)
    try put(file.values, Key(key), row.bytes)
    try put(file.pending, Key(key), [1])
    sealed.append(key)
    return PersonalDigest(
      name: disclosure.name, person: person, retention: retention, digest: digest)
  }

  /// Makes everything durable.
  consuming func commit() throws(VaultError) {
    do throws(LMDBError) {
      try transaction.commit()
    } catch {
      throw .storage(error)
    }
  }

  private mutating func dataKey(
    _ person: PersonID, _ retention: RetentionClass
  ) throws(VaultError) -> (seal: Seal, version: UInt32) {
    let key = VaultLayout.keyKey(person, retention)
    if let known = seals[key] { return known }
    let found: (seal: Seal, version: UInt32)
    if let stored = try value(file.keys, Key(key)) {
      found = try file.unwrap(stored, person, retention)
    } else {
      let fresh = Seal.newKey()
      let place = VaultLayout.keyPlace(origin: file.origin, person, retention, version: 1)
      guard let seal = Seal(key: fresh), let wrapped = file.masterSeal?.close(fresh, for: place)
      else { throw .dataKeyDamaged(person: person, retention: retention) }
      try put(file.keys, Key(key), WrappedKey(version: 1, sealed: wrapped).bytes)
      found = (seal, 1)
    }
    seals[key] = found
    return found
  }

  private func value(_ database: Database, _ key: Key) throws(VaultError) -> [UInt8]? {
    do throws(LMDBError) {
      return try transaction.value(database, key)?.withUnsafeBytes { Array($0) }
    } catch {
      throw .storage(error)
    }
  }

  private mutating func put(
    _ database: Database, _ key: Key, _ value: [UInt8]
  ) throws(VaultError) {
    do throws(LMDBError) {
      try transaction.put(database, key, value)
    } catch {
      throw .storage(error)
    }
  }
}

/// Holds the vault's lock from before values are sealed until it is known what became of their events.
package final class SealingLease: Sendable {
  private let vault: Vault
  private let lock: VaultLock
  let file: VaultFile

  init(_ vault: Vault, _ lock: VaultLock, _ file: VaultFile) {
    self.vault = vault
    self.lock = lock
    self.file = file
  }

  /// What a digest commits to, read while nothing can be erased.
  package func disclosure(
    of digest: PersonalDigest, source: String, id: String
  ) throws(VaultError) -> Disclosure {
    try vault.disclosure(of: digest, source: source, id: id, under: lock)
  }

  /// Says what became of values: their events were recorded, or will never be.
  package func settle(recorded: [[UInt8]], refused: [[UInt8]]) {
    vault.settlements.withLock {
      $0.recorded += recorded
      $0.refused += refused
    }
  }
}

extension Vault {
  /// Seals values; begins a vault where there is none.
  ///
  /// The lease is to be held until their events are recorded or refused.
  package func sealing<Result>(
    now: Int64, _ body: (inout Sealer) throws -> Result
  ) throws -> (result: Result, lease: SealingLease) {
    let lease = try lease(now: now)
    let settlements = settlements.withLock { all in
      defer { all = Settlements() }
      return all
    }
    do {
      var sealer = try Sealer(lease.file, settling: settlements)
      let result = try body(&sealer)
      try sealer.commit()
      return (result, lease)
    } catch {
      self.settlements.withLock {
        $0.recorded += settlements.recorded
        $0.refused += settlements.refused
      }
      throw error
    }
  }

  private func lease(now: Int64) throws(VaultError) -> SealingLease {
    while true {
      let lock = try lockShared()
      do throws(VaultError) {
        if let file = try file() { return SealingLease(self, lock, file) }
      } catch {
        // The creation may have been interrupted before the key was in place.
        guard case .masterKeyMissing = error else { throw error }
      }
      _ = consume lock
      try begin(now: now)
    }
  }

  /// Writes what became of the last values; a vault that somebody else has alone is left as it is.
  func writeSettlements() throws(VaultError) {
    guard let lock = try VaultLock(.shared, at: lockPath, waits: false), let file = try file()
    else { return }
    defer { withExtendedLifetime(lock) {} }
    let settlements = settlements.withLock { all in
      defer { all = Settlements() }
      return all
    }
    let sealer = try Sealer(file, settling: settlements)
    try sealer.commit()
  }
}
