import LMDB
import LedgerEvents

/// One generation of the vault, open: an LMDB environment and the master key that belongs to it.
final class VaultFile: Sendable {
  let path: String
  let master: MasterKey
  let origin: [UInt8]
  let environment: Environment
  let meta: Database
  /// Whom a subject such as `account/nordwerk/c-301` is: text → person.
  let persons: Database
  /// person ‖ class → wrapped data key.
  let keys: Database
  /// person ‖ class ‖ digest → sealed value.
  let values: Database
  /// Keys of values whose events are not known to be recorded.
  let pending: Database
  /// person ‖ class of what was erased: it must not come back.
  let erased: Database

  init(
    opening path: String, master: MasterKey, origin: [UInt8], keyPath: String
  ) throws(VaultError) {
    self.path = path
    self.master = master
    self.origin = origin
    let environment = try inVault { () throws(LMDBError) in
      try Environment(opening: path, options: EnvironmentOptions(checksPages: true))
    }
    self.environment = environment
    func database(_ name: String) throws(VaultError) -> Database {
      try inVault { () throws(LMDBError) in try environment.existingDatabase(name) }
    }
    meta = try database("meta")
    persons = try database("persons")
    keys = try database("keys")
    values = try database("values")
    pending = try database("pending")
    erased = try database("erased")
    guard try read(meta, Key("origin")) == origin else { throw .otherLedger(path: path) }
    guard let check = try read(meta, Key("check")),
      masterSeal?.open(
        check, for: VaultLayout.checkPlace(origin: origin, generation: master.generation)) != nil
    else { throw .wrongMasterKey(path: keyPath) }
  }

  var masterSeal: Seal? { Seal(key: master.bytes) }

  /// The bytes at a key of a database.
  func read(_ database: Database, _ key: Key) throws(VaultError) -> [UInt8]? {
    try inVault { () throws(LMDBError) in
      let transaction = try ReadTransaction(environment)
      return try transaction.value(database, key)?.withUnsafeBytes { Array($0) }
    }
  }

  /// Every entry whose key begins with `prefix`.
  func entries(
    _ database: Database, prefix: [UInt8] = []
  ) throws(VaultError) -> [(key: [UInt8], value: [UInt8])] {
    try inVault { () throws(LMDBError) in
      let transaction = try ReadTransaction(environment)
      var cursor = try transaction.cursor(database)
      var found: [(key: [UInt8], value: [UInt8])] = []
      var more = prefix.isEmpty ? try cursor.first() : try cursor.seek(Key(prefix))
      while more {
        let key = cursor.key.withUnsafeBytes { Array($0) }
        guard key.starts(with: prefix) else { break }
        found.append((key, cursor.value.withUnsafeBytes { Array($0) }))
        more = try cursor.next()
      }
      return found
    }
  }

  /// The data key for a person's values of a class; nil when there is none.
  func dataKey(
    _ person: PersonID, _ retention: RetentionClass
  ) throws(VaultError) -> (seal: Seal, version: UInt32)? {
    guard let stored = try read(keys, Key(VaultLayout.keyKey(person, retention))) else {
      return nil
    }
    return try unwrap(stored, person, retention)
  }

  func unwrap(
    _ stored: [UInt8], _ person: PersonID, _ retention: RetentionClass
  ) throws(VaultError) -> (seal: Seal, version: UInt32) {
    guard let wrapped = WrappedKey(stored),
      let bytes = masterSeal?.open(
        wrapped.sealed,
        for: VaultLayout.keyPlace(origin: origin, person, retention, version: wrapped.version)),
      let seal = Seal(key: bytes)
    else { throw .dataKeyDamaged(person: person, retention: retention) }
    return (seal, wrapped.version)
  }

  /// Makes a new generation; `fill` gets the environment with its databases made.
  static func create(
    at path: String, master: MasterKey, origin: [UInt8], rotated: Int64,
    fill: (Environment) throws(LMDBError) -> Void = { _ in }
  ) throws(VaultError) {
    let place = VaultLayout.checkPlace(origin: origin, generation: master.generation)
    guard let check = Seal(key: master.bytes)?.close(Array("kontor".utf8), for: place) else {
      throw .masterKeyMalformed(path: path)
    }
    try inVault { () throws(LMDBError) in
      try Environment.create(at: path) { environment throws(LMDBError) in
        for name in ["persons", "keys", "values", "pending", "erased"] {
          _ = try environment.database(name)
        }
        let meta = try environment.database("meta")
        var write = try WriteTransaction(environment)
        try write.put(
          meta, Key("format"), withUnsafeBytes(of: VaultLayout.format.bigEndian, Array.init))
        try write.put(meta, Key("origin"), origin)
        try write.put(meta, Key("check"), check)
        try write.put(meta, Key("rotated"), withUnsafeBytes(of: rotated.bigEndian, Array.init))
        try write.commit()
        try fill(environment)
      }
    }
  }

  /// When the master key was made, in microseconds since 1970 UTC.
  func rotated() throws(VaultError) -> Int64 {
    let bytes = try read(meta, Key("rotated")) ?? []
    return bytes.count == 8 ? bytes.reduce(0) { $0 << 8 | Int64($1) } : 0
  }
}
