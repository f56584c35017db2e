import AccountHealth
import LedgerEvents
package import Money
package import Projections

/// From a figure to its events, and from an event to every figure that it moved.
package struct TraceQuery: Sendable {
  private let history: History
  package let speaksFor: Standpoint
  private let book: StatementBook

  package init(_ history: History, _ clocks: Clocks = Clocks()) throws(ProjectionError) {
    self.history = history
    speaksFor = try history.standpoint(clocks)
    book = try StatementBook(history, speaksFor)
  }

  /// Everything that one event moved.
  package struct Effects: Sendable {
    package let event: TimelineEntry
    /// The commission lines whose amounts are others since.
    package let lines: [LineChange]
    /// Lines of issued statements that state or correct one of these, or name the event.
    package let stated: [StatedLine]
    package let payouts: [StatementBook.Payout]
    package let health: HealthMove?
  }

  package struct StatedLine: Hashable, Sendable {
    package let statement: String
    package let position: UInt64
    package let line: StatementDocument.Line
  }

  /// A score just before the event was recorded and just after, for the same day.
  package struct HealthMove: Hashable, Sendable {
    package let account: String
    package let day: CalendarDay
    package let before: Int?
    package let after: Int?
  }

  /// Follows the event at `position` to every figure.
  ///
  /// The health score is that of the day of recording, or of the as-of day.
  package func effects(
    of position: UInt64, asOf: CalendarDay? = nil
  ) throws(ProjectionError) -> Effects {
    let event = try history.entry(at: position, speaksFor)
    var changes: [LineChange] = []
    if CommissionQuery.dependsOn(event.stored.header.type) {
      changes = try Movements(history).changes(by: position, .init(asOf: asOf))
    }
    let moved = Set(changes.map(\.id))
    var stated: [StatedLine] = []
    for issued in book.issued.values.joined() where issued.position > position {
      for line in issued.document.lines {
        // What was issued on an older basis did not know the event.
        let isMoved = moved.contains(line.id) && issued.document.basisSize > position
        guard isMoved || line.position == position || line.correction?.position == position else {
          continue
        }
        stated.append(
          StatedLine(
            statement: issued.document.id, position: issued.position, line: line))
      }
    }
    stated.sort { ($0.position, $0.line.id) < ($1.position, $1.line.id) }
    let statements = Set(stated.map(\.statement))
    return Effects(
      event: event, lines: changes, stated: stated,
      payouts: book.payouts.filter { !statements.isDisjoint(with: $0.statements) },
      health: try health(event, asOf))
  }

  private func health(
    _ event: TimelineEntry, _ asOf: CalendarDay?
  ) throws(ProjectionError) -> HealthMove? {
    guard event.stored.subject.hasPrefix("account/") else { return nil }
    var day = event.day
    if let asOf {
      day = asOf
    } else if let recorded = try? event.stored.recorded.day(offsetSeconds: 0) {
      day = recorded
    }
    let before = try score(event.account, day, event.stored.position)
    let after = try score(event.account, day, event.stored.position + 1)
    guard before != after else { return nil }
    return HealthMove(account: event.account, day: day, before: before, after: after)
  }

  private func score(
    _ account: String, _ day: CalendarDay, _ size: UInt64
  ) throws(ProjectionError) -> Int? {
    do throws(ProjectionError) {
      return try HealthQuery(history).assess(
        account, clocks: Clocks(asOf: day, knownAt: .size(size))
      ).assessment.score
    } catch {
      if case .unknownAccount = error { return nil }
      throw error
    }
  }

  /// The events that a commission line rests on: those of its derivation, in the order of recording.
  package func sources(of line: CommissionEntry) throws(ProjectionError) -> [TimelineEntry] {
    var entries: [TimelineEntry] = []
    for position in line.sources where position < speaksFor.size {
      entries.append(try history.entry(at: position, speaksFor))
    }
    return entries
  }
}

extension TraceQuery {
  /// Every statement that states or corrects the line with this id, in the order of issuing.
  package func statements(with line: String) -> [StatedLine] {
    book.issued.values.joined().sorted { $0.position < $1.position }.flatMap { issued in
      issued.document.lines.filter { $0.id == line }.map { line in
        StatedLine(statement: issued.document.id, position: issued.position, line: line)
      }
    }
  }
}
