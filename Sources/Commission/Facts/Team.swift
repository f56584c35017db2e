import Money

/// Who held which role, who reported to whom and what was agreed, as far as it was known.
struct Team: Sendable {
  private let assignments: [Post: [Assignment]]
  private let reporting: [Name: [Reporting]]
  private let splits: [Name: AgreedSplit]
  private let knownAt: UInt64

  private struct Post: Hashable {
    let account: Name
    let role: Role
  }

  init(_ facts: CommissionFacts, knownAt: UInt64) {
    self.knownAt = knownAt
    assignments = Dictionary(
      grouping: facts.assignments.filter { $0.position <= knownAt },
      by: { Post(account: $0.account, role: $0.role) }
    ).mapValues { $0.sorted { $0.position < $1.position } }
    // The fact in force comes first: the latest beginning, among equals the one known last.
    reporting = Dictionary(
      grouping: facts.reporting.filter { $0.position <= knownAt }, by: \.employee
    ).mapValues { $0.sorted { ($0.from, $0.position) > ($1.from, $1.position) } }
    splits = Dictionary(
      facts.splits.filter { $0.position <= knownAt }.map { ($0.deal, $0) },
      uniquingKeysWith: { $0.position >= $1.position ? $0 : $1 })
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

  func split(of deal: Name) -> AgreedSplit? { splits[deal] }
}
