import LMDB
package import LedgerEvents

/// A person's values of one class, which are sealed under one key and erased together.
package struct ErasedMark: Hashable, Sendable {
  package let person: PersonID
  package let retention: RetentionClass

  package init(person: PersonID, retention: RetentionClass) {
    self.person = person
    self.retention = retention
  }

  var key: [UInt8] { VaultLayout.keyKey(person, retention) }
}

extension Vault {
  /// Makes sure that nothing is left of what was erased; `lock` is held alone.
  ///
  /// LMDB does not wipe: a deleted row stays in free pages. So everything that survives is copied into a
  /// new environment, its keys wrapped by a new master key, and the old ones go:
  ///
  ///  1. The new environment is written under its own name. The old one counts.
  ///  2. The new master key takes the place of the old one, by one rename. The new one counts, and no
  ///     copy of the old one, wherever it lies, can be opened any more.
  ///  3. The old environment is overwritten and removed.
  ///
  /// Interrupted anywhere it is whole, and the next call goes on: what a crash left behind before the
  /// rename is replaced, after it removed. The call that finds everything done changes nothing.
  ///
  /// - Returns: whether a new generation was made.
  @discardableResult
  package func carryOut(
    _ marks: Set<ErasedMark>, now: Int64, under lock: VaultLock
  ) throws(VaultError) -> Bool {
    guard let file = try file() else { return false }
    try removeOthers(than: file.master.generation)
    guard try isDue(marks, in: file) else { return false }
    return try rotate(erasing: marks, from: file, now: now)
  }

  /// Whether something is left of these, or a generation that no longer counts lies there.
  package func isUnfinished(_ marks: Set<ErasedMark>) throws(VaultError) -> Bool {
    guard isThere else { return false }
    let lock = try lockShared()
    defer { withExtendedLifetime(lock) {} }
    guard let file = try file() else { return false }
    if try leftovers() != [file.master.generation] { return true }
    return try isDue(marks, in: file)
  }

  /// What is not noted as erased may still be there, or may come back.
  private func isDue(_ marks: Set<ErasedMark>, in file: VaultFile) throws(VaultError) -> Bool {
    for mark in marks where try file.read(file.erased, Key(mark.key)) == nil { return true }
    return false
  }

  private func rotate(
    erasing marks: Set<ErasedMark>, from file: VaultFile, now: Int64
  ) throws(VaultError) -> Bool {
    let master = MasterKey(generation: file.master.generation + 1, bytes: Seal.newKey())
    let survivors = Survivors(of: file, without: marks, under: master)
    try VaultFile.create(
      at: directory(master.generation), master: master, origin: origin, rotated: now
    ) { environment throws(LMDBError) in try survivors.copy(into: environment) }
    try master.replace(at: keyPath)
    forget()
    try removeOthers(than: master.generation)
    return true
  }

  private func removeOthers(than generation: UInt32) throws(VaultError) {
    for other in try leftovers() where other != generation { remove(other) }
  }

  /// Removes values whose events were never recorded; `lock` is held alone.
  ///
  /// - Parameter isRecorded: whether the event has this digest in its record.
  /// - Returns: how many there were.
  @discardableResult
  package func sweep(
    under lock: VaultLock, _ isRecorded: (VaultEntry) -> Bool
  ) throws(VaultError) -> Int {
    guard let file = try file() else { return 0 }
    let pending = try file.entries(file.pending)
    guard !pending.isEmpty else { return 0 }
    var settled = Settlements()
    for (key, _) in pending {
      guard let parts = VaultLayout.parts(ofValueKey: key),
        let row = try file.read(file.values, Key(key)).flatMap({ SealedValue($0) })
      else {
        settled.recorded.append(key)
        continue
      }
      let entry = VaultEntry(
        person: parts.person, retention: parts.retention, digest: parts.digest, name: row.name,
        source: row.source, id: row.id)
      if isRecorded(entry) { settled.recorded.append(key) } else { settled.refused.append(key) }
    }
    let sealer = try Sealer(file, settling: settled)
    try sealer.commit()
    return settled.refused.count
  }

  /// Whether there are values whose events are not known to be recorded.
  package func hasPending() throws(VaultError) -> Bool {
    guard isThere else { return false }
    let lock = try lockShared()
    defer { withExtendedLifetime(lock) {} }
    guard let file = try file() else { return false }
    return try !file.entries(file.pending).isEmpty
  }

  /// The lock alone, or nil while somebody writes values.
  package func lockAloneIfFree() throws(VaultError) -> VaultLock? {
    try makeDirectory()
    return try VaultLock(.alone, at: lockPath, waits: false)
  }
}
