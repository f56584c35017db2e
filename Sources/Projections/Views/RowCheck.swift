import LMDB

/// The hash of every stored row, so that a long check needs no long transaction.
struct RowDigests {
  var byKey: [String: Int] = [:]

  init(
    _ transaction: borrowing ReadTransaction, _ database: Database
  ) throws(LMDBError) {
    var entries = try transaction.cursor(database)
    var isHere = try entries.first()
    while isHere {
      let key = entries.key.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
      byKey[key] = try entries.checkedValue.withUnsafeBytes { [UInt8]($0).hashValue }
      isHere = try entries.next()
    }
  }
}

/// Compares derived rows with stored ones, one after the other.
struct RowCheck {
  private let view: any ViewDefinition
  private let store: ViewStore
  private let limit: Int
  private var stored: [String: Int]
  private var quarantined: [String: Quarantine]
  private(set) var rows = 0
  private(set) var count = 0
  private(set) var differences: [ViewVerification.Difference] = []

  init(
    _ view: any ViewDefinition, _ store: ViewStore, limit: Int, stored: RowDigests,
    _ quarantined: [QuarantinedAccount]
  ) {
    self.view = view
    self.store = store
    self.limit = limit
    self.stored = stored.byKey
    self.quarantined = Dictionary(
      quarantined.map { ($0.account, $0.quarantine) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func compare(
    _ account: String, _ row: [UInt8]?, _ quarantine: Quarantine?
  ) throws(ProjectionError) {
    try compare(account, row)
    try compare(quarantine, of: account)
  }

  mutating func compare(_ key: String, _ row: [UInt8]?) throws(ProjectionError) {
    if row != nil { rows += 1 }
    let found = stored.removeValue(forKey: key)
    guard found != row.map(\.hashValue) else { return }
    try note(key, found == nil ? nil : try store.row(key), row)
  }

  mutating func compare(_ quarantine: Quarantine?, of account: String) throws(ProjectionError) {
    let found = quarantined.removeValue(forKey: account)
    guard found != quarantine else { return }
    note(
      account,
      [
        FieldChange(
          name: "quarantine", old: found?.reason ?? "none", new: quarantine?.reason ?? "none")
      ])
  }

  /// What is left was never derived.
  mutating func finish() throws(ProjectionError) {
    for key in stored.keys.sorted() { try note(key, try store.row(key), nil) }
    for account in quarantined.keys.sorted() {
      note(
        account,
        [
          FieldChange(
            name: "quarantine", old: quarantined[account]?.reason ?? "", new: "none")
        ])
    }
  }

  private mutating func note(
    _ key: String, _ old: [UInt8]?, _ new: [UInt8]?
  ) throws(ProjectionError) {
    note(key, FieldChange.between(view, key, old, new))
  }

  private mutating func note(_ key: String, _ fields: [FieldChange]) {
    count += 1
    if differences.count < limit {
      differences.append(ViewVerification.Difference(key: key, fields: fields))
    }
  }
}
