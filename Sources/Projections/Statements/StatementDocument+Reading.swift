import Commission
import Money
import StrictJSON

extension StatementDocument {
  /// Reads the text of an issued statement; nil where it is none.
  package init?(text: String) {
    guard let object = (try? JSONValue(parsing: text))?.object else { return nil }
    let reader = Reader(object)
    do {
      let currency = try reader.object("balance").currency("payout")
      id = try reader.text("statement")
      ledger = try reader.text("ledger")
      payee = try reader.text("payee")
      period = try Period(parsing: reader.text("period"))
      due = try CalendarDay(parsing: reader.text("due"))
      basisSize = try reader.object("basis").number("size")
      basisRoot = try reader.object("basis").text("root")
      engineRevision = try Int(reader.number("engineRevision"))
      plans = try reader.objects("plans").map { plan in
        PlanVersion(
          plan: try plan.text("plan"), version: Int(try plan.number("version")),
          sha256: try plan.text("sha256"))
      }
      if let preparer = reader.optional("preparer"), let approver = reader.optional("approver") {
        signatures = Signatures(preparer: preparer, approver: approver)
      } else {
        signatures = nil
      }
      lines = try reader.objects("lines").map(Self.line)
      balance = try Self.balance(reader.object("balance"), currency)
    } catch {
      return nil
    }
  }

  private static func line(_ reader: Reader) throws -> Line {
    var correction: Correction?
    if let corrects = reader.optionalObject("corrects") {
      correction = Correction(
        statement: corrects.optional("statement"), line: corrects.optional("line"),
        period: try Period(parsing: corrects.text("period")),
        position: try corrects.number("position"), reason: try corrects.text("reason"))
    }
    return Line(
      id: try reader.text("id"), correction: correction,
      day: try CalendarDay(parsing: reader.text("day")), event: try reader.text("event"),
      position: try reader.number("position"), account: reader.optional("account"),
      deal: reader.optional("deal"), dealType: reader.optional("dealType"),
      role: try reader.text("role"), plan: try reader.text("plan"),
      planVersion: Int(try reader.number("planVersion")), clause: try reader.text("clause"),
      clauseText: reader.optional("clauseText"),
      isDoubleCredit: try reader.flag("doubleCredit"), isInDoubt: try reader.flag("inDoubt"),
      isClaim: try reader.flag("claim"), base: try reader.money("base"),
      share: try reader.text("share"), credited: try reader.money("credited"),
      rate: reader.optional("rate"), amount: try reader.money("amount"),
      payable: try reader.money("payable"), cut: try reader.money("cut"),
      exchange: reader.optional("exchange"))
  }

  private static func balance(_ reader: Reader, _ currency: Currency) throws -> Balance {
    Balance(
      earned: try reader.money("earned"), payable: try reader.money("payable"),
      pending: try reader.money("pending"), claims: try reader.money("claims"),
      carriedIn: try reader.money("carriedIn"), advanced: try reader.money("advanced"),
      recovered: try reader.money("recovered"), owed: try reader.money("owed"),
      forgiven: try reader.money("forgiven"), claimed: try reader.money("claimed"),
      carriedOut: try reader.money("carriedOut"), payout: try reader.money("payout"))
  }

  /// Members by name; a missing one means that the text is no statement.
  private struct Reader {
    struct Missing: Error {}

    private let members: [String: JSONValue]

    init(_ object: JSONObject) {
      members = Dictionary(
        object.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    func optional(_ name: String) -> String? { members[name]?.string }

    func optionalObject(_ name: String) -> Reader? { members[name]?.object.map(Reader.init) }

    func text(_ name: String) throws -> String {
      guard let text = optional(name) else { throw Missing() }
      return text
    }

    func number(_ name: String) throws -> UInt64 {
      guard let number = members[name]?.int64, number >= 0 else { throw Missing() }
      return UInt64(number)
    }

    func flag(_ name: String) throws -> Bool {
      guard let flag = members[name]?.bool else { throw Missing() }
      return flag
    }

    func object(_ name: String) throws -> Reader {
      guard let object = optionalObject(name) else { throw Missing() }
      return object
    }

    func objects(_ name: String) throws -> [Reader] {
      guard let elements = members[name]?.array else { throw Missing() }
      return try elements.map { element in
        guard let object = element.object else { throw Missing() }
        return Reader(object)
      }
    }

    func currency(_ name: String) throws -> Currency {
      try Currency(object(name).text("currency"))
    }

    func money(_ name: String) throws -> Amount {
      let money = try object(name)
      return try Amount(parsing: money.text("amount"), currency: Currency(money.text("currency")))
    }
  }
}
