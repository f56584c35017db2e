import Money

extension StandingFold {
  /// Adds what follows from the day: whether the thing is still open, what is left of it, what is
  /// overdue.
  func finish(_ thing: inout StandingThing) throws(MoneyError) {
    switch thing.kind {
    case .account, .sentiment: thing.isOpen = true
    case .role:
      let isHeld = (thing.day("from").map { $0 <= day } ?? false) && !isReached(thing.day("to"))
      let isToCome = thing.day("from").map { day < $0 } ?? false
      state(isHeld ? "held" : isToCome ? "to come" : "ended", isOpen: isHeld, &thing)
    case .contact:
      let hasLeft = isReached(thing.day("left"))
      state(hasLeft ? "left" : "active", isOpen: !hasLeft, &thing)
    case .plan:
      let isOver = isReached(thing.day("to"))
      let isToCome = thing.day("from").map { day < $0 } ?? false
      state(isOver ? "over" : isToCome ? "to come" : "in force", isOpen: !isOver, &thing)
    case .goal: finishGoal(&thing)
    case .initiative: thing.isOpen = thing.text("state") != "closed"
    case .opportunity: thing.isOpen = thing.text("state").map { $0 == "open" } ?? true
    case .offer:
      thing.isOpen = thing.text("state") == "open"
      if thing.isOpen, let until = thing.day("validUntil"), until < day {
        state("lapsed", isOpen: true, &thing)
      }
      closeWithOpportunity(&thing)
    case .contract: try finishContract(&thing)
    case .order: try finishOrder(&thing)
    case .invoice: try finishInvoice(&thing)
    case .escalation:
      thing.isOpen = thing.text("state") != "resolved"
      markOverdue(&thing)
    case .action:
      thing.isOpen = thing.text("state") == "open"
      markOverdue(&thing)
    case .handover:
      let isComplete = thing["completed"] != nil
      state(isComplete ? "complete" : "open", isOpen: !isComplete, &thing)
      if !isComplete, let planned = thing.day("planned"), planned < day {
        thing.set("overdue", .flag(true), thing.events(of: "planned"))
      }
    case .override:
      let isOver = isReached(thing.day("expires"))
      if isOver, thing.text("state") == "set" { state("expired", isOpen: false, &thing) }
      thing.isOpen = thing.text("state") == "set"
    }
  }

  private func isReached(_ end: CalendarDay?) -> Bool { end.map { $0 <= day } ?? false }

  private func state(_ state: String, isOpen: Bool, _ thing: inout StandingThing) {
    thing.set("state", .text(state), thing.events)
    thing.isOpen = isOpen
  }

  private func markOverdue(_ thing: inout StandingThing) {
    if thing.isOpen, let due = thing.day("due"), due < day {
      thing.set("overdue", .flag(true), thing.events(of: "due"))
    }
  }

  /// A goal counts as long as the newest version of its plan names it and the plan is not over.
  private func finishGoal(_ thing: inout StandingThing) {
    guard let id = thing.text("plan"),
      let plan = things[Key(kind: .plan, account: thing.account, id: id)]
    else { return }
    let isNamed =
      if case .list(let goals) = plan["goals"] { goals.contains(thing.id) } else { true }
    if !isNamed { thing.set("state", .text("dropped"), plan.events(of: "goals")) }
    thing.isOpen = isNamed && !isReached(plan.day("to"))
  }

  private func closeWithOpportunity(_ thing: inout StandingThing) {
    guard thing.isOpen, let id = thing.text("opportunity"),
      let opportunity = things[Key(kind: .opportunity, account: thing.account, id: id)],
      let end = opportunity.text("state"), end != "open"
    else { return }
    thing.set(
      "state", .text("opportunity \(end)"),
      thing.events(of: "state") + opportunity.events(of: "state"))
    thing.isOpen = false
  }

  /// As the health model has it: one that renews itself runs past its end until somebody gives
  /// notice, and a notice decides the end whatever was agreed before.
  private func finishContract(_ thing: inout StandingThing) throws(MoneyError) {
    if let last = try Self.lastDayForNotice(thing) {
      thing.set("noticeBy", .day(last), thing.events(of: "end", "noticeDays"))
    }
    let events = thing.events(of: "start", "end", "autoRenew", "notice", "ended")
    let words: String
    var runs = true
    if let reason = thing.text("ended") {
      (words, runs) = ("ended, \(reason)", false)
    } else if let notice = thing.day("notice") {
      runs = day < notice
      words = runs ? "notice given" : "ended by notice"
    } else if isReached(thing.day("end")), !thing.flag("autoRenew") {
      (words, runs) = ("ran out", false)
    } else if let start = thing.day("start"), day < start {
      words = "to come"
    } else {
      words = isReached(thing.day("end")) ? "renewed itself" : "running"
    }
    thing.set("state", .text(words), events)
    thing.isOpen = runs
  }

  /// The last day on which a notice is in time: all days of the notice period lie between it and
  /// the end, and the day on which it arrives does not count (§ 187 (1), § 188 (1) BGB).
  static func lastDayForNotice(_ contract: StandingThing) throws(MoneyError) -> CalendarDay? {
    guard let end = contract.day("end"), let days = contract.number("noticeDays") else {
      return nil
    }
    return try end.adding(days: -Int(days) - 1)
  }

  private func finishOrder(_ thing: inout StandingThing) throws(MoneyError) {
    guard let net = thing.amount("net") else {
      // Without the order itself nothing is known to be left of it.
      return thing.isOpen = false
    }
    let left =
      try thing.amount("invoiced").map { invoiced throws(MoneyError) in
        try net.subtracting(invoiced)
      } ?? net
    let events = thing.events(of: "net", "invoiced")
    thing.set("open", .money(left), events)
    thing.isOpen = left.minor > 0
    let words =
      thing.flag("cancelled") ? "cancelled" : left.minor > 0 ? "open" : "invoiced in full"
    thing.set("state", .text(words), events + thing.events(of: "cancelled"))
  }

  private func finishInvoice(_ thing: inout StandingThing) throws(MoneyError) {
    guard var left = thing.amount("net") else { return thing.isOpen = false }
    for name in ["paid", "deducted", "credited", "writtenOff"] {
      if let amount = thing.amount(name) { left = try left.subtracting(amount) }
    }
    let events = thing.events(of: "net", "paid", "deducted", "credited", "writtenOff")
    thing.set("open", .money(left), events)
    thing.isOpen = left.minor > 0
    let isOverdue = thing.day("due").map { $0 < day } ?? false
    let words = left.minor > 0 ? (isOverdue ? "overdue" : "open") : "settled"
    // What was paid of an invoice does not make it overdue.
    let deciding = left.minor > 0 ? thing.events(of: "due") : events
    thing.set("state", .text(words), deciding)
  }
}
