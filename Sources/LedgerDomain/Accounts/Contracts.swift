import LedgerEvents
import Money

/// The contracts with their present term.
struct Contracts: Equatable, Sendable {
  struct Contract: Equatable, Sendable {
    let start: CalendarDay
    /// The first day after the term; nil for an open-ended contract.
    var end: CalendarDay?
    let renewsItself: Bool
    var ended: Closing?
  }

  private(set) var contracts: [String: Contract] = [:]
}

extension Contracts {
  mutating func evolve(_ signed: ContractSigned) {
    guard contracts[signed.contractID] == nil, let start = signed.start.calendarDay else { return }
    contracts[signed.contractID] = Contract(
      start: start, end: signed.hasEnd ? signed.end.calendarDay : nil,
      renewsItself: signed.autoRenew)
  }

  mutating func evolve(_ renewed: ContractRenewed) {
    contracts[renewed.contractID]?.end = renewed.hasNewEnd ? renewed.newEnd.calendarDay : nil
  }

  mutating func evolve(_ ended: ContractEnded, on day: CalendarDay?) {
    contracts[ended.contractID]?.ended = Closing(day: day)
  }
}

extension Contracts {
  func decide(_ signed: ContractSigned, _ terms: LedgerTerms) throws(Rejection) {
    try Required.identifier(signed.contractID, at: "contract_id")
    guard contracts[signed.contractID] == nil else {
      throw .duplicate(.contract, signed.contractID, at: "contract_id")
    }
    try Required.choice(signed.kind, at: "kind")
    let start = try Required.day(signed.start, at: "start")
    if signed.hasEnd { _ = try Required.end(signed.end, after: start, at: "end") }
    try terms.minor(signed.acv, .notNegative, at: "acv")
    if signed.hasTcv { try terms.minor(signed.tcv, .notNegative, at: "tcv") }
    if signed.hasEmployeeID { try Required.identifier(signed.employeeID, at: "employee_id") }
    if signed.hasMonthlyFee {
      try terms.minor(signed.monthlyFee, .notNegative, at: "monthly_fee")
    }
  }

  func decide(_ renewed: ContractRenewed, of fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    let id = renewed.contractID
    let contract = try running(id, on: fact.day)
    let oldEnd = renewed.hasOldEnd ? try Required.day(renewed.oldEnd, at: "old_end") : nil
    guard oldEnd == contract.end else {
      throw Rejection(
        .oldEndDiffers, at: "old_end",
        """
        contract \(id) \(contract.end.map { "ends on \($0)" } ?? "is open-ended"), but the renewal \
        starts from \(oldEnd.map { "\($0)" } ?? "no end"); record missing renewals first
        """)
    }
    if renewed.hasNewEnd {
      let before = oldEnd ?? contract.start
      _ = try Required.end(renewed.newEnd, after: before, at: "new_end")
    }
    try terms.minor(renewed.acvBefore, .notNegative, at: "acv_before")
    try terms.minor(renewed.acvAfter, .notNegative, at: "acv_after")
    if renewed.hasEmployeeID { try Required.identifier(renewed.employeeID, at: "employee_id") }
    if renewed.hasMonthlyFee {
      try terms.minor(renewed.monthlyFee, .notNegative, at: "monthly_fee")
    }
  }

  func decide(_ changed: ContractChanged, of fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    _ = try running(changed.contractID, on: fact.day)
    try Required.choice(changed.kind, at: "kind")
    try terms.minor(changed.acvBefore, .notNegative, at: "acv_before")
    try terms.minor(changed.acvAfter, .notNegative, at: "acv_after")
    if changed.hasEmployeeID { try Required.identifier(changed.employeeID, at: "employee_id") }
  }

  func decide(_ notice: ContractNoticeReceived, of fact: Fact) throws(Rejection) {
    let contract = try running(notice.contractID, on: fact.day)
    let effective = try Required.day(notice.effective, at: "effective")
    guard !contract.renewsItself, let end = contract.end, effective > end else { return }
    throw Rejection(
      .noticeAfterEnd, at: "effective",
      """
      contract \(notice.contractID) runs out on \(end) anyway, before the notice takes effect on \
      \(effective); record the missing renewal first, or correct the day
      """)
  }

  func decide(_ ended: ContractEnded, of fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    guard let contract = contracts[ended.contractID] else {
      throw .unknown(.contract, ended.contractID, at: "contract_id")
    }
    if let before = contract.ended { throw over(ended.contractID, before) }
    try Required.choice(ended.reason, at: "reason")
    try terms.minor(ended.lostAcv, .notNegative, at: "lost_acv")
    if ended.hasCause { try Required.choice(ended.cause, at: "cause") }
  }

  func requireKnown(_ id: String, at member: String) throws(Rejection) {
    guard contracts[id] != nil else { throw .unknown(.contract, id, at: member) }
  }

  /// A contract that had not ended yet on a day.
  private func running(_ id: String, on day: CalendarDay?) throws(Rejection) -> Contract {
    guard let contract = contracts[id] else { throw .unknown(.contract, id, at: "contract_id") }
    if let ended = contract.ended, ended.isOver(on: day) { throw over(id, ended) }
    return contract
  }

  private func over(_ id: String, _ ended: Closing) -> Rejection {
    Rejection(
      .contractEnded, at: "contract_id",
      """
      contract \(id) has ended\(ended.since); record a new contract with contract.signed, or \
      retract the end if it was a mistake
      """)
  }
}

extension Contracts: Compact {
  func write(to writer: inout StateWriter) { writer.write(contracts) }

  init(from reader: inout StateReader) { contracts = reader.read() }
}

extension Contracts.Contract: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(start)
    writer.write(end)
    writer.write(renewsItself)
    writer.write(ended)
  }

  init(from reader: inout StateReader) {
    start = reader.read()
    end = reader.read()
    renewsItself = reader.read()
    ended = reader.read()
  }
}
