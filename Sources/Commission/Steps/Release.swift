import Money

/// Step 7: how much of what is due is earned already, and how much of that may be paid.
///
/// A commission of 100.00 on an invoice over 1,000.00 that is paid in 333.33, 333.33 and 333.34 is
/// released as 33.33, 33.34 and 33.33: each time the whole released so far is rounded, so that no
/// cent is lost.
struct Track {
  let claim: Claim
  let creditIndex: Int
  /// What the deal is worth for the payee, after each event that changes it.
  var steps: [Step] = []

  var credit: Credit { claim.crediting.credits[creditIndex] }
  var terms: ReleaseTerms { claim.clause.release }
}

/// What a deal is worth for one payee after one event.
struct Step {
  let trigger: Trigger
  /// The rank of the deal whose event it is, and the place of the event in it.
  let rank: Int
  let sequence: Int
  /// Index into the claim's states.
  let state: Int
  let earned: Earned
  let reached: Reached?
}

/// A moment in the life of a deal for one payee, with all that was due, earned and payable by then.
struct Point {
  let trigger: Trigger
  let rank: Int
  let sequence: Int
  let step: Step
  /// Earned so far before caps over periods, in minor units.
  let earned: Int64
  /// What may be paid of it; nil: whatever is earned.
  let payable: PayablePart?
}

/// What may be paid of a deal by some moment.
struct PayablePart {
  /// The part of what is due; nil: whatever is earned.
  let part: Rate?
  /// Of that, a share is held back but for this part of what is due.
  var holdback: (share: Rate, released: Rate)?

  /// In minor units, never more than was posted as earned.
  ///
  /// 100.00 with 10 % held back, of which 50.00 are earned: 45.00, and 50.00 when it is released.
  func released(
    of due: Amount, earned posted: Int64, _ rounding: Rounding
  ) throws(MoneyError) -> Int64 {
    let earned = Amount(minor: posted, currency: due.currency)
    func within(_ part: Rate) throws(MoneyError) -> ExactAmount {
      let exact = due.multiplied(by: part)
      let whole = try exact.rounded(.down)
      // What goes beyond what is earned, or against its sign, is all that is earned.
      let isWithin =
        posted < 0
        ? whole.minor > posted && !(due.minor > 0) : whole.minor < posted && !(due.minor < 0)
      return isWithin ? exact : ExactAmount(earned)
    }
    let free = if let part { try within(part) } else { ExactAmount(earned) }
    guard let holdback else { return try free.rounded(rounding).minor }
    let open = try Rate.one.adding(
      Rate(numerator: -holdback.share.numerator, denominator: holdback.share.denominator))
    let early = try free.multiplied(by: open)
    let late = try within(min(part ?? .one, holdback.released)).multiplied(by: holdback.share)
    return try early.adding(late).rounded(rounding).minor
  }
}

extension Track {
  /// All moments, in order.
  ///
  /// What is earned and payable follows from the deal alone.
  func points(_ knownAt: UInt64) throws(MoneyError) -> [Point] {
    let milestones = try milestones(knownAt)
    var points: [Point] = []
    var current: Step?
    var index = 0
    var past: [Occasion] = []
    let ordered = steps.sorted { $0.order < $1.order }
    func post(_ trigger: Trigger, _ rank: Int, _ sequence: Int) throws(MoneyError) {
      guard let step = current else { return }
      let part = try self.part(terms.earned, past, trigger.day, step)
      let earned =
        part == .one
        ? step.earned.amount
        : try step.earned.amount.multiplied(by: part).rounded(claim.selected.rounding)
      points.append(
        Point(
          trigger: trigger, rank: rank, sequence: sequence, step: step, earned: earned.minor,
          payable: try payablePart(past, trigger.day, step)))
    }
    for step in ordered {
      // On one day the deal and what takes from it come first, and other deals by their rank.
      while index < milestones.count,
        Step.Order(day: milestones[index].trigger.day, rank: claim.rank, sequence: .max)
          < step.order
      {
        past.append(milestones[index])
        try post(milestones[index].trigger, claim.rank, Int.max)
        index += 1
      }
      current = step
      try post(step.trigger, step.rank, step.sequence)
    }
    for milestone in milestones[index...] {
      past.append(milestone)
      try post(milestone.trigger, claim.rank, Int.max)
    }
    return points
  }

  /// A milestone, or a day on which something falls due.
  private struct Occasion {
    let trigger: Trigger
    let milestone: Milestone?
  }

  private func milestones(_ knownAt: UInt64) throws(MoneyError) -> [Occasion] {
    guard !terms.isAtOnce else { return [] }
    let deal = claim.deal
    var occasions: [Occasion] = []
    var seen: Set<Name> = []
    let moments = [terms.earned, terms.payable, terms.holdback?.until].compactMap(\.self)
    for milestone in deal.milestones
    where milestone.position <= knownAt && moments.contains(where: milestone.concerns) {
      // A base that follows the payments has them among its steps already.
      if claim.clause.followsPayments, milestone.kind.isPayment { continue }
      guard seen.insert(milestone.id).inserted else { continue }
      occasions.append(
        Occasion(
          trigger: Trigger(
            id: milestone.id, day: milestone.day, position: milestone.position, kind: .milestone),
          milestone: milestone))
    }
    var days: Set<CalendarDay> = []
    for moment in moments {
      if let day = try moment.day(after: deal.day) { days.insert(day) }
    }
    if let instalments = terms.instalments {
      for index in instalments.parts.indices {
        days.insert(try deal.day.adding(months: index * instalments.every.rawValue))
      }
    }
    for day in days where day > deal.day {
      occasions.append(
        Occasion(
          trigger: Trigger(id: deal.id, day: day, position: deal.position, kind: .date),
          milestone: nil))
    }
    return occasions.sorted {
      ($0.trigger.day, $0.milestone?.order ?? 3, $0.trigger.position)
        < ($1.trigger.day, $1.milestone?.order ?? 3, $1.trigger.position)
    }
  }

  /// The part of the deal that has come to a moment.
  private func part(
    _ moment: ReleaseTerms.Moment, _ past: [Occasion], _ today: CalendarDay, _ step: Step
  ) throws(MoneyError) -> Rate {
    if case .anchor = moment { return .one }
    if case .paid = moment, claim.clause.followsPayments { return .one }
    if let day = try moment.day(after: claim.deal.day) { return day <= today ? .one : .zero }
    var done = Amount.zero(step.earned.amount.currency)
    for case let milestone? in past.map(\.milestone) where milestone.concerns(moment) {
      if milestone.kind == .paymentReversed {
        done = try done.subtracting(milestone.net).subtracting(milestone.deduction)
      } else {
        done = try done.adding(milestone.net).adding(milestone.deduction)
      }
    }
    let whole = try claim.states[step.state].state.net()
    guard whole.minor > 0 else { return .one }
    if done.isNegative { return .zero }
    return done.minor >= whole.minor ? .one : try done.ratio(to: whole)
  }

  /// The part that may be paid; nil where everything earned may be.
  private func payablePart(
    _ past: [Occasion], _ today: CalendarDay, _ step: Step
  ) throws(MoneyError) -> PayablePart? {
    if let instalments = terms.instalments {
      var due: Int64 = 0
      for (index, part) in instalments.parts.enumerated() {
        let day = try claim.deal.day.adding(months: index * instalments.every.rawValue)
        if day <= today { due += part }
      }
      return PayablePart(
        part: try Rate(numerator: due, denominator: instalments.parts.reduce(0, +)))
    }
    let payable = try terms.payable.map { moment throws(MoneyError) in
      try part(moment, past, today, step)
    }
    guard let holdback = terms.holdback else { return payable.map { PayablePart(part: $0) } }
    let released = try part(holdback.until, past, today, step)
    return PayablePart(part: payable, holdback: (holdback.share, released))
  }
}

extension ReleaseTerms.Moment {
  /// The day of a moment that is one, counted from the deal's.
  fileprivate func day(after anchor: CalendarDay) throws(MoneyError) -> CalendarDay? {
    switch self {
    case .on(let day): day
    case .afterDays(let count): try anchor.adding(days: count)
    case .anchor, .delivered, .invoiced, .paid: nil
    }
  }
}

extension Milestone {
  fileprivate func concerns(_ moment: ReleaseTerms.Moment) -> Bool {
    switch (kind, moment) {
    case (.delivered, .delivered), (.invoiced, .invoiced), (.paid, .paid),
      (.paymentReversed, .paid):
      true
    default: false
    }
  }

  fileprivate var order: Int {
    switch kind {
    case .delivered: 0
    case .invoiced: 1
    case .paid, .paymentReversed: 2
    }
  }
}

extension Step {
  /// By day, then by the deal and its event.
  var order: Order { Order(day: trigger.day, rank: rank, sequence: sequence) }

  struct Order: Comparable {
    let day: CalendarDay
    let rank: Int
    let sequence: Int

    static func < (left: Order, right: Order) -> Bool {
      (left.day, left.rank, left.sequence) < (right.day, right.rank, right.sequence)
    }
  }
}

extension Posting {
  func releaseNode() -> DerivationNode {
    let terms = clause.release
    guard !terms.isAtOnce else {
      return DerivationNode(step: .release, summary: "payable as soon as it is earned")
    }
    var words = "earned \(terms.earned.words)"
    if let payable = terms.payable { words += ", payable \(payable.words)" }
    if let holdback = terms.holdback {
      words += ", \(holdback.share) held back until \(holdback.until.words)"
    }
    if let instalments = terms.instalments {
      words += ", in \(instalments.parts.count) instalments, one each \(instalments.every.word)"
    }
    let part = payable?.part.map { "; payable so far: \($0)" } ?? ""
    return DerivationNode(step: .release, summary: words + part, after: line.payable)
  }
}

extension ReleaseTerms.Moment {
  var words: String {
    switch self {
    case .anchor: "with the deal"
    case .delivered: "as far as delivered"
    case .invoiced: "as far as invoiced"
    case .paid: "as far as the customer has paid"
    case .on(let day): "on \(day)"
    case .afterDays(let count): "\(count) days after the deal"
    }
  }
}
