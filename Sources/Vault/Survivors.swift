import LMDB
import LedgerEvents

/// What stays when something is erased: rows as they are, data keys wrapped anew.
struct Survivors {
  private let file: VaultFile
  private let erased: Set<[UInt8]>
  private let marks: Set<ErasedMark>
  private let master: MasterKey

  /// How many rows go into one transaction.
  private static let batch = 4096

  init(of file: VaultFile, without marks: Set<ErasedMark>, under master: MasterKey) {
    self.file = file
    self.marks = marks
    self.master = master
    erased = Set(marks.map(\.key))
  }

  func copy(into environment: Environment) throws(LMDBError) {
    try copy(file.persons, "persons", environment) { _, value in value }
    try copy(file.keys, "keys", environment) { key, value in
      erased.contains(key) ? nil : rewrapped(key, value)
    }
    let prefix = PersonID.byteCount + 1
    for (database, name) in [(file.values, "values"), (file.pending, "pending")] {
      try copy(database, name, environment) { key, value in
        erased.contains(Array(key.prefix(prefix))) ? nil : value
      }
    }
    try copy(file.erased, "erased", environment) { _, value in value }
    let target = try environment.database("erased")
    var write = try WriteTransaction(environment)
    for mark in marks { try write.put(target, Key(mark.key), [1]) }
    try write.commit()
  }

  /// A key that cannot be opened is taken along as it is: erasing one person must neither depend on
  /// another's key nor hide that it is damaged.
  private func rewrapped(_ key: [UInt8], _ value: [UInt8]) -> [UInt8] {
    guard let person = PersonID(bytes: Array(key.prefix(PersonID.byteCount))),
      let retention = key.last.flatMap({ RetentionClass(rawValue: Int($0)) }),
      let wrapped = WrappedKey(value)
    else { return value }
    let place = VaultLayout.keyPlace(
      origin: file.origin, person, retention, version: wrapped.version)
    guard let bytes = file.masterSeal?.open(wrapped.sealed, for: place),
      let sealed = Seal(key: master.bytes)?.close(bytes, for: place)
    else { return value }
    return WrappedKey(version: wrapped.version, sealed: sealed).bytes
  }

  /// Copies what `change` leaves, in transactions of bounded size.
  private func copy(
    _ source: Database, _ name: String, _ environment: Environment,
    _ change: ([UInt8], [UInt8]) -> [UInt8]?
  ) throws(LMDBError) {
    let target = try environment.database(name)
    let read = try ReadTransaction(file.environment)
    var cursor = try read.cursor(source)
    var more = try cursor.first()
    while more {
      var write = try WriteTransaction(environment)
      var count = 0
      while more, count < Self.batch {
        let key = cursor.key.withUnsafeBytes { Array($0) }
        let value = cursor.value.withUnsafeBytes { Array($0) }
        if let kept = change(key, value) { try write.put(target, Key(key), kept) }
        more = try cursor.next()
        count += 1
      }
      try write.commit()
    }
  }
}
