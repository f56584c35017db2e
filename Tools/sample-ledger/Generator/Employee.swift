/// One of our own people, known by a kind and a number only.
struct Employee: Equatable {
  let kind: StaticString
  let number: Int

  static func == (left: Employee, right: Employee) -> Bool {
    left.kind.description == right.kind.description && left.number == right.number
  }

  static let head = Employee(kind: "head", number: 1)
  /// The systems that record by themselves.
  static let orderSystem = Employee(kind: "erp", number: 1)
  static let surveySystem = Employee(kind: "survey", number: 1)

  /// A key account manager looks after fifteen accounts, the lower end of what is usual.
  static let portfolio = 15

  static func keyAccountManager(of account: Int) -> Employee {
    Employee(kind: "kam", number: account / portfolio + 1)
  }

  /// Key account managers hand over in pairs, so that a ledger with more accounts changes nothing
  /// about the others.
  var partner: Employee {
    Employee(kind: kind, number: ((number - 1) ^ 1) + 1)
  }

  static func fieldSales(of account: Int) -> Employee {
    Employee(kind: "fs", number: account / 20 + 1)
  }

  static func salesManager(of account: Int) -> Employee {
    Employee(kind: "sm", number: account / 120 + 1)
  }

  static func support(of account: Int) -> Employee {
    Employee(kind: "sup", number: account / 60 + 1)
  }
}
