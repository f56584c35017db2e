extension SampleAccount {
  /// A contract for some months that covers `share` percent of the revenue.
  mutating func signContract(months: Int, share: Int, _ day: inout SampleDay) {
    counts.contracts += 1
    let kinds: [StaticString] = ["frame", "supply", "service"]
    let planted = plantedContractEnd(day)
    let term = day.day + months * 365 / 12 + random.below(60)
    let value = rounded(revenue(on: day.day) * Int64(share) / 100)
    let renewsItself = random.chance(percent: 25) && planted == nil
    let contract = Contract(
      number: counts.contracts, end: planted ?? term, value: value, renewsItself: renewsItself)
    contracts.append(contract)
    begin("contract.signed", &day)
    day.lines.member("contract_id", id: "c", number, contract.number)
    day.lines.member("kind", kinds[random.below(3)])
    day.lines.member("start", day: day.day)
    day.lines.member("end", day: contract.end)
    day.lines.member("notice_days", number: 90)
    day.lines.member("auto_renew", flag: contract.renewsItself)
    day.lines.member("acv", money: contract.value)
    day.lines.member("employee_id", manager)
    end(&day)
    scheduleEnd(of: contracts.count - 1, day)
  }

  /// Well before its end the renewal of a contract begins, now and then in vain.
  private mutating func scheduleEnd(of place: Int, _ day: SampleDay) {
    guard !schedulePlantedEnd(of: place) else { return }
    let contract = contracts[place]
    let isLost =
      contract.renewsItself
      ? random.chance(percent: trend < 0 ? 30 : 8) : random.chance(percent: trend < 0 ? 40 : 12)
    if contract.renewsItself, !isLost {
      schedule(.renewal(contract: place, opportunity: 0), on: contract.end - 3)
    } else {
      schedule(
        .renewalBegins(contract: place, succeeds: !isLost),
        on: contract.end - random.between(100, 170))
    }
  }

  mutating func beginRenewal(_ place: Int, succeeds: Bool, _ day: inout SampleDay) {
    counts.opportunities += 1
    begin("opportunity.identified", &day)
    day.lines.member("opportunity_id", id: "opp", number, counts.opportunities)
    day.lines.member("origin", "proactive")
    day.lines.member("kind", "renewal")
    day.lines.member("value", money: contracts[place].value)
    day.lines.member("probability_bp", number: 8_000)
    day.lines.member("expected_close", day: contracts[place].end - 30)
    day.lines.member("employee_id", manager)
    end(&day)
    let opportunity = counts.opportunities
    if succeeds {
      schedule(
        .renewal(contract: place, opportunity: opportunity),
        on: contracts[place].end - random.between(20, 75))
    } else {
      schedule(
        .renewalLost(contract: place, opportunity: opportunity), on: contracts[place].end)
    }
  }

  mutating func renew(_ place: Int, opportunity: Int, _ day: inout SampleDay) {
    let contract = contracts[place]
    let value = rounded(contract.value * Int64(100 + trend / 2 + random.between(-3, 5)) / 100)
    if opportunity > 0 {
      begin("opportunity.won", &day)
      day.lines.member("opportunity_id", id: "opp", number, opportunity)
      day.lines.member("value", money: value)
      day.lines.member("contract_id", id: "c", number, contract.number)
      day.lines.member("employee_id", manager)
      end(&day)
    }
    begin("contract.renewed", &day)
    day.lines.member("contract_id", id: "c", number, contract.number)
    day.lines.member("old_end", day: contract.end)
    day.lines.member("new_end", day: contract.end + 365)
    day.lines.member("acv_before", money: contract.value)
    day.lines.member("acv_after", money: value)
    day.lines.member("employee_id", manager)
    end(&day)
    contracts[place].end += 365
    contracts[place].value = value
    contracts[place].hasNotice = false
    scheduleEnd(of: place, day)
  }

  mutating func receiveNotice(_ place: Int, _ day: inout SampleDay) {
    contracts[place].hasNotice = true
    begin("contract.notice_received", &day)
    day.lines.member("contract_id", id: "c", number, contracts[place].number)
    day.lines.member("effective", day: contracts[place].end)
    day.lines.member("reason", "Neuausschreibung durch den Einkauf")
    end(&day)
  }

  /// A contract ends because its renewal was lost; until then somebody was working on it.
  mutating func endContract(_ place: Int, opportunity: Int, _ day: inout SampleDay) {
    contracts[place].isRunning = false
    begin("opportunity.lost", &day)
    day.lines.member("opportunity_id", id: "opp", number, opportunity)
    day.lines.member("reason", "competitor")
    day.lines.member("employee_id", manager)
    end(&day)
    begin("contract.ended", &day)
    day.lines.member("contract_id", id: "c", number, contracts[place].number)
    day.lines.member("reason", "expired")
    day.lines.member("lost_acv", money: contracts[place].value)
    end(&day)
  }

  mutating func changeContract(_ day: inout SampleDay) {
    schedule(.contractChanges, in: random.between(250, 700))
    guard let place = contracts.firstIndex(where: { $0.isRunning && !$0.hasNotice }) else { return }
    let before = contracts[place].value
    let after = rounded(before * Int64(trend < 0 ? 95 : 107) / 100)
    begin("contract.changed", &day)
    day.lines.member("contract_id", id: "c", number, contracts[place].number)
    day.lines.member("kind", trend < 0 ? "reduction" : "up_sell")
    day.lines.member("acv_before", money: before)
    day.lines.member("acv_after", money: after)
    end(&day)
    contracts[place].value = after
  }
}
