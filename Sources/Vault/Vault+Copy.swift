import LMDB

extension Vault {
  /// Copies the generation that counts into the directory `target`, without the master key; returns
  /// its number, nil when there is no vault.
  ///
  /// A copy can be opened only with the key of its generation, so the next erasure, which replaces
  /// that key, makes it unreadable wherever it lies.
  @discardableResult
  package func copy(to target: String) throws(VaultError) -> UInt32? {
    guard isThere else { return nil }
    let lock = try lockShared()
    defer { withExtendedLifetime(lock) {} }
    guard let file = try file() else { return nil }
    try inVault { () throws(LMDBError) in
      try FileSystem.makeDirectory(target)
      try file.environment.copy(to: "\(target)/\(file.master.generation)")
    }
    return file.master.generation
  }
}
