import Commission
import Journal
import LMDB
import LedgerEvents
import Money
import TransparencyLog

/// Every commission line as a stored row, and what each payee gets in each month.
///
/// The engine keeps ladders across accounts: a tier is reached by everything that a payee sold, and
/// a correction of one deal can move the lines of others. So the rows cannot be folded account by
/// account to the end; ``CommissionMaking`` says how they are made. An increment with a relevant event
/// makes them all again and writes those that differ.
struct CommissionView: LedgerView {
  let name = "commission"
  let format: UInt32 = 2
  /// How many claims a worker holds at once; the rows do not depend on it.
  var claimLimit: UInt64 = 4_096

  var rules: [String] { ["engine \(CommissionCalculation.revision)"] }

  func dependsOn(_ type: UInt32) -> Bool {
    CommissionFold.isWanted(type) || type == EventCorrected.typeNumber
      || type == EventRetracted.typeNumber
  }

  func making(
    _ history: History, _ standpoint: Standpoint
  ) throws(ProjectionError) -> CommissionMaking {
    try CommissionMaking(history, standpoint, claimLimit: claimLimit)
  }

  func origin(_ key: String, _ row: [UInt8]) -> UInt64? {
    (try? row.withUnsafeBytes { try CommissionRow(stored: $0) })?.position
  }

  func sum(_ key: String, _ row: [UInt8]) -> String? {
    guard let line = try? row.withUnsafeBytes({ try CommissionRow(stored: $0) }),
      line.position != nil, let period = try? Period(.month, of: line.day)
    else { return nil }
    return Self.totalKey(line.payee, period, line.amount.currency)
  }

  func fields(_ key: String, _ row: [UInt8]) throws -> [ViewField] {
    let line = try row.withUnsafeBytes { try CommissionRow(stored: $0) }
    return [
      ViewField("payee", line.payee), ViewField("account", line.account),
      ViewField("deal", line.deal), ViewField("day", line.day),
      ViewField("amount", "\(line.amount) \(line.amount.currency.code)"),
      ViewField("payable", "\(line.payable) \(line.payable.currency.code)"),
      ViewField("lines", line.lines == 1 && line.position != nil ? nil : line.lines),
      ViewField("event", line.position),
    ]
  }

  /// The key of what a payee gets in a month.
  static func totalKey(_ payee: String, _ period: Period, _ currency: Currency) -> String {
    key("total", "\(payee)/\(period)/\(currency.code)")
  }

  static func lineKey(_ id: String) -> String { key("line", id) }

  /// Ids are made of names that others gave; one that is too long for a key is named by its hash.
  static func key(_ kind: String, _ id: String) -> String {
    let key = "\(kind)/\(id)"
    guard key.utf8.count > Key.lengths.upperBound else { return key }
    var text = id
    return "\(kind)#" + text.withUTF8 { Hash.of(.init($0)) }.hexadecimal
  }
}

/// One line, or one payee's month.
struct CommissionRow: Equatable, Sendable {
  let payee: String
  let account: String?
  let deal: String?
  /// The day of the event; of a sum, the first of its month.
  let day: CalendarDay
  let amount: Amount
  let payable: Amount
  /// The event that made the line; nil for a sum.
  let position: UInt64?
  let lines: UInt64

  init(
    payee: String, account: String?, deal: String?, day: CalendarDay, amount: Amount,
    payable: Amount, position: UInt64?, lines: UInt64
  ) {
    self.payee = payee
    self.account = account
    self.deal = deal
    self.day = day
    self.amount = amount
    self.payable = payable
    self.position = position
    self.lines = lines
  }

  init(_ line: Commission.CommissionLine, of payee: String, _ names: NameTable) {
    self.init(
      payee: payee, account: line.account.map(names.text), deal: line.deal.map(names.text),
      day: line.trigger.day, amount: line.amount, payable: line.payable,
      position: line.trigger.position, lines: 1)
  }

  var stored: [UInt8] {
    var row = RowWriter()
    row.write(payee)
    row.write(account) { $0.write($1) }
    row.write(deal) { $0.write($1) }
    row.write(day)
    row.write(amount)
    row.write(payable)
    row.write(position) { $0.write($1) }
    row.write(lines)
    return row.bytes
  }

  init(stored bytes: UnsafeRawBufferPointer) throws(RowReader.Broken) {
    var row = RowReader(bytes)
    payee = try row.text()
    account = try row.optional { row throws(RowReader.Broken) in try row.text() }
    deal = try row.optional { row throws(RowReader.Broken) in try row.text() }
    day = try row.day()
    amount = try row.amount()
    payable = try row.amount()
    position = try row.optional { row throws(RowReader.Broken) in try row.number() }
    lines = try row.number()
  }
}

extension RowWriter {
  /// Minor units with the sign in the lowest bit, then the currency.
  fileprivate mutating func write(_ amount: Amount) {
    write(UInt64(bitPattern: (amount.minor << 1) ^ (amount.minor >> 63)))
    write(amount.currency.code)
  }
}

extension RowReader {
  fileprivate mutating func amount() throws(Broken) -> Amount {
    let bits = try number()
    let minor = Int64(bitPattern: bits >> 1) ^ -Int64(bits & 1)
    guard let currency = try? Currency(try text()) else { throw Broken() }
    return Amount(minor: minor, currency: currency)
  }
}
