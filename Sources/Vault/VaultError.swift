package import LMDB
package import LedgerEvents

/// Why the vault could not give or take a value.
///
/// None of these stops anything but values about people.
package enum VaultError: Error, Equatable, Sendable {
  /// There is a master key and no vault for it.
  case vaultMissing(path: String, key: String)
  /// There is a vault and no master key for it.
  case masterKeyMissing(path: String)
  /// The file of the master key is not one.
  case masterKeyMalformed(path: String)
  /// Others than its owner can read the file of the master key.
  case masterKeyOpen(path: String)
  /// The master key does not open this vault.
  case wrongMasterKey(path: String)
  /// The vault belongs to another ledger.
  case otherLedger(path: String)
  /// A value is not what its record commits to, or lies where it does not belong.
  case valueDamaged(person: PersonID, digest: String)
  /// A record's digest names no person.
  case digestMalformed
  /// A data key cannot be opened.
  case dataKeyDamaged(person: PersonID, retention: RetentionClass)
  /// There is no such value, although nobody had it erased.
  case valueMissing(person: PersonID, digest: String)
  /// The values of this class about the person were erased.
  case erased(person: PersonID, retention: RetentionClass)
  /// The erasure is recorded, and something keeps it from being carried out.
  case erasureDue(reason: String)
  /// Somebody writes values just now, so nothing can be erased or swept.
  case inUse(path: String)
  case storage(LMDBError)
  /// A file beside the vault could not be read or written.
  case file(call: String, path: String, code: Int32)
}

extension VaultError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .vaultMissing(let path, let key):
      """
      the vault \(path) is missing, so nothing about people can be read or recorded; restore it \
      from a backup made with --with-vault, or move \(key) away to begin an empty one
      """
    case .masterKeyMissing(let path):
      """
      the vault's master key \(path) is missing, so nothing about people can be read or recorded; \
      put it back, or name it with KONTOR_VAULT_KEY
      """
    case .masterKeyMalformed(let path):
      "\(path) is no master key of a vault; put the right file there"
    case .masterKeyOpen(let path):
      "\(path) can be read by others than its owner; `chmod 600` it"
    case .wrongMasterKey(let path):
      "the master key \(path) does not open this vault; put the key there that belongs to it"
    case .otherLedger(let path):
      "the vault \(path) belongs to another ledger; put this ledger's own there"
    case .valueDamaged(let person, let digest):
      """
      the value \(digest) about \(person) is not what its record commits to: it was changed or \
      moved; restore the vault from a backup
      """
    case .digestMalformed:
      "a record has a digest of a personal value that names no person; run `kontor verify`"
    case .dataKeyDamaged(let person, let retention):
      """
      the key for the \(retention.word) values of \(person) was changed or moved; restore the vault \
      from a backup
      """
    case .valueMissing(let person, let digest):
      "the value \(digest) about \(person) is not in the vault; restore it from a backup"
    case .erased(let person, let retention):
      "the \(retention.word) values about \(person) were erased"
    case .erasureDue(let reason):
      """
      the erasure is recorded but could not be carried out yet (\(reason)); once that is mended, the \
      next command on the ledger does it: `kontor privacy report` tells
      """
    case .inUse(let path):
      "values are written to \(path) just now; try again"
    case .storage(let error): "the vault: \(error)"
    case .file(let call, let path, let code):
      "\(LMDBError.system(call: call, path: path, code: code))"
    }
  }
}

/// Runs what speaks to LMDB; an error of it is one of the vault.
func inVault<Result: ~Copyable>(
  _ body: () throws(LMDBError) -> Result
) throws(VaultError) -> Result {
  do {
    return try body()
  } catch {
    throw .storage(error)
  }
}
