import Money

/// Who held which role, who reported to whom and what was agreed, as far as it was known.
struct Team: Sendable {
  private var assignments: [Post: [Assignment]]
  private let reporting: [Name: [Reporting]]
  private var splits: [SplitDeal: AgreedSplit]
  private let employments: [Name: [Employment]]
  private let payTerms: [Name: [PayTerms]]
  private let knownAt: UInt64

  private struct SplitDeal: Hashable {
    let id: Name
    let type: DealType
  }

  private struct Post: Hashable {
    let account: Name
    let role: Role
  }

  init(_ facts: CommissionFacts, knownAt: UInt64) {
    self.knownAt = knownAt
    assignments = Self.posts(facts.assignments, knownAt)
    splits = Self.byDeal(facts.splits, knownAt)
    // The fact in force comes first: the latest beginning, among equals the one known last.
    reporting = Dictionary(
      grouping: facts.reporting.filter { $0.position <= knownAt }, by: \.employee
    ).mapValues { $0.sorted { ($0.from, $0.position) > ($1.from, $1.position) } }
    employments = Dictionary(
      grouping: facts.employments.filter { $0.position <= knownAt }, by: \.employee
    ).mapValues { $0.sorted { $0.position < $1.position } }
    payTerms = Dictionary(
      grouping: facts.payTerms.filter { $0.position <= knownAt }, by: \.employee
    ).mapValues { $0.sorted { ($0.from, $0.position) > ($1.from, $1.position) } }
  }

  /// The same with these assignments and splits in the place of those that are known.
  func knowing(_ assignments: [Assignment], _ splits: [AgreedSplit]) -> Team {
    var other = self
    other.assignments = Self.posts(assignments, knownAt)
    other.splits = Self.byDeal(splits, knownAt)
    return other
  }

  private static func posts(
    _ assignments: [Assignment], _ knownAt: UInt64
  ) -> [Post: [Assignment]] {
    Dictionary(
      grouping: assignments.filter { $0.position <= knownAt },
      by: { Post(account: $0.account, role: $0.role) }
    ).mapValues { $0.sorted { $0.position < $1.position } }
  }

  private static func byDeal(
    _ splits: [AgreedSplit], _ knownAt: UInt64
  ) -> [SplitDeal: AgreedSplit] {
    Dictionary(
      splits.filter { $0.position <= knownAt }.map {
        (SplitDeal(id: $0.deal, type: $0.dealType), $0)
      }, uniquingKeysWith: { $0.position >= $1.position ? $0 : $1 })
  }

  /// The assignments of a role on an account that are in force that day, the earliest recorded first,
  /// each employee once.
  func holders(of role: Role, on account: Name, at day: CalendarDay) -> [Assignment] {
    let known = assignments[Post(account: account, role: role)] ?? []
    func isInForce(_ assignment: Assignment) -> Bool {
      assignment.from <= day && !hasEnded(assignment, by: day)
    }
    // Nearly always one, which then needs no list of its own.
    if known.count == 1 { return isInForce(known[0]) ? known : [] }
    var holders: [Assignment] = []
    for assignment in known where isInForce(assignment) {
      guard !holders.contains(where: { $0.employee == assignment.employee }) else { continue }
      holders.append(assignment)
    }
    return holders
  }

  private func hasEnded(_ assignment: Assignment, by day: CalendarDay) -> Bool {
    guard let ending = assignment.ending, ending.position <= knownAt else { return false }
    return ending.day <= day
  }

  func manager(of employee: Name, at day: CalendarDay) -> Reporting? {
    reporting[employee]?.first { $0.from <= day }
  }

  func split(of deal: Deal) -> AgreedSplit? {
    splits[SplitDeal(id: deal.id, type: deal.type)]
  }

  /// Everybody with pay terms.
  var salaried: [Name] { Array(payTerms.keys) }

  /// The pay terms in force on a day.
  func payTerms(of employee: Name, on day: CalendarDay) -> PayTerms? {
    payTerms[employee]?.first { $0.from <= day }
  }

  /// Whether somebody was employed on a day; true where nothing is known about it.
  func isEmployed(_ employee: Name, on day: CalendarDay) -> Bool {
    guard let known = employments[employee] else { return true }
    // Who left may come back.
    return known.contains { employment in
      guard employment.from <= day else { return false }
      guard let ending = employment.ending, ending.position <= knownAt else { return true }
      return day < ending.day
    }
  }

  /// Where the facts about somebody's employment became known.
  func employmentPositions(of employee: Name) -> [UInt64] {
    let known = employments[employee] ?? []
    let endings = known.compactMap(\.ending?.position).filter { $0 <= knownAt }
    return Set(known.map(\.position) + endings).sorted()
  }
}
