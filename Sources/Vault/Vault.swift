import LMDB
import LedgerEvents
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The values about people that the journal only has digests of, sealed, in a directory of their own.
///
///     <ledger>/vault/lock                who writes, who erases
///     <ledger>/vault/<generation>/       an LMDB environment; the master key says which one counts
///     <ledger>/keys/vault-master         the master key, or wherever KONTOR_VAULT_KEY says
///
/// It is made by the first value that is recorded.
package final class Vault: Sendable {
  package let path: String
  package let keyPath: String
  let origin: [UInt8]
  private let current = Mutex<VaultFile?>(nil)
  let settlements = Mutex(Settlements())

  /// Values that were sealed here and whose fate is known since.
  struct Settlements {
    var recorded: [[UInt8]] = []
    var refused: [[UInt8]] = []

    var isEmpty: Bool { recorded.isEmpty && refused.isEmpty }
  }

  /// `origin` are 32 bytes that only this ledger has.
  package init(ledger: String, keyPath: String?, origin: [UInt8]) {
    path = ledger + "/vault"
    self.keyPath = keyPath ?? ledger + "/keys/vault-master"
    self.origin = origin
  }

  var lockPath: String { path + "/lock" }

  /// Whether a vault was ever begun here, as far as its files tell.
  package var isThere: Bool {
    if FileSystem.exists(keyPath) { return true }
    // A directory that cannot be read may have one.
    return (try? leftovers())?.isEmpty != true
  }

  /// The generation that counts; nil as long as there is no vault at all.
  func file() throws(VaultError) -> VaultFile? {
    guard let master = try MasterKey(at: keyPath) else {
      forget()
      // A creation that was interrupted before its key was in place left a vault without a value.
      for generation in try leftovers() where try !isEmpty(generation) {
        throw .masterKeyMissing(path: keyPath)
      }
      return nil
    }
    let found: Result<VaultFile, VaultError> = current.withLock { current in
      if let current, current.master == master { return .success(current) }
      current = nil
      do throws(VaultError) {
        let path = directory(master.generation)
        guard FileSystem.exists(path) else {
          throw .vaultMissing(path: self.path, key: keyPath)
        }
        let opened = try VaultFile(
          opening: path, master: master, origin: origin, keyPath: keyPath)
        current = opened
        return .success(opened)
      } catch {
        return .failure(error)
      }
    }
    return try found.get()
  }

  /// Lets go of the open generation, after writing what is known of the last values.
  package func close() {
    if !settlements.withLock(\.isEmpty) { try? writeSettlements() }
    forget()
  }

  func forget() { current.withLock { $0 = nil } }

  func directory(_ generation: UInt32) -> String { "\(path)/\(generation)" }

  /// The generations that lie there, by number.
  func leftovers() throws(VaultError) -> [UInt32] {
    guard let names = FileSystem.names(in: path) else {
      if errno == ENOENT { return [] }
      throw .file(call: "opendir", path: path, code: errno)
    }
    return names.compactMap { UInt32($0) }.sorted()
  }

  /// Waits until nobody writes values, and keeps others from it as long as the lock lives.
  package func lockAlone() throws(VaultError) -> VaultLock {
    try makeDirectory()
    guard let lock = try VaultLock(.alone, at: lockPath) else { throw .inUse(path: path) }
    return lock
  }

  /// Keeps others from erasing as long as the lock lives.
  package func lockShared() throws(VaultError) -> VaultLock {
    try makeDirectory()
    guard let lock = try VaultLock(.shared, at: lockPath) else { throw .inUse(path: path) }
    return lock
  }

  /// The lock that the caller has, or one that is shared.
  func shared(_ held: VaultLock?) throws(VaultError) -> VaultLock {
    if let held { return held }
    return try lockShared()
  }

  func makeDirectory() throws(VaultError) {
    guard !FileSystem.exists(path) else { return }
    do throws(LMDBError) {
      try FileSystem.makeDirectory(path)
    } catch {
      // Another process may have come first.
      guard FileSystem.exists(path) else { throw .storage(error) }
    }
  }

  /// Makes the first generation where there is none; others wait.
  func begin(now: Int64) throws(VaultError) {
    let lock = try lockAlone()
    defer { withExtendedLifetime(lock) {} }
    guard try MasterKey(at: keyPath) == nil else { return }
    forget()
    for generation in try leftovers() {
      guard try isEmpty(generation) else { throw .masterKeyMissing(path: keyPath) }
      remove(generation)
    }
    let keys = FileSystem.parent(of: keyPath)
    try inVault { () throws(LMDBError) in
      if !FileSystem.exists(keys) {
        try FileSystem.makeDirectory(keys)
        try FileSystem.syncDirectory(FileSystem.parent(of: keys))
      }
      // A name is on disk when its directory was synced; whoever made these may have died before.
      try FileSystem.syncDirectory(FileSystem.parent(of: path))
    }
    let master = MasterKey(generation: 1, bytes: Seal.newKey())
    try VaultFile.create(at: directory(1), master: master, origin: origin, rotated: now)
    try master.replace(at: keyPath)
  }

  private func isEmpty(_ generation: UInt32) throws(VaultError) -> Bool {
    try inVault { () throws(LMDBError) in
      let environment = try Environment(
        opening: directory(generation), options: EnvironmentOptions(checksPages: true))
      // Nobody known, nothing sealed and nothing erased: no key was ever of use here.
      for name in ["persons", "keys", "values", "erased"] {
        let database = try environment.existingDatabase(name)
        if try ReadTransaction(environment).count(database) > 0 { return false }
      }
      return true
    }
  }

  /// Overwrites and removes a generation that no longer counts.
  func remove(_ generation: UInt32) {
    let directory = directory(generation)
    let data = directory + "/data.mdb"
    let descriptor = open(data, O_WRONLY | O_CLOEXEC)
    if descriptor >= 0 {
      let nothing = [UInt8](repeating: 0, count: 1 << 16)
      let end = lseek(descriptor, 0, SEEK_END)
      var at: off_t = 0
      while at < end {
        let count = pwrite(descriptor, nothing, min(nothing.count, Int(end - at)), at)
        guard count > 0 else { break }
        at += off_t(count)
      }
      fsync(descriptor)
      Self.close(descriptor)
    }
    for name in [data, directory + "/lock.mdb"] { unlink(name) }
    rmdir(directory)
  }

  private static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      Glibc.close(descriptor)
    #else
      Darwin.close(descriptor)
    #endif
  }
}
