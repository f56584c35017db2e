import LedgerEvents

extension MoneyValue {
  static func eur(_ minor: Int64) -> MoneyValue { of(minor, "EUR") }

  static func of(_ minor: Int64, _ currency: String) -> MoneyValue {
    var money = MoneyValue()
    money.minor = minor
    money.currency = currency
    return money
  }
}

extension Day {
  static func on(_ number: UInt32) -> Day {
    var day = Day()
    day.yyyymmdd = number
    return day
  }
}

extension CreditShare {
  static func of(_ employee: String, _ share: UInt32, as role: Role = .kam) -> CreditShare {
    var credit = CreditShare()
    credit.employeeID = employee
    credit.role = role
    credit.shareBp = share
    return credit
  }
}

extension CommissionLine {
  static func of(_ employee: String, _ amount: Int64) -> CommissionLine {
    var line = CommissionLine()
    line.employeeID = employee
    line.role = .kam
    line.ruleID = "new-business"
    line.basis = .eur(100_000_00)
    line.rateBp = 500
    line.shareBp = 10_000
    line.amount = .eur(amount)
    return line
  }
}

extension OrderBooked.Line {
  static func of(_ product: String, _ net: Int64) -> OrderBooked.Line {
    var line = OrderBooked.Line()
    line.productID = product
    line.quantity = 1
    line.net = .eur(net)
    return line
  }
}

extension PlanVersionPublished.Goal {
  static func of(_ id: String, due: UInt32 = 20_261_231) -> PlanVersionPublished.Goal {
    var goal = PlanVersionPublished.Goal()
    goal.goalID = id
    goal.kpi = "Umsatz"
    goal.target.money = .eur(1_000_000_00)
    goal.due = .on(due)
    return goal
  }
}
