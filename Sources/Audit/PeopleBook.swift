import LedgerEvents
import Money
import Projections

/// Who was employed, who reported to whom and who held which role, as far as was known at a time.
struct PeopleBook {
  private struct Employment {
    var from: CalendarDay?
    var until: CalendarDay?
    /// Managers with the first day they hold; nil where there is none from then on.
    var managers: [(from: CalendarDay, position: UInt64, manager: String?)] = []

    /// The latest beginning holds, whatever the order of recording; among equals the one recorded
    /// last.
    func manager(on day: CalendarDay) -> String? {
      managers.filter { $0.from <= day }
        .max { ($0.from, $0.position) < ($1.from, $1.position) }?.manager
    }
  }

  private struct Holding {
    let account: String
    let employee: String
    let role: String
    let from: CalendarDay
    var until: CalendarDay?
  }

  private var employments: [String: Employment] = [:]
  private var holdings: [String: Holding] = [:]

  static func isWanted(_ type: UInt32) -> Bool {
    switch type {
    case EmployeeRegistered.typeNumber, EmployeeManagerChanged.typeNumber,
      EmployeeLeft.typeNumber, AssignmentStarted.typeNumber, AssignmentEnded.typeNumber:
      true
    default: false
    }
  }

  /// Takes up an event; one that cannot be read says nothing about anybody.
  mutating func take(_ entry: TimelineEntry) {
    guard !entry.isRetracted else { return }
    switch entry.data {
    case .employeeRegistered(let event):
      guard let from = try? event.validFrom.calendarDay else { return }
      employments[event.employeeID, default: Employment()].from = from
      employments[event.employeeID]?.managers.append(
        (from, entry.stored.position, event.hasManagerID ? event.managerID : nil))
    case .employeeManagerChanged(let event):
      guard let from = try? event.validFrom.calendarDay else { return }
      employments[event.employeeID, default: Employment()].managers.append(
        (from, entry.stored.position, event.managerID))
    case .employeeLeft(let event):
      employments[event.employeeID, default: Employment()].until = try? event.validTo.calendarDay
    case .assignmentStarted(let event):
      guard let from = try? event.validFrom.calendarDay else { return }
      let key = "\(entry.stored.subject) \(event.assignmentID)"
      holdings[key] = Holding(
        account: entry.account, employee: event.employeeID,
        role: "\(event.role)", from: from, until: nil)
    case .assignmentEnded(let event):
      let key = "\(entry.stored.subject) \(event.assignmentID)"
      holdings[key]?.until = try? event.validTo.calendarDay
    default: return
    }
  }

  func isKnown(_ employee: String) -> Bool { employments[employee]?.from != nil }

  /// The first day on which somebody was no longer employed, where that was by `day`.
  func left(_ employee: String, by day: CalendarDay) -> CalendarDay? {
    employments[employee]?.until.flatMap { $0 <= day ? $0 : nil }
  }

  /// Whether `manager` stands above `employee` on a day, directly or not.
  func isManager(_ manager: String, of employee: String, on day: CalendarDay) -> Bool {
    var seen: Set<String> = [employee]
    var next = employee
    while let above = employments[next]?.manager(on: day), seen.insert(above).inserted {
      if above == manager { return true }
      next = above
    }
    return false
  }

  /// The role that somebody holds on an account on a day.
  func role(of employee: String, on account: String, _ day: CalendarDay) -> String? {
    holdings.values.filter {
      $0.employee == employee && $0.account == account && $0.from <= day
        && $0.until.map { day < $0 } ?? true
    }.map(\.role).sorted().first
  }
}
