extension SampleAccount {
  private var opportunityGap: Int {
    if pattern == .effortUpYieldDown { return pace(20) }
    switch tier {
    case .standard: return pace(120)
    case .key: return pace(85)
    case .strategic: return pace(50)
    }
  }

  /// A gap near `days` that depends on the account only, so that its pace stays its own.
  private func pace(_ days: Int) -> Int { days + number % 7 - 3 }

  mutating func identifyOpportunity(_ day: inout SampleDay) {
    schedule(.opportunity, in: opportunityGap)
    counts.opportunities += 1
    let share = pattern == .effortUpYieldDown ? 1 : random.between(2, 6)
    let deal = SampleTask.Deal(
      number: counts.opportunities,
      value: rounded(revenue(on: day.day) * Int64(share) / 100))
    let origins: [StaticString] = ["inquiry", "inquiry", "tender", "proactive"]
    let kinds: [StaticString] = ["new", "cross_sell", "cross_sell", "up_sell"]
    begin("opportunity.identified", &day)
    day.lines.member("opportunity_id", id: "opp", number, deal.number)
    day.lines.member("origin", origins[random.below(4)])
    day.lines.member("kind", kinds[random.below(4)])
    products("product_ids", &day)
    day.lines.member("value", money: deal.value)
    day.lines.member("probability_bp", number: 2_000)
    day.lines.member("expected_close", day: day.day + 60)
    day.lines.member("employee_id", manager)
    end(&day)
    schedule(.qualified(deal), in: random.between(4, 10))
  }

  private mutating func products(_ name: StaticString, _ day: inout SampleDay) {
    day.lines.name(name)
    day.lines.open("[")
    day.lines.separate()
    product(random.between(1, 12), &day)
    day.lines.close("]")
  }

  func product(_ number: Int, _ day: inout SampleDay) {
    day.lines.raw("\"p-")
    day.lines.raw(number)
    day.lines.raw("\"")
  }

  /// Prices end on whole hundreds of the minor unit.
  func rounded(_ amount: Int64) -> Int64 { max(100, amount / 100 * 100) }

  mutating func qualify(_ deal: SampleTask.Deal, _ day: inout SampleDay) {
    begin("opportunity.stage_changed", &day)
    day.lines.member("opportunity_id", id: "opp", number, deal.number)
    day.lines.member("from_stage", "identified")
    day.lines.member("to_stage", "qualified")
    day.lines.member("probability_bp", number: 4_000)
    end(&day)
    schedule(.offer(deal), in: random.between(4, 12))
  }

  mutating func submitOffer(_ deal: SampleTask.Deal, _ day: inout SampleDay) {
    var deal = deal
    counts.offers += 1
    deal.offer = counts.offers
    let discount = random.between(0, 15)
    deal.list = deal.value
    deal.value = rounded(deal.list * Int64(100 - discount) / 100)
    begin("offer.submitted", &day)
    day.lines.member("offer_id", id: "of", number, deal.offer)
    day.lines.member("opportunity_id", id: "opp", number, deal.number)
    day.lines.member("version", number: 1)
    day.lines.member("list", money: deal.list)
    day.lines.member("net", money: deal.value)
    day.lines.member("cost", money: deal.list * 60 / 100)
    day.lines.member("valid_until", day: day.day + 60)
    end(&day)
    if discount > 10 {
      begin("discount.approved", &day, by: .salesManager(of: index))
      day.lines.member("offer_id", id: "of", number, deal.offer)
      day.lines.member("discount_bp", number: discount * 100)
      day.lines.member("approver_id", Employee.salesManager(of: index))
      day.lines.member("reason", "Mengenzusage über zwölf Monate")
      end(&day)
    }
    schedule(.decision(deal), in: random.between(8, 22))
  }

  /// Where visits are to be in vain, what is decided in the last quarter of the year is lost.
  mutating func decide(_ deal: SampleTask.Deal, _ day: inout SampleDay) {
    closedDeals += 1
    let isWon: Bool
    if pattern == .effortUpYieldDown {
      isWon = day.calendar.yearEnd(of: day.day) - day.day >= 95 && closedDeals % 3 != 0
    } else {
      isWon = random.chance(percent: trend < 0 ? 42 : 56)
    }
    begin("offer.decided", &day)
    day.lines.member("offer_id", id: "of", number, deal.offer)
    day.lines.member("result", isWon ? "accepted" : "rejected")
    end(&day)
    if isWon {
      begin("opportunity.won", &day)
      day.lines.member("opportunity_id", id: "opp", number, deal.number)
      day.lines.member("value", money: deal.value)
      day.lines.member("cost", money: deal.list * 60 / 100)
      day.lines.member("employee_id", manager)
      end(&day)
      schedule(.orderOfDeal(net: deal.value), in: random.between(1, 6))
    } else {
      let reasons: [StaticString] = ["price", "price", "competitor", "no_decision", "scope"]
      begin("opportunity.lost", &day)
      day.lines.member("opportunity_id", id: "opp", number, deal.number)
      day.lines.member("reason", reasons[random.below(reasons.count)])
      day.lines.member("employee_id", manager)
      end(&day)
    }
  }
}
