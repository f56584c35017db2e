package import Money

/// One thing an account has on a day: a contract, a contact, an invoice, with what is known of it.
package struct StandingThing: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case account, role, contact, plan, goal, initiative, opportunity, offer, contract, order
    case invoice, escalation, action, handover, override, sentiment
  }

  /// A figure or word about the thing, with the events that say so.
  package struct Member: Sendable, Equatable {
    package let name: String
    package let value: StandingValue
    /// Positions, ascending.
    package let events: [UInt64]
  }

  package let kind: Kind
  package let id: String
  /// The account whose event made it known; with merged accounts not always the one asked for.
  package let account: String
  /// In the order in which they were learnt.
  package private(set) var members: [Member] = []
  /// Whether it still matters: not decided, ended, paid or past.
  package var isOpen = true

  init(_ kind: Kind, _ id: String, account: String) {
    self.kind = kind
    self.id = id
    self.account = account
  }

  package subscript(name: String) -> StandingValue? {
    members.first { $0.name == name }?.value
  }

  /// Every event that says something about it, ascending.
  package var events: [UInt64] { Set(members.flatMap(\.events)).sorted() }

  package func day(_ name: String) -> CalendarDay? {
    if case .day(let day) = self[name] { day } else { nil }
  }

  package func amount(_ name: String) -> Amount? {
    if case .money(let amount) = self[name] { amount } else { nil }
  }

  package func text(_ name: String) -> String? {
    switch self[name] {
    case .text(let text), .choice(let text): text
    default: nil
    }
  }

  package func flag(_ name: String) -> Bool {
    if case .flag(true) = self[name] { true } else { false }
  }

  package func number(_ name: String) -> Int64? {
    if case .number(let number) = self[name] { number } else { nil }
  }

  /// The events behind some members, for one that follows from them.
  func events(of names: String...) -> [UInt64] {
    Set(members.filter { names.contains($0.name) }.flatMap(\.events)).sorted()
  }

  /// Gives a member its value; nil takes the member away.
  mutating func set(_ name: String, _ value: StandingValue?, _ events: [UInt64]) {
    let place = members.firstIndex { $0.name == name }
    guard let value else {
      if let place { members.remove(at: place) }
      return
    }
    let member = Member(name: name, value: value, events: events.sorted())
    if let place { members[place] = member } else { members.append(member) }
  }

  /// Adds to an amount; throws where the currencies differ or the sum leaves its range.
  mutating func add(_ name: String, _ amount: Amount, _ events: [UInt64]) throws(MoneyError) {
    guard let before = self.amount(name) else { return set(name, .money(amount), events) }
    set(name, .money(try before.adding(amount)), self.events(of: name) + events)
  }
}

/// A figure or word about a thing.
package enum StandingValue: Hashable, Sendable {
  case text(String)
  /// One of a fixed list, in words: "field sales".
  case choice(String)
  case day(CalendarDay)
  case money(Amount)
  case number(Int64)
  /// Basis points.
  case share(Int64)
  case flag(Bool)
  case list([String])
}

extension StandingValue: CustomStringConvertible {
  package var description: String {
    switch self {
    case .text(let text), .choice(let text): text
    case .day(let day): "\(day)"
    case .money(let amount): Wording.money(amount)
    case .number(let number): "\(number)"
    case .share(let points): Wording.percent(points)
    case .flag(let flag): flag ? "yes" : "no"
    case .list(let texts): texts.joined(separator: ", ")
    }
  }
}
