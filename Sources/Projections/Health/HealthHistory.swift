import AccountHealth
import LedgerEvents
import Money

/// What is known of one account, ready to be told up to any of some days.
struct HealthHistory {
  /// The account's facts up to a day, and what could not be understood on the way.
  struct Told {
    let builder: HealthFactsBuilder
    let quarantined: [UnreadableEvent]
    /// Whether there is anything of the account by that day.
    let isKnown: Bool

    var facts: HealthFacts { builder.facts }
  }

  private let families: [CalendarDay: [String]]
  /// In the order of their days, and of their positions on one day: what a cancellation takes back
  /// depends on what was amended before its day.
  let events: [HeldEvent]
  private let unreadable: [UnreadableEvent]

  /// Reads the account, together with those that are merged into it on one of `days`.
  ///
  /// With `tellingOnly` the events that say nothing about health are not even decoded.
  init(
    _ account: String, _ history: History, _ standpoint: Standpoint, days: [CalendarDay],
    tellingOnly: Bool = false
  ) throws(ProjectionError) {
    var families: [CalendarDay: [String]] = [:]
    var accounts: [String] = []
    for day in days where families[day] == nil {
      let family = try history.family(of: account, at: standpoint.asOf(day))
      families[day] = family
      accounts += family.filter { !accounts.contains($0) }
    }
    self.families = families
    let types = HealthFactsBuilder.tellingTypes
    var stream = try history.events(
      of: accounts.map { "account/\($0)" }, at: standpoint, isDated: false
    ) { !tellingOnly || types.contains($0) }
    stream.events.sort { ($0.day, $0.position) < ($1.day, $1.position) }
    events = stream.events
    unreadable = stream.unreadable
  }

  /// The facts of what happened by `day`, which must be one of the days it was read for.
  func told(by day: CalendarDay) -> Told {
    let family = families[day] ?? []
    let subjects = Set(family.map { "account/\($0)" })
    var builder = HealthFactsBuilder(accounts: family)
    var quarantined = unreadable.filter { subjects.contains($0.subject) }
    var isKnown = !quarantined.isEmpty
    for event in events {
      guard event.day <= day else { break }
      guard families.count == 1 || subjects.contains(event.stored.subject) else { continue }
      isKnown = true
      do {
        try builder.take(event)
      } catch {
        quarantined.append(
          UnreadableEvent(
            position: event.position, subject: event.stored.subject, reason: "\(error)"))
      }
    }
    return Told(builder: builder, quarantined: quarantined, isKnown: isKnown)
  }
}

extension Standpoint {
  /// The same knowledge, cut at another day.
  func asOf(_ day: CalendarDay) -> Standpoint { Standpoint(size: size, root: root, asOf: day) }
}

extension CalendarDay {
  /// The last days of the quarters that ended by this day, the newest last.
  func quarterEnds(_ count: Int) throws(MoneyError) -> [CalendarDay] {
    var quarter = try Period(.quarter, of: self)
    if try quarter.end.adding(days: -1) > self { quarter = try quarter.previous }
    var ends: [CalendarDay] = []
    for _ in 0..<count {
      ends.append(try quarter.end.adding(days: -1))
      quarter = try quarter.previous
    }
    return ends.reversed()
  }
}
