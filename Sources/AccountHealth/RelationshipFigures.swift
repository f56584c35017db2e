import Money

extension AccountView {
  /// Promoters (9, 10) minus detractors (0 to 6) of the newest answers (KPI 11).
  ///
  /// Only answers on the scale 0 to 10 count: another scale has no agreed promoters.
  func netPromoterScore(window: Int) -> KeyFigure {
    let count = promoterCount(window: window)
    guard count.all > 0 else { return figure("nps", .hundredths, .missing(.noAnswer)) }
    let score = Ratio.basisPoints(Int128(count.part), of: Int128(count.all))
    return figure("nps", .hundredths, .known(.init(score, evidence: count.evidence)))
  }

  /// The two sides of a share: how many of how many, and their events.
  struct Share {
    var part = 0
    var all = 0
    var evidence: [HealthFacts.Position] = []
  }

  /// Promoters less detractors, of all answers.
  func promoterCount(window: Int) -> Share {
    let answers = newestAnswers(window: window) { $0 == .nps }
      .filter { $0.worst == 0 && $0.best == 10 }
    let balance = answers.reduce(0) { sum, answer in
      if answer.score >= 9 { return sum + 1 }
      return answer.score <= 6 ? sum - 1 : sum
    }
    return Share(part: balance, all: answers.count, evidence: answers.map(\.position))
  }

  /// Contacts met for the first time in the window, of all met in it (KPI 19).
  func newContacts(ages: Range<Int>) -> KeyFigure {
    let count = newContactCount(ages: ages)
    guard count.all > 0 else {
      return figure("new-contacts", .basisPoints, .missing(.noInteraction))
    }
    return figure(
      "new-contacts", .basisPoints,
      .known(.init(count.part * 10_000 / count.all, evidence: count.evidence)), count: count.all)
  }

  func newContactCount(ages: Range<Int>) -> Share {
    var firstMet: [(contact: HealthFacts.Handle, age: Int, position: HealthFacts.Position)] = []
    var metInWindow: [HealthFacts.Handle] = []
    for interaction in facts.interactions {
      let age = age(interaction.day)
      guard age >= 0 else { continue }
      for contact in facts.contacts(of: interaction) {
        if ages.contains(age), !metInWindow.contains(contact) { metInWindow.append(contact) }
        let met = (contact: contact, age: age, position: interaction.position)
        if let index = firstMet.firstIndex(where: { $0.contact == contact }) {
          let known = firstMet[index]
          if (-age, met.position) < (-known.age, known.position) { firstMet[index] = met }
        } else {
          firstMet.append(met)
        }
      }
    }
    let new = firstMet.filter { ages.contains($0.age) }
    return Share(
      part: new.count, all: metInWindow.count, evidence: Array(Set(new.map(\.position))))
  }

  /// Interactions about a discount, of all (KPI 21).
  func discountTalk(ages: Range<Int>) -> KeyFigure {
    let count = discountTalkCount(ages: ages)
    guard count.all > 0 else {
      return figure("discount-talk", .basisPoints, .missing(.noInteraction))
    }
    return figure(
      "discount-talk", .basisPoints,
      .known(.init(count.part * 10_000 / count.all, evidence: count.evidence)), count: count.all)
  }

  func discountTalkCount(ages: Range<Int>) -> Share {
    let held = facts.interactions.filter { ages.contains(age($0.day)) }
    let talks = held.filter { $0.topics.contains(.discount) }.map(\.position)
    return Share(part: talks.count, all: held.count, evidence: talks)
  }

  /// What offers lie below their list price, together (KPI 21).
  func discountDepth(ages: Range<Int>) -> KeyFigure {
    let sum = offerSum(ages: ages)
    guard sum.list > 0 else { return figure("discount-depth", .basisPoints, .missing(.noOffer)) }
    return figure(
      "discount-depth", .basisPoints,
      .known(.init(Ratio.basisPoints(sum.discount, of: sum.list), evidence: sum.evidence)))
  }

  /// Offers with a list price, added up.
  func offerSum(
    ages: Range<Int>
  ) -> (discount: Int128, list: Int128, evidence: [HealthFacts.Position]) {
    let offers = facts.offers.filter { ages.contains(age($0.day)) && $0.list > 0 }
    let list = offers.reduce(Int128(0)) { $0 + Int128($1.list) }
    let net = offers.reduce(Int128(0)) { $0 + Int128($1.net) }
    return (list - net, list, offers.map(\.position))
  }
}
