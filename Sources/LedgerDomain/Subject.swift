/// The kinds of subject; each has its own state and its own rules.
package enum SubjectKind: String, Sendable, CaseIterable {
  case account
  case employee
  case plan
  case healthModel = "health-model"
  case ledger
}

/// How a subject is written: `ledger`, or a kind, a slash and an id.
package enum Subject {
  /// The kind of a subject, nil when there is no such kind or the id is missing.
  package static func kind(of subject: String) -> SubjectKind? {
    if subject == "ledger" { return .ledger }
    guard let slash = subject.utf8.firstIndex(of: UInt8(ascii: "/")),
      subject.utf8.index(after: slash) != subject.utf8.endIndex
    else { return nil }
    return switch subject[..<slash] {
    case "account": .account
    case "employee": .employee
    case "plan": .plan
    case "health-model": .healthModel
    default: nil
    }
  }

  static func id(of subject: String) -> Substring {
    guard let slash = subject.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "" }
    return subject[subject.utf8.index(after: slash)...]
  }
}

/// A set of subject kinds.
struct SubjectKinds: OptionSet, Sendable {
  let rawValue: UInt8

  static let account = SubjectKinds(rawValue: 1)
  static let employee = SubjectKinds(rawValue: 2)
  static let plan = SubjectKinds(rawValue: 4)
  static let healthModel = SubjectKinds(rawValue: 8)
  static let ledger = SubjectKinds(rawValue: 16)
  static let any: SubjectKinds = [.account, .employee, .plan, .healthModel, .ledger]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ kind: SubjectKind) {
    self =
      switch kind {
      case .account: .account
      case .employee: .employee
      case .plan: .plan
      case .healthModel: .healthModel
      case .ledger: .ledger
      }
  }

  /// "account/… or employee/…".
  var names: String {
    SubjectKind.allCases.filter { contains(SubjectKinds($0)) }
      .map { $0 == .ledger ? "ledger" : "\($0.rawValue)/…" }
      .joined(separator: " or ")
  }
}
