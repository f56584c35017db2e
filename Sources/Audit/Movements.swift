import Journal
import LedgerEvents
package import Money
package import Projections

/// Which events moved which amounts.
///
/// An event moved an amount when the amount known just before it was recorded is another than the
/// one known just after. That is asked of the records themselves, by computing twice, and of nothing
/// that was written down about them; so it also holds for events that act from afar, such as a plan.
package struct Movements: Sendable {
  /// Which lines are looked at.
  package struct Scope: Hashable, Sendable {
    package var payee: String?
    package var period: Period?
    package var line: String?
    package var deal: String?
    package var asOf: CalendarDay?

    package init(
      payee: String? = nil, period: Period? = nil, line: String? = nil, deal: String? = nil,
      asOf: CalendarDay? = nil
    ) {
      self.payee = payee
      self.period = period
      self.line = line
      self.deal = deal
      self.asOf = asOf
    }
  }

  /// An event and what it moved.
  package struct Movement: Sendable {
    package let event: TimelineEntry
    package let changes: [LineChange]
  }

  private let history: History

  package init(_ history: History) {
    self.history = history
  }

  /// The lines of a scope as they were known at a size.
  package func lines(_ scope: Scope, at size: UInt64) throws(ProjectionError) -> [CommissionEntry] {
    let query = try CommissionQuery(history, Clocks(asOf: scope.asOf, knownAt: .size(size)))
    return try query.lines(payee: scope.payee, period: scope.period).filter { line in
      (scope.line == nil || line.id == scope.line) && (scope.deal == nil || line.deal == scope.deal)
    }
  }

  /// What the record at `position` moved.
  package func changes(
    by position: UInt64, _ scope: Scope = Scope()
  ) throws(ProjectionError) -> [LineChange] {
    try LineChange.between(try lines(scope, at: position), try lines(scope, at: position + 1))
  }

  /// The events recorded in [from, to) that moved something of the scope, in the order of recording.
  ///
  /// The interval is halved until one event is left. A half whose ends agree in every line is not
  /// looked into, so an event whose effect another one of the same interval took back whole may be
  /// missing; `every` looks at each event that could have moved something.
  package func movements(
    _ scope: Scope, from: UInt64, to: UInt64, every: Bool = false,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(ProjectionError) -> [Movement] {
    let candidates = try candidates(from: from, to: to)
    guard let first = candidates.first, let last = candidates.last else { return [] }
    var search = Search(
      movements: self, scope: scope, candidates: candidates, every: every,
      known: [
        first: try lines(scope, at: first), last + 1: try lines(scope, at: last + 1),
      ])
    try search.run(0..<candidates.count, progress)
    let standpoint = try history.standpoint(Clocks(knownAt: .size(to)))
    var movements: [Movement] = []
    for (position, changes) in search.found {
      movements.append(
        Movement(event: try history.entry(at: position, standpoint), changes: changes))
    }
    return movements
  }

  /// The positions in [from, to) of events that could move an amount.
  private func candidates(from: UInt64, to: UInt64) throws(ProjectionError) -> [UInt64] {
    var found: [UInt64] = []
    do throws(JournalError) {
      try history.records.scan(from: from, to: to) { header, _ in
        if CommissionQuery.dependsOn(header.type) { found.append(header.position) }
      }
    } catch {
      throw .journal(error)
    }
    return found
  }

  /// The state of one search.
  private struct Search {
    let movements: Movements
    let scope: Scope
    let candidates: [UInt64]
    let every: Bool
    /// The lines at some sizes, kept as long as the search needs them.
    var known: [UInt64: [CommissionEntry]]
    var found: [(UInt64, [LineChange])] = []

    mutating func run(
      _ range: Range<Int>, _ progress: (Int, Int) -> Void
    ) throws(ProjectionError) {
      guard let first = range.first, let last = range.last else { return }
      let (start, end) = (candidates[first], candidates[last] + 1)
      let (before, after) = (try lines(at: start), try lines(at: end))
      let changes = try LineChange.between(before, after)
      if range.count == 1 {
        if !changes.isEmpty { found.append((start, changes)) }
        return progress(range.upperBound, candidates.count)
      }
      if changes.isEmpty, !every { return progress(range.upperBound, candidates.count) }
      let middle = range.lowerBound + range.count / 2
      // Between two candidates nothing moves, so the end of one half is the start of the other.
      let split = try lines(at: candidates[middle])
      known[candidates[middle - 1] + 1] = split
      known[candidates[middle]] = split
      try run(range.lowerBound..<middle, progress)
      known[candidates[middle - 1] + 1] = nil
      try run(middle..<range.upperBound, progress)
      known[candidates[middle]] = nil
    }

    private func lines(at size: UInt64) throws(ProjectionError) -> [CommissionEntry] {
      if let lines = known[size] { return lines }
      return try movements.lines(scope, at: size)
    }
  }
}
