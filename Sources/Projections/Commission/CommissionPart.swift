import Commission

/// What one account, one piece of the open claims, or what is left come to: rows, and what is to be
/// added to the sums of everything.
struct CommissionPart: Sendable {
  /// In no order.
  var rows: [(key: String, row: [UInt8])] = []
  var totals = CommissionTotals()
  var quarantined: [String: Quarantine] = [:]
  /// Whose claims wait for the deals of other accounts.
  var open: [OpenHolders] = []
}

/// A payee, or an account measured as a whole, by its id.
struct HolderID: Hashable, Comparable, Sendable {
  let isAccount: Bool
  let id: String

  init(_ holder: Holder, _ names: NameTable) {
    switch holder {
    case .payee(let name): (isAccount, id) = (false, names.text(name))
    case .account(let name): (isAccount, id) = (true, names.text(name))
    }
  }

  init(isAccount: Bool, id: String) { (self.isAccount, self.id) = (isAccount, id) }

  func holder(_ names: inout NameTable) -> Holder {
    isAccount ? .account(names.name(id)) : .payee(names.name(id))
  }

  static func < (left: HolderID, right: HolderID) -> Bool {
    left.isAccount == right.isAccount ? left.id < right.id : !left.isAccount
  }
}

/// Holders that hang together in one account, and how many of its claims are open for them.
struct OpenHolders: Equatable, Sendable {
  let holders: [HolderID]
  let claims: UInt64
}

extension [OpenHolders] {
  /// As it is kept beside the rows until all accounts are read.
  func stored(_ account: String) -> [UInt8] {
    var row = RowWriter()
    row.write(account)
    row.write(self) { row, open in
      row.write(open.claims)
      row.write(open.holders) { $0.write($1) }
    }
    return row.bytes
  }

  static func read(
    _ bytes: UnsafeRawBufferPointer
  ) throws(RowReader.Broken) -> (account: String, open: [OpenHolders]) {
    var row = RowReader(bytes)
    let account = try row.text()
    let open = try row.list { row throws(RowReader.Broken) in
      let claims = try row.number()
      return OpenHolders(holders: try row.holders(), claims: claims)
    }
    return (account, open)
  }
}

extension [HolderID] {
  /// As it is noted who is settled.
  var stored: [UInt8] {
    var row = RowWriter()
    row.write(self) { $0.write($1) }
    return row.bytes
  }

  static func read(_ bytes: UnsafeRawBufferPointer) throws(RowReader.Broken) -> [HolderID] {
    var row = RowReader(bytes)
    return try row.holders()
  }
}

extension RowWriter {
  fileprivate mutating func write(_ holder: HolderID) {
    write(holder.isAccount)
    write(holder.id)
  }
}

extension RowReader {
  fileprivate mutating func holders() throws(Broken) -> [HolderID] {
    try list { row throws(Broken) in
      HolderID(isAccount: try row.flag(), id: try row.text())
    }
  }
}
