import AccountHealth
import Money
import SampleLedgerGenerator
import StrictJSON
import Testing

/// The planted patterns, found by the engine they are meant for.
struct PlantedPatternTests {
  /// The facts of each account, as far as the three warnings and the four caps need them.
  private func facts(_ events: [SampleEvent]) throws -> [String: HealthFacts] {
    var all: [String: HealthFacts] = [:]
    var handles: [String: UInt32] = [:]
    func handle(_ id: String) -> UInt32 {
      let next = UInt32(handles.count)
      return handles[id, default: next]
    }
    for (index, event) in events.enumerated() where event["subject"].hasPrefix("account/") {
      let position = UInt64(index)
      let day = try event.day()
      for id in event.texts("contact_ids") + [event.text("contact_id")] where !id.isEmpty {
        handles[id] = handle(id)
      }
      var facts = all[event.account] ?? HealthFacts()
      switch event.type {
      case "contact.added":
        facts.contacts.append(
          .init(
            contact: handle(event.text("contact_id")),
            function: event.text("function") == "purchasing" ? .purchasing : .other,
            hierarchy: .head, day: day, position: position))
      case "interaction.recorded":
        facts.addInteraction(
          day: day, kind: event.text("kind") == "visit" ? .visit : .call,
          contacts: event.texts("contact_ids").map(handle), topics: [], position: position)
      case "plan.version_published":
        var functions: [String] = []
        let contributors = (event.data["contributors"]?.array ?? []).map {
          let function = $0.object?["function"]?.string ?? ""
          if !functions.contains(function) { functions.append(function) }
          return UInt32(functions.firstIndex(of: function) ?? 0)
        }
        facts.plans.append(
          .init(
            published: day, from: try event.day("from"), to: try event.day("to"),
            contributorFunctions: contributors, position: position))
      case "contact.role_assessed":
        guard event.text("buying_role") == "decider" else { break }
        facts.roleAssessments.append(
          .init(
            contact: handle(event.text("contact_id")), role: .decider, day: day,
            position: position))
      case "contact.left":
        let successor = event.text("successor_id")
        facts.departures.append(
          .init(
            contact: handle(event.text("contact_id")),
            successor: successor.isEmpty ? nil : handle(successor), day: try event.day("date"),
            position: position))
      case "escalation.raised", "escalation.resolved", "escalation.reopened",
        "escalation.paused", "escalation.resumed":
        let id = event.text("escalation_id")
        handles[id] = handle(id)
        let change: HealthFacts.EscalationStep.Change =
          switch event.type {
          case "escalation.raised": .raised(severity: event.number("severity"))
          case "escalation.resolved": .resolved
          case "escalation.reopened": .reopened
          case "escalation.paused": .paused
          default: .resumed
          }
        facts.escalations.append(
          .init(escalation: handle(id), change: change, day: day, position: position))
      case "contract.signed", "contract.renewed", "contract.notice_received", "contract.ended":
        let id = event.text("contract_id")
        handles[id] = handle(id)
        let change: HealthFacts.ContractStep.Change =
          switch event.type {
          case "contract.signed":
            .signed(
              start: try event.day("start"), end: try event.day("end"),
              renewsItself: event.data["auto_renew"]?.bool == true, value: event.money("acv"))
          case "contract.renewed":
            .renewed(end: try event.day("new_end"), value: event.money("acv_after"))
          case "contract.ended": .ended
          default: .noticeReceived(effective: try event.day("effective"))
          }
        facts.contracts.append(
          .init(contract: handle(id), change: change, day: day, position: position))
      case "opportunity.identified":
        let id = event.text("opportunity_id")
        handles[id] = handle(id)
        facts.opportunities.append(
          .init(
            opportunity: handle(id),
            change: .identified(renewal: event.text("kind") == "renewal", contract: nil),
            value: nil, day: day, position: position))
      case "opportunity.won", "opportunity.lost":
        let id = event.text("opportunity_id")
        handles[id] = handle(id)
        facts.opportunities.append(
          .init(
            opportunity: handle(id), change: event.type == "opportunity.won" ? .won : .lost,
            value: event.money("value"), day: day, position: position))
      case "invoice.issued", "credit_note.issued":
        let sign: Int64 = event.type == "invoice.issued" ? 1 : -1
        facts.revenue.append(
          .init(
            basis: .invoiced, net: sign * event.money("net"), cost: nil, day: day,
            position: position))
      default: break
      }
      all[event.account] = facts
    }
    return all
  }

  @Test(arguments: [
    (UInt64(7), 2, "2024-01-01"), (8, 2, "2024-02-29"), (9, 3, "2020-11-02"),
  ])
  func `Each warning and each cap holds where it is planted and nowhere else`(
    seed: UInt64, years: Int, start: String
  ) throws {
    let settings = try Sample.settings(accounts: 60, years: years, seed: seed, start: start)
    let planted = try JSONValue(parsing: SampleLedger.planted(settings)).object
    let facts = try facts(Sample.events(settings))
    #expect(facts.count == 60)
    // At the end of each year, and on the day after the ledger's last, before anything new happens;
    // the effort needs a year to compare with.
    var ends = try (1...years).map { year in
      (year, try settings.start.adding(months: 12 * year).adding(days: -1))
    }
    ends.append((years, try settings.start.adding(months: 12 * years)))
    for (year, asOf) in ends {
      var found: [String: Set<String>] = [:]
      for (account, facts) in facts {
        let health = AccountHealth.assess(facts, asOf: asOf, model: .keyAccount1)
        for id in health.warnings.map(\.id) + health.caps.map(\.condition.id) {
          found[id, default: []].insert(account)
        }
      }
      for pattern in PlantedPattern.allCases where pattern != .effortUpYieldDown || year > 1 {
        let expected = Set(planted?[pattern.rawValue]?.array?.compactMap(\.string) ?? [])
        #expect(expected.count == 3)
        #expect(
          found[pattern.rawValue, default: []] == expected,
          "seed \(seed), \(pattern.rawValue) on \(asOf)")
      }
    }
  }

  @Test(arguments: [(UInt64(7), 2, "2024-01-01"), (8, 2, "2024-02-29"), (9, 3, "2020-11-02")])
  func `Nothing speaks up about any other account on any day`(
    seed: UInt64, years: Int, start: String
  ) throws {
    let settings = try Sample.settings(accounts: 60, years: years, seed: seed, start: start)
    let planted = try JSONValue(parsing: SampleLedger.planted(settings)).object
    let named = Set((planted ?? .init()).flatMap { $0.value.array ?? [] }.compactMap(\.string))
    let others = try facts(Sample.events(settings)).filter { !named.contains($0.key) }
    #expect(others.count == 39)
    var day = settings.start
    let end = try settings.start.adding(months: 12 * years)
    while day <= end {
      for (account, facts) in others {
        let health = AccountHealth.assess(facts, asOf: day, model: .keyAccount1)
        let found = health.warnings.map(\.id) + health.caps.map(\.condition.id)
        #expect(found == [], "seed \(seed), \(account) on \(day)")
      }
      day = try day.adding(days: 5)
    }
  }
}
