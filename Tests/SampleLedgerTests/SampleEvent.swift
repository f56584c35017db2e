import Money
import SampleLedgerGenerator
import StrictJSON

/// One line of a sample ledger, read by the strict reader.
struct SampleEvent {
  let object: JSONObject
  let data: JSONObject

  init?(_ line: some Sequence<UInt8>) throws {
    guard let object = try JSONValue(parsing: Array(line)).object,
      let data = object["data"]?.object
    else { return nil }
    self.object = object
    self.data = data
  }

  subscript(name: String) -> String { object[name]?.string ?? "" }

  var type: String { String(self["type"].dropFirst("de.kontor.".count).dropLast(".v1".count)) }
  var account: String { String(self["subject"].dropFirst("account/".count)) }
  var isLate: Bool { self["timeprecision"] == "day" }

  func day() throws -> CalendarDay { try CalendarDay(parsing: String(self["time"].prefix(10))) }
  func text(_ name: String) -> String { data[name]?.string ?? "" }
  func day(_ name: String) throws -> CalendarDay { try CalendarDay(parsing: text(name)) }

  func texts(_ name: String) -> [String] { data[name]?.array?.compactMap(\.string) ?? [] }

  func number(_ name: String) -> Int { Int(data[name]?.int64 ?? 0) }

  /// Minor units of an amount with two decimals.
  func money(_ name: String) -> Int64 {
    guard let amount = data[name]?.object?["amount"]?.string else { return 0 }
    return Int64(amount.replacing(".", with: "")) ?? 0
  }
}

/// Whole ledgers for tests.
enum Sample {
  static func settings(
    accounts: Int = 60, years: Int = 2, seed: UInt64 = 7, start: String = "2024-01-01",
    currency: String = "EUR"
  ) throws -> SampleSettings {
    try SampleSettings(
      accounts: accounts, years: years, seed: seed, start: CalendarDay(parsing: start),
      currency: Currency(currency))
  }

  static func bytes(_ settings: SampleSettings) throws -> [UInt8] {
    var ledger = try SampleLedger(settings)
    var output: [UInt8] = []
    while ledger.writeDay(to: &output) {}
    return output
  }

  static func events(_ settings: SampleSettings) throws -> [SampleEvent] {
    try bytes(settings).split(separator: UInt8(ascii: "\n")).compactMap { try SampleEvent($0) }
  }
}
