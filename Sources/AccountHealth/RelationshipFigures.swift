import Money

extension AccountView {
  /// Promoters (9, 10) minus detractors (0 to 6) of the newest answers (KPI 11).
  ///
  /// Only answers on the scale 0 to 10 count: another scale has no agreed promoters.
  func netPromoterScore(window: Int) -> KeyFigure {
    let answers = newestAnswers(window: window) { $0 == .nps }
      .filter { $0.worst == 0 && $0.best == 10 }
    guard !answers.isEmpty else { return figure("nps", .hundredths, .missing(.noAnswer)) }
    let balance = answers.reduce(0) { sum, answer in
      if answer.score >= 9 { return sum + 1 }
      return answer.score <= 6 ? sum - 1 : sum
    }
    let score = Ratio.basisPoints(Int128(balance), of: Int128(answers.count))
    return figure(
      "nps", .hundredths, .known(.init(score, evidence: answers.map(\.position))))
  }

  /// Contacts met for the first time in the window, of all met in it (KPI 19).
  func newContacts(ages: Range<Int>) -> KeyFigure {
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
    guard !metInWindow.isEmpty else {
      return figure("new-contacts", .basisPoints, .missing(.noInteraction))
    }
    let new = firstMet.filter { ages.contains($0.age) }
    return figure(
      "new-contacts", .basisPoints,
      .known(
        .init(new.count * 10_000 / metInWindow.count, evidence: Array(Set(new.map(\.position))))),
      count: metInWindow.count)
  }

  /// Interactions about a discount, of all (KPI 21).
  func discountTalk(ages: Range<Int>) -> KeyFigure {
    let held = facts.interactions.filter { ages.contains(age($0.day)) }
    guard !held.isEmpty else {
      return figure("discount-talk", .basisPoints, .missing(.noInteraction))
    }
    let talks = held.filter { $0.topics.contains(.discount) }.map(\.position)
    return figure(
      "discount-talk", .basisPoints,
      .known(.init(talks.count * 10_000 / held.count, evidence: talks)), count: held.count)
  }

  /// What offers lie below their list price, together (KPI 21).
  func discountDepth(ages: Range<Int>) -> KeyFigure {
    let offers = facts.offers.filter { ages.contains(age($0.day)) && $0.list > 0 }
    let list = offers.reduce(Int128(0)) { $0 + Int128($1.list) }
    let net = offers.reduce(Int128(0)) { $0 + Int128($1.net) }
    guard list > 0 else { return figure("discount-depth", .basisPoints, .missing(.noOffer)) }
    return figure(
      "discount-depth", .basisPoints,
      .known(
        .init(Ratio.basisPoints(list - net, of: list), evidence: offers.map(\.position))))
  }
}
