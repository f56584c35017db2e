import LedgerEvents
import Money

/// The account's plans with their goals, and the joint initiatives.
struct AccountPlans: Equatable, Sendable {
  /// The newest version of each plan.
  private(set) var versions: [String: UInt32] = [:]
  private(set) var goals: Set<String> = []
  /// Whether each initiative is closed.
  private(set) var isClosed: [String: Bool] = [:]
}

extension AccountPlans {
  mutating func evolve(_ published: PlanVersionPublished) {
    versions[published.planID] = max(versions[published.planID] ?? 0, published.version)
    for goal in published.goals { goals.insert(goal.goalID) }
  }

  mutating func evolve(_ started: InitiativeStarted) {
    guard isClosed[started.initiativeID] == nil else { return }
    isClosed[started.initiativeID] = false
  }

  mutating func evolve(_ closed: InitiativeClosed) {
    guard isClosed[closed.initiativeID] != nil else { return }
    isClosed[closed.initiativeID] = true
  }
}

extension AccountPlans {
  func decide(_ published: PlanVersionPublished, _ terms: LedgerTerms) throws(Rejection) {
    try Required.identifier(published.planID, at: "plan_id")
    try Rejection.check(
      published.version, follows: versions[published.planID], of: "account plan \(published.planID)"
    )
    let from = try Required.day(published.from, at: "from")
    _ = try Required.end(published.to, after: from, at: "to")
    var seen: Set<String> = []
    for goal in published.goals {
      try Required.identifier(goal.goalID, at: "goals.goal_id")
      guard seen.insert(goal.goalID).inserted else {
        throw Rejection(
          .duplicateGoal, at: "goals.goal_id",
          "goal \(goal.goalID) stands there twice; give each goal an id of its own")
      }
      try Required.text(goal.kpi, at: "goals.kpi")
      if goal.hasBaseline { try terms.quantity(goal.baseline, at: "goals.baseline") }
      try terms.quantity(goal.target, at: "goals.target")
      let due = try Required.day(goal.due, at: "goals.due")
      try Rejection.check(due, notBefore: from, of: "the plan of goal \(goal.goalID)")
    }
    for contributor in published.contributors {
      try Required.identifier(contributor.employeeID, at: "contributors.employee_id")
    }
    if published.hasDocumentSha256 {
      try Required.digest(published.documentSha256, at: "document_sha256")
    }
  }

  func decide(_ reviewed: PlanGoalReviewed, _ terms: LedgerTerms) throws(Rejection) {
    guard goals.contains(reviewed.goalID) else {
      throw .unknown(.goal, reviewed.goalID, at: "goal_id")
    }
    if reviewed.hasActual { try terms.quantity(reviewed.actual, at: "actual") }
    try Required.choice(reviewed.status, at: "status")
  }

  func decide(_ started: InitiativeStarted, _ terms: LedgerTerms) throws(Rejection) {
    try Required.identifier(started.initiativeID, at: "initiative_id")
    guard isClosed[started.initiativeID] == nil else {
      throw .duplicate(.initiative, started.initiativeID, at: "initiative_id")
    }
    try Required.choice(started.kind, at: "kind")
    if started.hasExpectedBenefit {
      try terms.minor(started.expectedBenefit, .notNegative, at: "expected_benefit")
    }
  }

  func decide(_ closed: InitiativeClosed, _ terms: LedgerTerms) throws(Rejection) {
    guard let isClosed = isClosed[closed.initiativeID] else {
      throw .unknown(.initiative, closed.initiativeID, at: "initiative_id")
    }
    guard !isClosed else {
      throw Rejection(
        .initiativeClosed, at: "initiative_id",
        "initiative \(closed.initiativeID) is closed already; start a new one with its own id")
    }
    if closed.hasBenefit { try terms.minor(closed.benefit, .any, at: "benefit") }
  }

  func decide(
    _ presented: ValuePropositionPresented, of fact: Fact, _ contacts: Contacts,
    _ terms: LedgerTerms
  ) throws(Rejection) {
    try contacts.require(presented.contactIds, on: fact.day, at: "contact_ids")
    try terms.minor(presented.customerBenefit, .notNegative, at: "customer_benefit")
    try Required.text(presented.basis, at: "basis")
  }
}

extension Rejection {
  /// Versions are counted upwards from 1, and each is published once.
  static func check(
    _ version: UInt32, follows last: UInt32?, of what: @autoclosure () -> String
  ) throws(Rejection) {
    try Required.range(version, 1...1_000_000, at: "version")
    guard let last, version <= last else { return }
    throw Rejection(
      .versionNotAscending, at: "version",
      "\(what()) has version \(last) already; give this one a higher number")
  }
}

extension AccountPlans: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(versions)
    writer.write(goals)
    writer.write(isClosed)
  }

  init(from reader: inout StateReader) {
    versions = reader.read()
    goals = reader.read()
    isClosed = reader.read()
  }
}
