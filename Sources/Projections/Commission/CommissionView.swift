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
/// account to the end. The facts are gathered in parallel, by account; then the engine runs once over
/// all of them. An increment with a relevant event runs it again and writes the rows that differ.
struct CommissionView: LedgerView {
  let name = "commission"
  let format: UInt32 = 2

  var rules: [String] { ["engine \(CommissionCalculation.revision)"] }

  func dependsOn(_ type: UInt32) -> Bool {
    CommissionFold.isWanted(type) || type == EventCorrected.typeNumber
      || type == EventRetracted.typeNumber
  }

  func rows(
    _ history: History, _ standpoint: Standpoint, workers: Int,
    progress: @escaping @Sendable (UInt64) -> Void
  ) throws(ProjectionError) -> FoldedLedger {
    let query = try CommissionQuery(
      history, Clocks(knownAt: .size(standpoint.size)), workers: workers, progress: progress)
    var rows: [(key: String, row: [UInt8])] = []
    for entry in try query.lines() {
      rows.append((Self.key("line", entry.id), CommissionRow(entry).stored))
    }
    for total in try query.totals() {
      let row = CommissionRow(
        payee: total.payee, account: nil, deal: nil, day: total.period.start,
        amount: total.amount, payable: total.payable, position: nil,
        lines: UInt64(total.lineCount))
      rows.append((Self.totalKey(total.payee, total.period, total.amount.currency), row.stored))
    }
    rows.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return FoldedLedger(rows: rows, quarantined: Self.quarantined(query))
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

  /// Ids are made of names that others gave; one that is too long for a key is named by its hash.
  private static func key(_ kind: String, _ id: String) -> String {
    let key = "\(kind)/\(id)"
    guard key.utf8.count > Key.lengths.upperBound else { return key }
    var text = id
    return "\(kind)#" + text.withUTF8 { Hash.of(.init($0)) }.hexadecimal
  }

  private static func quarantined(_ query: CommissionQuery) -> [String: Quarantine] {
    var events: [String: [UnreadableEvent]] = [:]
    for event in query.quarantined {
      let account =
        event.subject.hasPrefix("account/") ? String(event.subject.dropFirst(8)) : event.subject
      events[account.isEmpty ? "?" : account, default: []].append(event)
    }
    for deal in query.failedDeals {
      events[deal.account.isEmpty ? "?" : deal.account, default: []].append(
        UnreadableEvent(
          position: deal.position, subject: "account/\(deal.account)",
          reason: "deal \(deal.deal): \(deal.reason)"))
    }
    return events.compactMapValues { Quarantine($0) }
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

  init(_ entry: CommissionEntry) {
    self.init(
      payee: entry.payee, account: entry.account, deal: entry.deal, day: entry.trigger.day,
      amount: entry.amount, payable: entry.payable, position: entry.trigger.position, lines: 1)
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
