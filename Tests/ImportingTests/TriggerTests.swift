import Importing
import StrictJSON
import Testing

struct TriggerTests {
  private let text = """
    mapping: 1
    source: urn:test
    currency: EUR
    columns:
      net: {type: money}
      day: {type: date}
    unassigned:
      column: account
      value: Nobody yet
      register:
        type: account.registered
        id: nobody
        subject: account/nobody-yet
        data: {account_id: nobody-yet, name: Nobody yet, sector: none, country: ZZ}
    events:
      - type: assignment.started
        first_of: account
        id: "{account|slug}-{order}"
        subject: account/{account|slug}
        time: "{day}"
        inferred: first order {order}
        data: {assignment_id: "{order|id}", employee_id: "{seller|slug}", role: kam, valid_from: "{day}"}
      - type: assignment.ended
        changed: {column: seller, within: account}
        id: "{since.order}-ended"
        subject: account/{account|slug}
        time: "{day}"
        data: {assignment_id: "{since.order|id}", valid_to: "{day}", reason: "after {since.seller}"}
      - type: order.booked
        id: "{order}"
        subject: account/{account|slug}
        time: "{day}"
        data: {order_id: "{order|id}", lines: [], net: "{net}"}
    """

  private let header = "order,account,seller,day,net\n"

  @Test func `The first row of a key and a change within it make events of their own`() throws {
    let imported = try Imported(
      text,
      header + "1,A,dana,2026-01-01,1\n2,B,erik,2026-01-02,1\n3,A,dana,2026-01-03,1\n"
        + "4,A,erik,2026-01-04,1\n5,A,dana,2026-01-05,1\n")
    #expect(
      imported.events.map(\.id)
        == ["a-1", "1", "b-2", "2", "3", "1-ended", "4", "4-ended", "5"])
    #expect(imported.events[0]["inferred"] == "first order 1")
    #expect(imported.events[5]["data", "reason"] == "after dana")
    #expect(imported.events[7]["data", "reason"] == "after erik")
    #expect(imported.units.allSatisfy { $0.rows.count == 1 })
  }

  @Test func `A refused row is no first row`() throws {
    let imported = try Imported(
      text, header + "1,A,dana,2026-01-01,x\n2,A,erik,2026-01-02,1\n3,A,dana,2026-01-03,1\n")
    #expect(imported.rejected.map(\.line) == [2])
    #expect(imported.events.map(\.id) == ["a-2", "2", "2-ended", "3"])
  }

  @Test func `The place for rows without an account is registered before the first of them`() throws
  {
    let imported = try Imported(
      text,
      header
        + "1,A,dana,2026-01-01,1\n2,,dana,2026-01-01,x\n3,,dana,2026-01-01,1\n4,,dana,2026-01-01,1\n"
    )
    #expect(imported.events.map(\.id) == ["a-1", "1", "nobody", "nobody-yet-3", "3", "4"])
    #expect(imported.units.map(\.rows.count) == [1, 0, 1, 1] && imported.rows == 4)
    #expect(imported.events.last?["subject"] == "account/nobody-yet")
  }
}
