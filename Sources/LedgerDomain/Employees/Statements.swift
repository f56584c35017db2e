import LedgerEvents

/// The statements (Abrechnungen) of one employee and the pages of those still to be issued.
struct Statements: Equatable, Sendable {
  /// What there is one statement for; a statement without a plan has an empty one.
  struct Account: Hashable, Sendable {
    let plan: String
    let period: String
  }

  private(set) var accounts: Set<Account> = []
  private(set) var ids: Set<String> = []
  /// The texts by statement and page; no rule asks for those of an issued statement.
  private(set) var pages: [String: [UInt32: String]] = [:]
  /// What all statements together pay out, by currency in minor units.
  private(set) var payable: [String: Int64] = [:]

  /// A page and its envelope must fit into one record.
  static let largestPage = 60_000
}

extension Statements {
  mutating func evolve(_ added: CommissionStatementPageAdded) {
    guard !ids.contains(added.statementID) else { return }
    pages[added.statementID, default: [:]][added.page] = added.text
  }

  mutating func evolve(_ issued: CommissionStatementIssued) {
    accounts.insert(Account(plan: issued.planID, period: issued.period))
    let payout = issued.hasPayout ? issued.payout : issued.total
    payable[payout.currency] = (payable[payout.currency] ?? 0).clampedAdding(payout.minor)
    guard issued.hasStatementID else { return }
    ids.insert(issued.statementID)
    pages[issued.statementID] = nil
  }
}

extension Statements {
  func requireKnown(_ id: String, at member: String) throws(Rejection) {
    guard ids.contains(id) else { throw .unknown(.statement, id, at: member) }
  }

  func decide(_ added: CommissionStatementPageAdded) throws(Rejection) {
    let (id, page) = (added.statementID, added.page)
    try Required.identifier(id, at: "statement_id")
    guard !ids.contains(id) else {
      throw Rejection(
        .statementIssued, at: "statement_id",
        "statement \(id) is issued already and gets no more pages; give a new one another id")
    }
    try Required.range(page, 1...1_000_000, at: "page")
    guard !added.text.isEmpty else { throw Required.missing("text") }
    guard added.text.utf8.count <= Self.largestPage else {
      throw Rejection(
        .malformedText, at: "text",
        """
        the page has \(added.text.utf8.count) bytes; write at most \(Self.largestPage) and the rest \
        on the next page
        """)
    }
    let recorded = pages[id] ?? [:]
    guard recorded[page] == nil else {
      throw Rejection(
        .duplicatePage, at: "page",
        """
        page \(page) of statement \(id) is recorded already; correct that fact with event.corrected
        """)
    }
    guard page == 1 || recorded[page - 1] != nil else {
      throw missing(page - 1, of: id, at: "page")
    }
  }

  /// A statement is issued once; later knowledge becomes correction lines in the next period.
  func decide(
    _ issued: CommissionStatementIssued, of fact: Fact, _ terms: LedgerTerms,
    _ surroundings: Surroundings
  ) throws(Rejection) {
    try Required.period(issued.period, at: "period")
    if issued.hasPlanID { try Required.identifier(issued.planID, at: "plan_id") }
    try Required.identifiers(issued.decisionIds, at: "decision_ids")
    // A plan may pay in another currency than the ledger's; a statement has one.
    let paying = try terms.paying(in: issued.total.currency, at: "total")
    try paying.minor(issued.total, .any, at: "total")
    try Required.digest(issued.sha256, at: "sha256")
    guard !accounts.contains(Account(plan: issued.planID, period: issued.period)) else {
      throw Rejection(
        .duplicateStatement, at: "period",
        """
        the statement of \(issued.employeeID) for \(issued.period) is issued already and does not \
        change; put the difference into the statement of the next open period
        """)
    }
    if issued.hasStatementID {
      try Required.identifier(issued.statementID, at: "statement_id")
      guard !ids.contains(issued.statementID) else {
        throw .duplicate(.statement, issued.statementID, at: "statement_id")
      }
    }
    if issued.hasBasisRoot { try Required.digest(issued.basisRoot, at: "basis_root") }
    if issued.hasDue { _ = try Required.day(issued.due, at: "due") }
    if issued.hasPayout { try paying.minor(issued.payout, .notNegative, at: "payout") }
    if issued.hasCarried { try paying.minor(issued.carried, .any, at: "carried") }
    if issued.hasAsOf { _ = try Required.day(issued.asOf, at: "as_of") }
    try requireApproval(of: issued, fact)
    if issued.hasPages { try requirePages(of: issued, surroundings) }
  }

  private func requireApproval(
    of issued: CommissionStatementIssued, _ fact: Fact
  ) throws(Rejection) {
    let preparer = issued.hasPreparerID ? issued.preparerID : nil
    if issued.hasApproverID {
      try Required.approver(issued.approverID, preparedBy: preparer, of: fact)
    } else if let preparer {
      try Required.identifier(preparer, at: "preparer_id")
    }
  }

  /// The pages are the statement: all of them were recorded, and they are what its digest says.
  private func requirePages(
    of issued: CommissionStatementIssued, _ surroundings: Surroundings
  ) throws(Rejection) {
    guard issued.hasStatementID else { throw Required.missing("statement_id") }
    try Required.range(issued.pages, 1...1_000_000, at: "pages")
    let recorded = pages[issued.statementID] ?? [:]
    var text = ""
    for page in 1...issued.pages {
      guard let next = recorded[page] else {
        throw missing(page, of: issued.statementID, at: "pages")
      }
      text += next
    }
    let digest = surroundings.sha256(text)
    guard digest == issued.sha256 else {
      throw Rejection(
        .digestDiffers, at: "sha256",
        """
        the pages of statement \(issued.statementID) have the SHA-256 \(digest), but \
        \(issued.sha256) is given; record the pages of this statement, unchanged
        """)
    }
  }

  private func missing(_ page: UInt32, of id: String, at member: String) -> Rejection {
    Rejection(
      .missingPage, at: member,
      """
      page \(page) of statement \(id) is not recorded; record it first with \
      commission_statement.page_added
      """)
  }
}
