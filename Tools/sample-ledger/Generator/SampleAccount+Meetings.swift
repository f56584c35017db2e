extension SampleAccount {
  /// Days between two visits.
  private var visitGap: Int {
    switch tier {
    case .standard: 42
    case .key: 21
    case .strategic: 14
    }
  }

  mutating func visit(_ day: inout SampleDay) {
    let isRush = pattern == .effortUpYieldDown && day.calendar.yearEnd(of: day.day) - day.day < 90
    schedule(.visit, in: isRush ? 5 : visitGap)
    let isVisit = pattern == .effortUpYieldDown || !wouldCrowdQuarter(day)
    if isVisit {
      visitDays.append(day.day)
      if visitDays.count > 200 { visitDays.removeFirst(100) }
    }
    record(isVisit ? "visit" : "video", &day)
  }

  /// Whether a visit today would raise, on some later day, a quarter to 1.15 times the mean of the
  /// four before it, which only the accounts with the planted pattern may do.
  ///
  /// The ratio is highest today and whenever a visit leaves the four quarters; an account known for
  /// less than five quarters has no mean.
  private func wouldCrowdQuarter(_ day: SampleDay) -> Bool {
    guard let oldest = visitDays.first else { return false }
    let later = visitDays.map { $0 + 450 }.filter { $0 > day.day && $0 < day.day + 90 }
    return ([day.day] + later).contains { end in
      let now = visitDays.count { end - $0 < 90 } + 1
      let before = visitDays.count { (90..<450).contains(end - $0) }
      return end - oldest >= 360 && before > 0 && now * 40_000 >= 11_500 * before
    }
  }

  mutating func talk(_ day: inout SampleDay) {
    schedule(.talk, in: visitGap + random.between(3, 20))
    // One in forty is recorded only some days later.
    if random.chance(perMille: 25), day.day > firstDay + 1 {
      schedule(.lateTalk(day: day.day), in: random.between(3, 20))
      return
    }
    let kinds: [StaticString] = ["call", "call", "video", "email", "event"]
    record(kinds[random.below(kinds.count)], &day)
  }

  mutating func lateTalk(held: Int, _ day: inout SampleDay) {
    record("call", &day, precision: .earlier(day: held))
  }

  private mutating func record(
    _ kind: StaticString, _ day: inout SampleDay, precision: SampleDay.Precision = .minute
  ) {
    counts.interactions += 1
    let participants = nextParticipants()
    let event = begin("interaction.recorded", &day, precision: precision)
    let minutes = random.between(2, 24) * 5
    let topics: [StaticString] = [
      "strategy", "opportunity", "offer", "discount", "delivery", "review", "renewal", "social",
    ]
    let first = random.below(topics.count)
    let second = random.below(topics.count)
    let outcomes: [StaticString] = ["positive", "positive", "neutral", "neutral", "negative"]
    let outcome = outcomes[random.below(outcomes.count)]
    day.lines.member("interaction_id", id: "in", number, counts.interactions)
    day.lines.member("kind", kind)
    day.lines.member("duration_s", number: minutes * 60)
    day.lines.name("contact_ids")
    day.lines.open("[")
    for slot in participants {
      day.lines.separate()
      day.lines.id("k", number, slots[slot].contact)
    }
    day.lines.close("]")
    day.lines.name("employee_ids")
    day.lines.open("[")
    day.lines.separate()
    day.lines.quoted(manager)
    if random.chance(percent: 30) {
      day.lines.separate()
      day.lines.quoted(Employee.fieldSales(of: index))
    }
    day.lines.close("]")
    day.lines.member("initiated_by", random.chance(percent: 75) ? "us" : "customer")
    day.lines.name("topics")
    day.lines.open("[")
    day.lines.separate()
    day.lines.quoted(topics[first])
    if first != second {
      day.lines.separate()
      day.lines.quoted(topics[second])
    }
    day.lines.close("]")
    let isWrong = random.chance(perMille: 6)
    day.lines.member("outcome", isWrong ? "none" : outcome)
    end(&day)
    if isWrong {
      // The last member is the outcome, so the rest of the data can stay.
      let data = day.lastData.dropLast("\"none\"}".utf8.count)
      let pending = PendingCorrection(
        event: event, type: "interaction.recorded",
        data: Array(data) + Array("\"\(outcome)\"}".utf8), reason: "Ergebnis nachgetragen")
      schedule(.correction(pending), in: random.between(1, 9))
    } else if kind.description == "email", random.chance(percent: 2) {
      schedule(.retraction(event: event), in: random.between(1, 9))
    }
  }

  mutating func correct(_ pending: PendingCorrection, _ day: inout SampleDay) {
    begin("event.corrected", &day)
    eventReference(pending.event, &day)
    day.lines.name("replacement")
    day.lines.open("{")
    day.lines.name("type")
    day.lines.raw("\"de.kontor.")
    day.lines.raw(pending.type)
    day.lines.raw(".v1\"")
    day.lines.name("data")
    day.lines.raw(pending.data)
    day.lines.close("}")
    day.lines.member("reason", pending.reason)
    end(&day)
  }

  mutating func retract(_ event: Int, _ day: inout SampleDay) {
    begin("event.retracted", &day)
    eventReference(event, &day)
    day.lines.member("reason", "Irrtümlich bei diesem Kunden erfasst")
    end(&day)
  }

  private func eventReference(_ event: Int, _ day: inout SampleDay) {
    day.lines.name("target_event_id")
    day.lines.raw("\"n")
    day.lines.digits(UInt(day.seed), atLeast: 1)
    day.lines.raw("-")
    day.lines.raw(number)
    day.lines.raw("-")
    day.lines.raw(event)
    day.lines.raw("\"")
  }
}
