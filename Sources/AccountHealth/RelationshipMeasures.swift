import Money

extension AccountView {
  /// The roles a buying centre needs for a decision (KPI 18).
  private static let neededRoles: [HealthFacts.BuyingRole] = [.decider, .user, .influencer, .buyer]

  func buyingCentreCoverage(window: Int) -> Measurement {
    guard oldestInteraction != nil else { return .missing(.noInteraction) }
    let isAssessed = contacts.entries.contains { entry in
      entry.role.map(Self.neededRoles.contains) ?? false
    }
    guard isAssessed else { return .missing(.noBuyingRole) }
    // For each role the newest meeting with a contact who has it and is still there.
    var met: [(age: Int, meeting: HealthFacts.Position, role: HealthFacts.Position)?] =
      Array(repeating: nil, count: Self.neededRoles.count)
    for interaction in facts.interactions {
      let age = age(interaction.day)
      guard (0..<window).contains(age) else { continue }
      for contact in facts.contacts(of: interaction) {
        guard let entry = contacts[contact], !entry.hasLeft, let role = entry.role,
          let index = Self.neededRoles.firstIndex(of: role)
        else { continue }
        if let best = met[index], (best.age, best.meeting) <= (age, interaction.position) {
          continue
        }
        met[index] = (age, interaction.position, entry.rolePosition)
      }
    }
    let found = met.compactMap { $0 }
    return .known(
      .init(
        found.count * 10_000 / Self.neededRoles.count,
        evidence: Array(Set(found.flatMap { [$0.meeting, $0.role] }))))
  }

  /// Without any contact with the top level the days since the oldest interaction stand for it:
  /// it is at least so long ago.
  func daysSinceTopLevel() -> Measurement {
    guard let oldest = oldestInteraction else { return .missing(.noInteraction) }
    var best: (age: Int, position: HealthFacts.Position)?
    var first: (age: Int, position: HealthFacts.Position)?
    var isLevelKnown = false
    func consider(_ age: Int, _ position: HealthFacts.Position) {
      if let known = best, (known.age, known.position) <= (age, position) { return }
      best = (age, position)
    }
    for interaction in facts.interactions {
      let age = age(interaction.day)
      guard age >= 0 else { continue }
      if age == oldest, interaction.position < first?.position ?? .max {
        first = (age, interaction.position)
      }
      for contact in facts.contacts(of: interaction) {
        guard let entry = contacts[contact], entry.hierarchy != .unknown else { continue }
        isLevelKnown = true
        if entry.hierarchy == .cLevel { consider(age, interaction.position) }
      }
    }
    for review in facts.reviews where review.topLevelPresent && age(review.day) >= 0 {
      isLevelKnown = true
      consider(age(review.day), review.position)
    }
    guard isLevelKnown, let shown = best ?? first else { return .missing(.noKnownLevel) }
    return .known(.init(shown.age, evidence: [shown.position]))
  }

  /// Interactions by who took part from the customer's side (KPI 17).
  ///
  /// Contacts whose function nobody knows neither make nor unmake a meeting with purchasing alone.
  struct PurchasingCount {
    var purchasingOnly = 0
    var known = 0
    var evidence: [HealthFacts.Position] = []

    /// In basis points, rounded down; only with known interactions.
    var share: Int { purchasingOnly * 10_000 / known }
  }

  func purchasingCount(window: Int) -> PurchasingCount {
    var count = PurchasingCount()
    for interaction in facts.interactions where (0..<window).contains(age(interaction.day)) {
      var isKnown = false
      var isPurchasingOnly = true
      for contact in facts.contacts(of: interaction) {
        guard let function = contacts[contact]?.function, function != .unknown else { continue }
        isKnown = true
        if function != .purchasing { isPurchasingOnly = false }
      }
      guard isKnown else { continue }
      count.known += 1
      if isPurchasingOnly { count.purchasingOnly += 1 }
      count.evidence.append(interaction.position)
    }
    return count
  }

  func purchasingOnlyShare(window: Int, minimum: Int) -> Measurement {
    let count = purchasingCount(window: window)
    guard count.known > 0, count.known >= minimum else {
      return .missing(.tooFewInteractions(found: count.known, needed: minimum))
    }
    return .known(.init(count.share, evidence: count.evidence))
  }

  /// The plan version that is valid today, or else the newest one.
  var currentPlan: HealthFacts.AccountPlan? {
    let published = facts.plans.filter { age($0.published) >= 0 }
    let valid = published.filter { $0.from <= asOf && asOf < $0.to }
    return (valid.isEmpty ? published : valid)
      .max { ($0.published, $0.position) < ($1.published, $1.position) }
  }

  func planAge(alone: Int) -> Measurement {
    guard let plan = currentPlan else { return .missing(.noPlan) }
    let isAlone = plan.distinctFunctions == 1
    return .known(.init(isAlone ? alone : age(plan.published), evidence: [plan.position]))
  }
}

extension HealthFacts.AccountPlan {
  /// How many functions contributed (KPI 20); none if the contributors are not known.
  var distinctFunctions: Int { Set(contributorFunctions).count }
}
