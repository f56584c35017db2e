import AccountHealth
package import Money

/// The days a question is about: a month, quarter or year, or any span.
package enum KPISpan: Hashable, Sendable, CustomStringConvertible {
  case period(Period)
  /// From a day to before another.
  case days(CalendarDay, CalendarDay)

  package var description: String {
    switch self {
    case .period(let period): "\(period)"
    case .days(let from, let to): "\(from) to before \(to)"
    }
  }

  static func year(of day: CalendarDay) throws(ProjectionError) -> KPISpan {
    do throws(MoneyError) {
      return .period(try Period(.year, of: day))
    } catch {
      throw .arithmetic(error)
    }
  }

  /// Nil where no day of it has come by `today`.
  func period(today: CalendarDay) throws(ProjectionError) -> KPIPeriod? {
    do throws(MoneyError) {
      switch self {
      case .period(let period): return try KPIPeriod(period, today: today)
      case .days(let from, let to): return try KPIPeriod(from: from, to: to, today: today)
      }
    } catch {
      throw .arithmetic(error)
    }
  }
}
