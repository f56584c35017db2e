import Commission
import Journal
import Ledger
import LedgerEvents
import Money
import Projections
import TransparencyLog

/// A firm with sellers, managers and six accounts, whose business comes from a seed.
///
/// Every month is closed, so its ledger holds statements that rest on different accounts: those of the
/// sellers on their own, those of the manager on all of theirs, and nobody's on the account `still`.
final class RandomFirm {
  let directory: TemporaryDirectory
  let ledger: Ledger
  let seed: UInt64
  private var dice: Dice
  private var orders: [(id: String, account: String, isSplit: Bool)] = []

  static let people = ["anna", "bert", "clara"]
  static let accounts = ["alpha", "beta", "gamma", "delta", "epsilon"]
  static let key = Result {
    let name = KeyName("firm.example/kontor/00000001")
    guard let name else { throw KeyError.name }
    return try SigningKey(name: name, seed: [UInt8](repeating: 7, count: 32))
  }
  private static let signatures = StatementDocument.Signatures(preparer: "e-2", approver: "e-1")

  private static let team = """
    plan: team
    version: 1
    effective_from: 2025-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: team
        text: Key account manager 2 %, field sales 3 %, the manager of either 1 %.
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: in_doubt_both
          parties:
            - {to: role, role: kam, rate: 2 %}
            - {to: role, role: field_sales, rate: 3 %}
            - {to: managers_of_payees, rate: 1 %}
        base: net
    """

  private static func ladder(_ version: Int, _ rate: Int) -> String {
    """
    plan: staffel
    version: \(version)
    effective_from: 2025-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: staffel
        applies_to: {deal: order}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller}
        base: net
        tiers:
          of: credited
          per: quarter
          mode: retroactive
          bound: upper_exclusive
          bands:
            - {to: 6000.00, rate: \(rate) %}
            - {rate: \(rate + 2) %}
    """
  }

  init(seed: UInt64, months: Int = 4) throws {
    self.seed = seed
    dice = Dice(seed: seed)
    directory = try TemporaryDirectory()
    try Ledger.create(
      at: directory["ledger"],
      terms: .init(name: "Zufall & Söhne", currency: .eur, timeZone: "Europe/Berlin"), actor: "e-2")
    ledger = try Ledger(opening: directory["ledger"])
    try begin()
    for month in 1...months { try run(month) }
  }

  deinit { ledger.close() }

  private func begin() throws {
    try record(
      "boss", "employee.registered", #"{"employee_id":"boss","valid_from":"2025-01-01"}"#,
      on: "employee/boss")
    for person in Self.people {
      let manager = person == "clara" ? "" : #""manager_id":"boss","#
      try record(
        person, "employee.registered",
        #"{"employee_id":"\#(person)",\#(manager)"valid_from":"2025-01-01"}"#,
        on: "employee/\(person)")
    }
    for account in Self.accounts + ["still"] {
      try record(
        account, "account.registered",
        #"{"account_id":"\#(account)","name":"\#(account)","sector":"machinery","country":"DE"}"#,
        on: "account/\(account)")
    }
    for account in Self.accounts {
      try assign("kam", on: account)
      if Bool.random(using: &dice) { try assign("field_sales", on: account) }
    }
    try record(
      "rate", "exchange_rate.fixed",
      #"{"currency":"USD","day":"2025-01-02","rate_millionths":1081300,"source":"EZB"}"#,
      on: "ledger")
    try publish(Self.team)
    try publish(Self.ladder(1, 3))
  }

  private func assign(_ role: String, on account: String) throws {
    let person = Self.people.randomElement(using: &dice) ?? "anna"
    try record(
      "\(role)-\(account)", "assignment.started",
      #"{"assignment_id":"as-\#(role == "kam" ? 1 : 2)-\#(account)","employee_id":"\#(person)","role":"\#(role)","#
        + #""valid_from":"2025-01-01"}"#,
      on: "account/\(account)")
  }

  private func run(_ month: Int) throws {
    for _ in 0..<Int.random(in: 3...7, using: &dice) { try book(month) }
    if Bool.random(using: &dice), let order = orders.randomElement(using: &dice) {
      // May be refused when it is cancelled already, which changes nothing.
      _ = try offer(
        "cancel-\(month)", "order.cancelled", #"{"order_id":"\#(order.id)","changes":[]}"#,
        on: "account/\(order.account)", at: "2025-0\(month)-28")
    }
    if month == 2 { try publish(Self.ladder(2, 4)) }
    try record(
      "visit-\(month)", "interaction.recorded",
      #"{"interaction_id":"v-\#(month)","kind":"visit"}"#, on: "account/still",
      at: "2025-0\(month)-11")
    let (outcome, _) = try ledger.closePeriod(
      Period(parsing: "2025-0\(month)"), Self.signatures, actor: "e-2")
    guard case .committed = outcome else { throw Refused(what: "closing \(month): \(outcome)") }
  }

  private func book(_ month: Int) throws {
    let account = Self.accounts.randomElement(using: &dice) ?? "alpha"
    // Two accounts may give the same id to their documents, and some orders are learnt late.
    let id = "o-\(Int.random(in: 0..<60, using: &dice))"
    guard !orders.contains(where: { $0.id == id && $0.account == account }) else { return }
    let booked = Int.random(in: max(1, month - 1)...month, using: &dice)
    let day = "2025-0\(booked)-\(Int.random(in: 10...28, using: &dice))"
    let seller = Self.people.randomElement(using: &dice) ?? "anna"
    let net = Int.random(in: 100...4_000, using: &dice)
    try record(
      "order-\(account)-\(id)", "order.booked",
      #"{"order_id":"\#(id)","net":{"amount":"\#(net).00","currency":"EUR"},"#
        + #""employee_id":"\#(seller)"}"#, on: "account/\(account)", at: day)
    let isSplit = Int.random(in: 0..<4, using: &dice) == 0
    orders.append((id, account, isSplit))
    guard isSplit else { return }
    let pair = Self.people.shuffled(using: &dice).prefix(2)
    let share = Int.random(in: 1..<10_000, using: &dice)
    let shares = zip(pair, [share, 10_000 - share]).map {
      #"{"employee_id":"\#($0)","role":"field_sales","share_bp":\#($1)}"#
    }
    try record(
      "split-\(account)-\(id)", "commission_split.agreed",
      #"{"order_id":"\#(id)","mode":"split","reason":"gemeinsam","approver_id":"e-1","shares":["#
        + shares.joined(separator: ",") + "]}", on: "account/\(account)", at: day)
  }

  struct Refused: Error { let what: String }

  private func publish(_ text: String) throws {
    let outcome = try ledger.publishPlan(text: text, try Plan.parse(text), actor: "e-2")
    guard case .committed = outcome else { throw Refused(what: "a plan: \(outcome)") }
  }

  func record(
    _ id: String, _ type: String, _ data: String, on subject: String, at day: String = "2025-01-02"
  ) throws {
    let outcome = try offer(id, type, data, on: subject, at: day)
    guard case .committed = outcome else { throw Refused(what: "\(id): \(outcome)") }
  }

  private func offer(
    _ id: String, _ type: String, _ data: String, on subject: String, at day: String
  ) throws -> RecordingOutcome {
    let line =
      #"{"specversion":"1.0","id":"\#(id)","source":"urn:test","type":"de.kontor.\#(type).v1","#
      + #""subject":"\#(subject)","time":"\#(day)T00:00:00Z","timeprecision":"day","data":\#(data)}"#
    return try ledger.record([try CloudEvents.parse(Array(line.utf8), customTypes: .none)])
  }
}

extension RandomFirm {
  /// What was issued, in the order of the payees and periods.
  func statements() throws -> [StatementBook.Issued] {
    let history = History(ledger.journal)
    return try StatementBook(history, try history.standpoint()).issued.sorted { $0.key < $1.key }
      .flatMap(\.value)
  }

  /// The head as it is now, signed.
  func checkpoint() throws -> SignedCheckpoint {
    let head = try ledger.journal.head()
    let key = try Self.key.get()
    return try SignedCheckpoint(
      Checkpoint(origin: key.verifier.name, size: head.size, root: head.root), by: [key])
  }
}
