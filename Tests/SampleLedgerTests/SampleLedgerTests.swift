import LedgerEvents
import Money
import SampleLedgerGenerator
import StrictJSON
import Testing

struct SampleLedgerTests {
  @Test func `The same settings give the same bytes and another seed gives others`() throws {
    let settings = try Sample.settings(accounts: 20)
    let bytes = try Sample.bytes(settings)
    #expect(try Sample.bytes(settings) == bytes)
    #expect(try Sample.bytes(Sample.settings(accounts: 20, seed: 8)) != bytes)
  }

  @Test func `Fewer years are the beginning of more years`() throws {
    let one = try Sample.bytes(Sample.settings(accounts: 20, years: 1))
    let three = try Sample.bytes(Sample.settings(accounts: 20, years: 3))
    #expect(three.starts(with: one))
    #expect(three.count > one.count)
  }

  @Test func `More accounts leave the others as they are`() throws {
    let few = try Sample.events(Sample.settings(accounts: 5, years: 1))
    let many = try Sample.events(Sample.settings(accounts: 40, years: 1))
    for account in Set(few.filter { $0["subject"].hasPrefix("account/") }.map(\.account)) {
      let left = few.filter { $0.account == account }.map(\.object)
      let right = many.filter { $0.account == account }.map(\.object)
      #expect(left == right, "\(account)")
    }
  }

  @Test func `Every line has the attributes of its kind and an id of its own`() throws {
    let settings = try Sample.settings(accounts: 20)
    let lines = try Sample.bytes(settings).split(separator: UInt8(ascii: "\n"))
    let events = try lines.compactMap { try SampleEvent($0) }
    #expect(events.count == lines.count)
    #expect(Set(events.map { $0["id"] }).count == events.count)
    for event in events {
      #expect(event["specversion"] == "1.0")
      #expect(event["source"] == "urn:kontor:sample")
      #expect(event["id"].hasPrefix("n7-"))
      #expect(event["type"].hasPrefix("de.kontor."))
      let isSubject = event["subject"].wholeMatch(of: /(account|employee)\/[a-z0-9-]+/) != nil
      #expect(isSubject, "\(event["subject"])")
    }
  }

  @Test func `The ledger's own reader accepts every line`() throws {
    let bytes = try Sample.bytes(Sample.settings(accounts: 30))
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      #expect(throws: Never.self, "\(String(decoding: line, as: UTF8.self))") {
        try CloudEvents.parse(Array(line))
      }
    }
  }

  @Test func `Times ascend but for what was recorded late`() throws {
    var previous = ""
    var late = 0
    for event in try Sample.events(Sample.settings()) {
      if event.isLate {
        late += 1
        #expect(event["time"] < previous)
      } else {
        #expect(previous <= event["time"])
        previous = event["time"]
      }
    }
    #expect(late > 5)
  }

  @Test func `All kinds of business occur in a sensible number`() throws {
    let events = try Sample.events(Sample.settings())
    let counts = Dictionary(grouping: events, by: \.type).mapValues(\.count)
    // Near 120 for each account and year.
    #expect((100...150).contains(events.count / 120))
    #expect(counts["account.registered"] == 60)
    for type in [
      "employee.registered", "account.tier_assigned", "assignment.started", "assignment.ended",
      "handover.initiated", "handover.item_completed", "handover.customer_introduced",
      "handover.completed", "contact.added", "contact.role_assessed", "contact.left",
      "interaction.recorded", "review.held", "plan.version_published", "opportunity.identified",
      "opportunity.stage_changed", "offer.submitted", "offer.decided", "opportunity.won",
      "opportunity.lost", "contract.signed", "contract.renewed", "contract.notice_received",
      "contract.ended", "order.booked", "order.amended", "order.cancelled", "invoice.issued",
      "payment.received", "credit_note.issued", "receivable.written_off", "escalation.raised",
      "escalation.acknowledged", "escalation.resolved", "escalation.reopened", "survey.answered",
      "target.set", "forecast.submitted", "commission_split.agreed", "event.corrected",
      "event.retracted",
    ] {
      #expect(counts[type, default: 0] > 0, "\(type)")
    }
    let modes = Set(events.filter { $0.type == "commission_split.agreed" }.map { $0.text("mode") })
    #expect(modes == ["split", "full_each"])
  }

  @Test func `Amounts have the decimals of their currency`() throws {
    let yen = try Sample.events(Sample.settings(accounts: 3, years: 1, currency: "JPY"))
    for event in yen where event.type == "invoice.issued" {
      let net = event.data["net"]?.object
      #expect(net?["currency"]?.string == "JPY")
      #expect(net?["amount"]?.string?.contains(".") == false)
    }
    let euro = try Sample.events(Sample.settings(accounts: 3, years: 1))
    for event in euro where event.type == "invoice.issued" {
      let amount = event.data["net"]?.object?["amount"]?.string ?? ""
      #expect(amount.wholeMatch(of: /[0-9]+\.[0-9]{2}/) != nil, "\(amount)")
    }
  }

  @Test func `Impossible settings are refused with what to do`() throws {
    #expect(throws: SampleError.accounts(0)) { try Sample.settings(accounts: 0) }
    #expect(throws: SampleError.years(51)) { try Sample.settings(years: 51) }
    let early = try CalendarDay(parsing: "1970-12-31")
    #expect(throws: SampleError.start(early)) { try Sample.settings(start: "1970-12-31") }
    #expect("\(SampleError.accounts(0))" == "0 accounts: give 1 to 1000000")
  }

  @Test func `A ledger may start on any day and at the end of the calendar`() throws {
    let leap = try Sample.events(Sample.settings(accounts: 2, years: 1, start: "2024-02-29"))
    #expect(leap.first?["time"].hasPrefix("2024-02-29") == true)
    let last = try Sample.events(Sample.settings(accounts: 2, years: 50, start: "9000-12-31"))
    #expect(last.last?["time"].hasPrefix("905") == true)
  }
}
