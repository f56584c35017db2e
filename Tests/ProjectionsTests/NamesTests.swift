import Journal
import LedgerEvents
import Money
import Testing

@testable import Projections

/// What is known under a name, and what was probably meant by one that is not.
struct NamesTests {
  private let story: CommissionStory

  init() throws { story = try CommissionStory() }

  private var ledger: TestLedger { story.ledger }

  private func register(_ id: String, _ name: String) throws {
    try ledger.record(
      "account.registered.v1", on: "account/\(id)", at: "2026-01-05",
      #"{"account_id":"\#(id)","name":"\#(name)","sector":"Handel","country":"DE"}"#)
  }

  @Test func `Accounts are found by a slip of the pen, a name or the whole subject`() throws {
    try register("suedbau", "Südbau")
    try register("nordwerk", "Nordwerk")
    try ledger.record(
      "account.details_changed.v1", on: "account/nordwerk", at: "2026-02-01",
      #"{"field":"name","new":"Nordwerk Müller"}"#)
    try ledger.record(
      "account.details_changed.v1", on: "account/nordwerk", at: "2026-02-02",
      #"{"field":"sector","new":"Bau"}"#)
    try ledger.record(
      "employee.registered.v1", on: "employee/e-1", at: "2026-01-05",
      #"{"employee_id":"e-1","valid_from":"2026-01-05"}"#)
    let names = try AccountNames(ledger.journal)
    #expect(names.accounts.map(\.id) == ["nordwerk", "suedbau"])
    #expect(names.accounts.map(\.name) == ["Nordwerk Müller", "Südbau"])
    #expect(names.contains("suedbau") && !names.contains("e-1"))
    for word in ["nordwrek", "Mueller", "account/nordwerk", "NORDWERK"] {
      #expect(names.similar(to: word).map(\.id) == ["nordwerk"], "\(word)")
    }
    #expect(names.similar(to: "bremen").isEmpty && names.similar(to: "").isEmpty)
  }

  /// An export of what came later has no registration.
  @Test func `An account whose first records are missing is known without a name`() throws {
    try register("nordwerk", "Nordwerk")
    let later = try ledger.record(
      "interaction.recorded.v1", on: "account/nordwerk", at: "2026-02-01",
      #"{"interaction_id":"i-1","kind":"visit"}"#)
    var set = RecordSet(size: later + 1, roots: [:])
    try ledger.journal.scan { header, record throws(JournalError) in
      if header.position == later { try set.add(record) }
    }
    #expect(try AccountNames(set).accounts.map(\.name) == [nil])
    #expect(try AccountNames(set).contains("nordwerk"))
  }

  @Test func `Who answers for an account that is not there is no answer`() throws {
    try register("nordwerk", "Nordwerk")
    let ownership = Ownership(ledger.history)
    #expect(try ownership.all("nordwerk").holders.isEmpty)
    #expect(throws: ProjectionError.unknownAccount("nordwrek")) { try ownership.all("nordwrek") }
    #expect(throws: ProjectionError.unknownAccount("nordwerk")) {
      try ownership.asOf("nordwerk", on: CalendarDay("2026-03-01"), knownAt: .size(0))
    }
  }

  @Test func `Somebody is known by a fact about people, a deal or an adjustment`() throws {
    try story.publish(CommissionStory.clause("rate", "rate: 5 %"))
    try story.order("a-1", "2026-02-10", "1000.00", seller: "kam-1")
    try ledger.record(
      "employee.registered.v1", on: "employee/kam-27", at: "2026-01-05",
      #"{"employee_id":"kam-27","manager_id":"head-1","valid_from":"2026-01-05"}"#)
    try ledger.record(
      "commission.adjusted.v1", on: "employee/partner-3", at: "2026-02-05",
      """
      {"employee_id":"partner-3","amount":\(euros("5.00")),"reason":"Kulanz","approver_id":"e-9"}
      """)
    let query = try story.query()
    for known in ["kam-1", "kam-27", "head-1", "partner-3"] {
      #expect(query.unknownPayee(known) == nil, "\(known)")
    }
    #expect(query.unknownPayee("kam1")?.nearest == "kam-1")
    #expect(query.unknownPayee("partner-4")?.nearest == "partner-3")
    let nobody = try #require(query.unknownPayee("nobody-9"))
    #expect(nobody.nearest == nil)
    // An account and an approver are nobody who is paid.
    #expect(query.unknownPayee("nordwerk") != nil && query.unknownPayee("e-9") != nil)
    #expect(
      "\(nobody)"
        == "nobody is known as nobody-9 at these clocks: no employee, seller, role or agreed share")
    let asked = try query.whyNot(deal: "a-1", payee: "kam1").first?.answers.first
    #expect(asked?.reason == .payeeUnknown)
    #expect(asked?.text.hasSuffix("or agreed share; did you mean kam-1?") ?? false)
  }
}
