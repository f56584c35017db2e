extension SampleAccount {
  mutating func publishPlan(_ day: inout SampleDay) {
    counts.plans += 1
    schedule(.plan, in: random.between(335, 360))
    begin("plan.version_published", &day)
    day.lines.member("plan_id", id: "ap", number, 1)
    day.lines.member("version", number: counts.plans)
    day.lines.member("from", day: day.day)
    day.lines.member("to", day: day.day + 365)
    day.lines.name("goals")
    day.lines.open("[")
    day.lines.separate()
    day.lines.open("{")
    day.lines.member("goal_id", id: "g", number, 1)
    day.lines.member("kpi", "revenue")
    quantity("baseline", revenue(on: day.day), &day)
    quantity("target", revenue(on: day.day) * 108 / 100, &day)
    day.lines.member("due", day: day.day + 365)
    day.lines.close("}")
    day.lines.close("]")
    day.lines.name("contributors")
    day.lines.open("[")
    contributor(manager, "key_account_management", &day)
    if pattern == .planAlone {
      if random.chance(percent: 50) {
        contributor(manager.partner, "key_account_management", &day)
      }
    } else {
      contributor(.fieldSales(of: index), "field_sales", &day)
      if random.chance(percent: 50) { contributor(.support(of: index), "service", &day) }
    }
    day.lines.close("]")
    end(&day)
  }

  private func contributor(
    _ employee: Employee, _ function: StaticString, _ day: inout SampleDay
  ) {
    day.lines.separate()
    day.lines.open("{")
    day.lines.member("employee_id", employee)
    day.lines.member("function", function)
    day.lines.close("}")
  }

  private func quantity(_ name: StaticString, _ amount: Int64, _ day: inout SampleDay) {
    day.lines.name(name)
    day.lines.open("{")
    day.lines.member("money", money: amount)
    day.lines.close("}")
  }

  /// A target for the calendar year, on the account's first day and then each January.
  mutating func target(_ day: inout SampleDay) {
    counts.targets += 1
    var next = day.calendar.nextQuarter(after: day.day)
    while day.calendar.quarter(next) != 1, next < day.day + 400 {
      next = day.calendar.nextQuarter(after: next)
    }
    schedule(.target, on: next)
    begin("target.set", &day, by: .salesManager(of: index))
    day.lines.member("scope", text: subject)
    day.lines.member("kpi", "revenue")
    day.lines.member("period", yearOf: day.day)
    quantity("value", revenue(on: day.day) * Int64(random.between(98, 112)) / 100, &day)
    day.lines.member("version", number: 1)
    end(&day)
  }

  mutating func forecast(_ day: inout SampleDay) {
    schedule(.forecast, on: day.calendar.nextQuarter(after: day.day))
    begin("forecast.submitted", &day)
    day.lines.member("scope", text: subject)
    day.lines.member("period", quarterOf: day.day)
    day.lines.member("amount", money: revenue(on: day.day) * Int64(random.between(20, 30)) / 100)
    let categories: [StaticString] = ["commit", "commit", "best_case"]
    day.lines.member("category", categories[random.below(3)])
    day.lines.member("as_of", day: day.day)
    end(&day)
  }

  /// A quarterly review, each fourth with the top level, and what was agreed there.
  mutating func review(_ day: inout SampleDay) {
    counts.reviews += 1
    let next = random.between(85, 97)
    schedule(.review, in: next)
    let isExecutive = counts.reviews % 4 == 0 && slots[1].contact > 0
    begin("review.held", &day, precision: .minute)
    day.lines.member("review_id", id: "r", number, counts.reviews)
    day.lines.member("kind", isExecutive ? "executive" : "quarterly")
    day.lines.member("period", quarterOf: day.day)
    day.lines.name("contact_ids")
    day.lines.open("[")
    day.lines.separate()
    day.lines.id("k", number, slots[isExecutive ? 1 : 0].contact)
    day.lines.separate()
    day.lines.id("k", number, slots[2].contact)
    day.lines.close("]")
    day.lines.member("c_level_present", flag: isExecutive)
    day.lines.member("next_due", day: day.day + next)
    end(&day)
    counts.actions += 1
    let due = random.between(10, 45)
    begin("action.agreed", &day)
    day.lines.member("action_id", id: "act", number, counts.actions)
    if random.chance(percent: 70) {
      day.lines.member("employee_id", manager)
    } else {
      day.lines.member("contact_id", id: "k", number, slots[2].contact)
    }
    day.lines.member("due", day: day.day + due)
    let texts: [StaticString] = [
      "Liefertermine wöchentlich abstimmen", "Muster für die neue Baureihe schicken",
      "Rahmenvertrag prüfen", "Schulung für die Fertigung anbieten",
      "Verpackung auf Mehrweg umstellen",
    ]
    day.lines.member("text", texts[random.below(texts.count)])
    end(&day)
    if random.chance(percent: 85) {
      schedule(.actionDone(action: counts.actions), in: due + random.between(-5, 12))
    }
    guard counts.reviews % 2 == 0 else { return }
    begin("plan.goal_reviewed", &day)
    day.lines.member("goal_id", id: "g", number, 1)
    day.lines.member("status", trend < 0 ? "at_risk" : "on_track")
    end(&day)
  }

  mutating func completeAction(_ action: Int, _ day: inout SampleDay) {
    begin("action.completed", &day)
    day.lines.member("action_id", id: "act", number, action)
    end(&day)
  }

  mutating func startInitiative(_ day: inout SampleDay) {
    counts.initiatives += 1
    let kinds: [StaticString] = ["co_development", "process", "logistics", "service"]
    begin("initiative.started", &day)
    day.lines.member("initiative_id", id: "ini", number, counts.initiatives)
    day.lines.member("kind", kinds[random.below(kinds.count)])
    day.lines.member("expected_benefit", money: revenue / Int64(random.between(20, 60)))
    end(&day)
    schedule(.initiativeEnds(initiative: counts.initiatives), in: random.between(120, 300))
    schedule(.initiative, in: random.between(350, 700))
  }

  mutating func endInitiative(_ initiative: Int, _ day: inout SampleDay) {
    begin("initiative.closed", &day)
    day.lines.member("initiative_id", id: "ini", number, initiative)
    day.lines.member("outcome", "In den Regelbetrieb übernommen")
    end(&day)
  }
}
