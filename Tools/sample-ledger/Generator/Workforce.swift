/// Our own people, known to the ledger before the first account is.
struct Workforce {
  private let accounts: Int
  private var eventCount = 0

  init(accounts: Int) {
    self.accounts = accounts
  }

  /// Registers everybody, superiors first, on the ledger's first day.
  mutating func register(_ day: inout SampleDay) {
    let last = accounts - 1
    enter(.head, under: nil, &day)
    enter(.orderSystem, under: nil, &day)
    enter(.surveySystem, under: nil, &day)
    for number in 1...Employee.salesManager(of: last).number {
      enter(Employee(kind: "sm", number: number), under: .head, &day)
    }
    // Always an even number, because they hand over in pairs.
    let managers = Employee.keyAccountManager(of: last).number
    for number in 1...managers + managers % 2 {
      let place = min(last, (number - 1) * Employee.portfolio)
      enter(
        Employee(kind: "kam", number: number), under: .salesManager(of: place), &day)
    }
    for number in 1...Employee.fieldSales(of: last).number {
      let place = min(last, (number - 1) * 20)
      enter(Employee(kind: "fs", number: number), under: .salesManager(of: place), &day)
    }
    for number in 1...Employee.support(of: last).number {
      enter(Employee(kind: "sup", number: number), under: .head, &day)
    }
  }

  private mutating func enter(
    _ employee: Employee, under manager: Employee?, _ day: inout SampleDay
  ) {
    eventCount += 1
    let subject = Array("employee/\(employee.kind)-\(employee.number)".utf8)
    // In the half hour before the first business of the day.
    day.beginEvent(
      "employee.registered", subject: subject, idKind: "-e-", order: 0, number: eventCount,
      second: SampleDay.opening - 1_800 + min(1_799, eventCount), precision: .second, actor: .head)
    day.lines.member("employee_id", employee)
    if let manager { day.lines.member("manager_id", manager) }
    day.lines.member("region", employee.number % 2 == 1 ? "Nord" : "Süd")
    day.lines.member("valid_from", day: day.day)
    day.endEvent()
  }
}
