import Audit
import Journal
import Ledger
import Projections
import Testing

/// Who is whose manager follows from the days that are said, as in commission, and not from the
/// order in which they were recorded.
@Suite struct ManagerTests {
  private func change(
    _ story: AuditStory, _ id: String, to manager: String, from day: String
  ) throws {
    try story.record(
      id, "employee.manager_changed",
      #"{"employee_id":"anna","manager_id":"\#(manager)","valid_from":"\#(day)"}"#,
      on: "employee/anna", at: day)
  }

  private func split(
    _ story: AuditStory, _ id: String, _ type: String, approver: String, on day: String
  ) throws {
    try story.record(
      id, "commission_split.\(type)",
      #"{"order_id":"o-2","mode":"split","reason":"Vereinbarung","approver_id":"\#(approver)","#
        + #""shares":[{"employee_id":"anna","role":"kam","share_bp":6000},"#
        + #"{"employee_id":"bert","role":"field_sales","share_bp":4000}]}"#, at: day)
  }

  /// Neu leads Anna from 2025 on; that Alt did from 2022 on was recorded after that.
  @Test func `The manager since the latest day approves, whatever was recorded last`() throws {
    let story = try AuditStory()
    for person in ["neu", "alt"] {
      try story.record(
        person, "employee.registered", #"{"employee_id":"\#(person)","valid_from":"2020-01-01"}"#,
        on: "employee/\(person)", at: "2020-01-01")
    }
    try change(story, "m-1", to: "neu", from: "2025-01-01")
    try change(story, "m-2", to: "alt", from: "2022-01-01")
    try split(story, "s-1", "agreed", approver: "neu", on: "2025-02-11")
    try split(story, "s-2", "revised", approver: "alt", on: "2025-02-12")
    try split(story, "s-3", "revised", approver: "alt", on: "2024-12-30")
    var scope = Accountability.Scope()
    scope.kinds = [.split]
    let acts = try Accountability(History(story.ledger.journal), Clocks(), scope).acts
    #expect(acts.map(\.approver) == ["neu", "alt", "alt"])
    #expect(acts.map(\.authority) == ["manager of anna", "employee", "manager of anna"])
  }
}
