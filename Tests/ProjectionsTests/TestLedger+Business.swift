/// Facts that several tests of this target begin with.
extension TestLedger {
  func register(_ account: String, _ name: String, at day: String) throws {
    try record(
      "account.registered.v1", on: "account/\(account)", at: day,
      #"{"account_id":"\#(account)","name":"\#(name)","sector":"Maschinenbau","country":"DE"}"#)
  }

  @discardableResult
  func assign(
    _ id: String, _ employee: String, from: String, recordedOn day: String,
    on account: String = "nordwerk", role: String = "kam"
  ) throws -> UInt64 {
    try record(
      "assignment.started.v1", on: "account/\(account)", at: day,
      """
      {"assignment_id":"\(id)","employee_id":"\(employee)","role":"\(role)",\
      "valid_from":"\(from)"}
      """)
  }

  /// A contract of 12,000 euros a year, signed on its first day.
  @discardableResult
  func sign(
    _ id: String, from: String, to: String, noticeDays: Int, renewsItself: Bool = false,
    on account: String = "nordwerk", recordedAs event: String? = nil
  ) throws -> UInt64 {
    try record(
      "contract.signed.v1", on: "account/\(account)", at: from,
      """
      {"contract_id":"\(id)","kind":"frame","start":"\(from)","end":"\(to)",\
      "notice_days":\(noticeDays),"auto_renew":\(renewsItself),"acv":\(euros("12000.00"))}
      """, id: event)
  }

  @discardableResult
  func invoice(
    _ id: String, order: String, _ net: String, at day: String, due: String,
    on account: String = "nordwerk", recordedAs event: String? = nil
  ) throws -> UInt64 {
    try record(
      "invoice.issued.v1", on: "account/\(account)", at: day,
      #"{"invoice_id":"\#(id)","order_id":"\#(order)","net":\#(euros(net)),"due":"\#(due)"}"#,
      id: event)
  }
}
