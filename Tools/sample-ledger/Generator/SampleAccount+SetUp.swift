extension SampleAccount {
  /// The first day of an account: who it is, who answers for it, whom we know, what is agreed.
  mutating func setUp(_ day: inout SampleDay) {
    register(&day)
    assign(manager, "kam", &day)
    assign(.fieldSales(of: index), "field_sales", &day)
    for slot in slots.indices where slot < 5 || tier == .strategic {
      addContact(slot: slot, &day)
    }
    signContract(months: [12, 24, 24][random.below(3)], share: 60, &day)
    if tier == .strategic { signContract(months: 36, share: 25, &day) }
    publishPlan(&day)
    target(&day)
    planAhead(day)
  }

  private mutating func register(_ day: inout SampleDay) {
    begin("account.registered", &day, by: .head)
    day.lines.member("account_id", text: company.id)
    day.lines.member("name", text: company.name)
    day.lines.member("sector", company.sector)
    day.lines.member("country", company.country)
    day.lines.member("employees", number: random.between(40, 4_000))
    day.lines.member("annual_revenue", money: revenue * Int64(random.between(12, 60)))
    day.lines.name("source_key")
    day.lines.raw("\"D")
    day.lines.digits(UInt(10_000 + number), atLeast: 7)
    day.lines.raw("\"")
    end(&day)
    begin("account.location_added", &day, by: .head)
    day.lines.member("location_id", id: "l", number, 1)
    day.lines.member("name", company.town)
    day.lines.member("country", company.country)
    end(&day)
    begin("account.tier_assigned", &day, by: .head)
    day.lines.member("tier", tier.name)
    day.lines.member("decided_by", Employee.head)
    day.lines.member("criteria_version", number: 1)
    day.lines.member("rationale", "Umsatz, Potenzial und strategische Bedeutung")
    day.lines.member("valid_from", day: day.day)
    end(&day)
  }

  mutating func assign(_ employee: Employee, _ role: StaticString, _ day: inout SampleDay) {
    counts.assignments += 1
    if employee.kind.description == "kam" { assignment = counts.assignments }
    begin("assignment.started", &day, by: .salesManager(of: index))
    day.lines.member("assignment_id", id: "as", number, counts.assignments)
    day.lines.member("employee_id", employee)
    day.lines.member("role", role)
    day.lines.member("valid_from", day: day.day)
    end(&day)
  }

  /// What recurs begins at a time of its own, so that accounts do not move in step.
  private mutating func planAhead(_ day: SampleDay) {
    plantCap(byYearOf: day.day, day.calendar)
    schedule(.talk, in: 1)
    schedule(.visit, in: random.between(2, 14))
    schedule(.opportunity, in: random.between(5, 40))
    schedule(.callOff, in: random.between(2, 12))
    schedule(.review, in: random.between(50, 85))
    schedule(.forecast, on: day.calendar.nextQuarter(after: day.day))
    schedule(.survey, in: random.between(40, 150))
    schedule(.sentiment, in: random.between(60, 200))
    schedule(.competitor, in: random.between(60, 300))
    schedule(.escalation, in: random.between(30, 220))
    schedule(.contactLeaves, in: random.between(120, 600))
    schedule(.initiative, in: random.between(60, 500))
    schedule(.contractChanges, in: random.between(150, 600))
    if random.chance(percent: 35) { schedule(.handover, in: random.between(90, 560)) }
  }
}
