import LedgerDomain
import LedgerEvents
import Testing

/// The stand-in for SHA-256 writes the length of a text, see ``Story``.
struct StatementTests {
  private func digest(_ length: Int) -> String {
    String(repeating: "0", count: 62) + "\(length)"
  }

  private func statement(
    _ period: String = "2026-07", _ id: String = "st-1",
    _ edit: (inout CommissionStatementIssued) -> Void = { _ in }
  ) -> Record.OneOf_Data {
    .statement(period) {
      $0.statementID = id
      edit(&$0)
    }
  }

  @Test func `A statement's id is its own`() throws {
    var story = try Story("employee/e-23")
    #expect(try story.code(statement("2026-07", "ST 1")) == .malformedIdentifier)
    try story.record(statement())
    #expect(try story.code(statement("2026-08")) == .duplicateStatement)
    #expect(try story.code(statement("2026-08", "st-2")) == nil)
    try story.record(.statement("2026-09"))
    #expect(try story.code(.statement("2026-10")) == nil)
    #expect(try story.code(.statement("2026-09") { $0.clearPlanID() }) == nil)
    try story.record(.statement("2026-09") { $0.clearPlanID() })
    #expect(try story.code(.statement("2026-09") { $0.clearPlanID() }) == .duplicateStatement)
  }

  @Test func `Nobody approves a statement alone`() throws {
    let story = try Story("employee/e-23")
    let signed = { (preparer: String?, approver: String) in
      statement {
        if let preparer { $0.preparerID = preparer }
        $0.approverID = approver
      }
    }
    #expect(try story.code(signed("e-4", "e-2")) == nil)
    #expect(try story.code(signed("e-4", "e-2"), by: "e-2") == nil)
    #expect(try story.code(signed("e-2", "e-2"), by: "e-4") == .ownApproval)
    #expect(try story.code(signed(nil, "e-2"), by: "e-2") == .ownApproval)
    #expect(try story.code(signed(nil, "e-2"), by: "e-4") == nil)
    #expect(try story.code(signed("E 4", "e-2")) == .malformedIdentifier)
    #expect(try story.code(statement { $0.preparerID = "" }) == .missingValue)
  }

  @Test func `What a statement says of itself is in order`() throws {
    let story = try Story("employee/e-23")
    #expect(try story.code(statement { $0.payout = .eur(0) }) == nil)
    #expect(try story.code(statement { $0.payout = .eur(-1) }) == .wrongSign)
    #expect(try story.code(statement { $0.carried = .eur(-1) }) == nil)
    #expect(try story.code(statement { $0.carried = .of(1, "USD") }) == .foreignCurrency)
    #expect(try story.code(statement { $0.basisRoot = "abc" }) == .malformedDigest)
    #expect(try story.code(statement { $0.basisRoot = digest(20) }) == nil)
    #expect(try story.code(statement { $0.due = .on(20_260_230) }) == .noSuchDay)
    #expect(try story.code(statement { $0.asOf = .on(20_260_731) }) == nil)
  }

  @Test func `Pages follow one another until the statement is issued`() throws {
    var story = try Story("employee/e-23")
    let early = try #require(try story.refusal(.page(2)))
    #expect(early.code == .missingPage)
    #expect(
      early.reason
        == """
        page 1 of statement st-1 is not recorded; record it first with \
        commission_statement.page_added
        """)
    #expect(try story.code(.page(0)) == .outOfRange)
    #expect(try story.code(.page(1, of: "ST 1")) == .malformedIdentifier)
    #expect(try story.code(.page(1, of: "st-1", "")) == .missingValue)
    let text = { (count: Int) in String(repeating: "x", count: count) }
    #expect(try story.code(.page(1, of: "st-1", text(60_000))) == nil)
    #expect(try story.code(.page(1, of: "st-1", text(60_001))) == .malformedText)
    try story.record(.page(1))
    #expect(try story.code(.page(1)) == .duplicatePage)
    #expect(try story.code(.page(2)) == nil)
    #expect(try story.code(.page(2, of: "st-2")) == .missingPage)
    try story.record(statement())
    #expect(try story.code(.page(2)) == .statementIssued)
    #expect(try Story.nordwerk().code(.page(1)) == .wrongSubject)
  }

  @Test func `The pages of a statement are what its digest says`() throws {
    var story = try Story("employee/e-23")
    let paged = { (pages: UInt32, length: Int) in
      statement {
        $0.pages = pages
        $0.sha256 = digest(length)
      }
    }
    #expect(try story.code(paged(1, 10)) == .missingPage)
    try story.record(.page(1))
    try story.record(.page(2))
    #expect(try story.code(paged(2, 20)) == nil)
    #expect(try story.code(paged(2, 21)) == .digestDiffers)
    #expect(try story.code(paged(1, 20)) == .digestDiffers)
    #expect(try story.code(paged(3, 20)) == .missingPage)
    #expect(try story.code(paged(0, 20)) == .outOfRange)
    #expect(
      try story.code(
        .statement("2026-07") {
          $0.pages = 2
          $0.sha256 = digest(20)
        }) == .missingValue)
    try story.record(paged(2, 20))
  }

  @Test func `A retracted page is recorded again, and a retracted statement gives its pages back`()
    throws
  {
    var story = try Story("employee/e-23")
    for page in 1...3 as ClosedRange<UInt32> { try story.record(.page(page)) }
    try story.record(retraction("fact-1"))
    let issued = statement {
      $0.pages = 3
      $0.sha256 = digest(30)
    }
    #expect(try story.code(issued) == .missingPage)
    #expect(try story.code(.page(3)) == .duplicatePage)
    try story.record(.page(2))
    try story.record(issued)
    #expect(try story.code(.page(4)) == .statementIssued)
    try story.record(retraction("fact-5"))
    #expect(try story.code(.page(4)) == nil)
    #expect(try story.code(issued) == nil)
  }

  @Test func `No more is paid out than the statements say`() throws {
    var story = try Story("employee/e-23")
    #expect(try story.code(.payout("po-1", 1)) == .payoutAboveStatements)
    try story.record(statement { $0.payout = .eur(500_00) })
    #expect(try story.code(.payout("po-1", 500_01)) == .payoutAboveStatements)
    #expect(try story.code(.payout("po-1", 500_00)) == nil)
    #expect(try story.code(.payout("po-1", 0)) == .wrongSign)
    #expect(try story.code(.payout("po-1", 1) { $0.statementIds = ["st-1"] }) == nil)
    #expect(
      try story.code(.payout("po-1", 1) { $0.statementIds = ["st-1", "st-2"] })
        == .unknownStatement)
    #expect(try story.code(.payout("po-1", 1) { $0.employeeID = "e-24" }) == .subjectDiffers)
    #expect(try story.code(.payout("po-1", 1) { $0.clearPaidOn() }) == .missingValue)
    try story.record(.payout("po-1", 300_00))
    #expect(try story.code(.payout("po-1", 1)) == .duplicatePayout)
    let rejection = try #require(try story.refusal(.payout("po-2", 200_01)))
    #expect(
      rejection.reason
        == """
        the statements of e-23 pay 500.00 EUR in all, 300.00 EUR of it is paid; another 200.01 EUR \
        is too much; issue the statement that it pays first
        """)
    // A statement that does not say what it pays out pays its total.
    try story.record(statement("2026-08", "st-2") { $0.total = .eur(100_00) })
    #expect(try story.code(.payout("po-2", 300_00)) == nil)
    #expect(try story.code(.payout("po-2", 300_01)) == .payoutAboveStatements)
  }

  @Test func `A statement is disputed by its id and each dispute settled once`() throws {
    var story = try Story("employee/e-23")
    #expect(try story.code(.statementDispute("sd-1")) == .unknownStatement)
    #expect(try story.code(.statementDisputeSettled("sd-1")) == .unknownDispute)
    try story.record(statement())
    #expect(try story.code(.statementDispute("sd-1") { $0.reason = "" }) == .missingValue)
    #expect(try story.code(.statementDispute("sd-1") { $0.lineID = "or-1/1" }) == nil)
    try story.record(.statementDispute("sd-1"), by: "e-23")
    #expect(try story.code(.statementDispute("sd-1")) == .duplicateDispute)
    #expect(try story.code(.statementDispute("sd-2")) == nil)
    #expect(try story.code(.statementDisputeSettled("sd-1"), by: "e-2") == .ownApproval)
    #expect(
      try story.code(.statementDisputeSettled("sd-1") { $0.result = .unspecified })
        == .missingValue)
    try story.record(.statementDisputeSettled("sd-1"), by: "e-4")
    #expect(try story.code(.statementDisputeSettled("sd-1"), by: "e-4") == .disputeSettled)
  }

  @Test func `An adjustment has an id of its own and a second pair of eyes`() throws {
    var story = try Story("employee/e-23")
    let adjusted = { (id: String, preparer: String) in
      Record.OneOf_Data.adjustment {
        $0.adjustmentID = id
        $0.preparerID = preparer
        $0.period = "2026-07"
        $0.legalGround = "§ 87c HGB"
      }
    }
    #expect(try story.code(adjusted("ad-1", "e-2"), by: "e-4") == .ownApproval)
    #expect(try story.code(adjusted("ad-1", "e-4"), by: "e-2") == nil)
    #expect(try story.code(adjusted("AD", "e-4")) == .malformedIdentifier)
    #expect(try story.code(.adjustment { $0.period = "Juli" }) == .malformedPeriod)
    #expect(try story.code(.adjustment { $0.amount = .eur(0) }) == .wrongSign)
    try story.record(adjusted("ad-1", "e-4"))
    #expect(try story.code(adjusted("ad-1", "e-4")) == .duplicateAdjustment)
    #expect(try story.code(adjusted("ad-2", "e-4")) == nil)
    #expect(try story.code(.adjustment()) == nil)
  }

  @Test func `An employee leaves once, and not before the first day`() throws {
    var story = try Story("employee/e-23")
    #expect(try story.code(.employeeLeft(on: 20_201_001)) == nil)
    try story.record(.employee { $0.validFrom = .on(20_260_101) })
    #expect(try story.code(.employeeLeft(on: 20_251_231)) == .beforeItBegan)
    #expect(try story.code(.employeeLeft(on: 20_260_101)) == nil)
    #expect(try story.code(.employeeLeft("e-24")) == .subjectDiffers)
    #expect(try story.code(.employeeLeft { $0.clearValidTo() }) == .missingValue)
    try story.record(.employeeLeft())
    #expect(try story.code(.employeeLeft()) == .employeeLeft)
    // What is left to settle is settled afterwards.
    #expect(try story.code(statement()) == nil)
    var left = EmployeeLeft()
    left.employeeID = "e-23"
    left.validTo = .on(20_251_231)
    #expect(try story.code(try correction("fact-1", left)) == .beforeItBegan)
    left.validTo = .on(20_261_101)
    #expect(try story.code(try correction("fact-1", left)) == nil)
    try story.record(retraction("fact-1"))
    #expect(try story.code(.employeeLeft()) == nil)
  }
}
