import Money

/// One payee's part in a deal under one clause.
struct Credit: Sendable {
  let payee: Name
  let label: CreditLabel
  /// The rate of the party through which the payee is credited, where it has its own.
  let rate: Rate?
  /// Position of the fact that made the payee one.
  let evidence: UInt64
  var weight: Int64 = 1
  /// The most that one order pays as this party.
  var cap: Amount?
  /// The payees below, whose commission is taken from this one's.
  var deducts: [Name] = []
  /// Whether the payee owes us the amount.
  var isClaim = false
  /// Whether this clause pays the share; another clause may pay it instead.
  var isPaidHere = true
  /// Index into `Crediting.groups`.
  fileprivate(set) var group = 0
}

/// Who is credited by a clause, in groups that each stand for one party.
///
/// In a split the groups divide the deal by their weights; with full credit each group has its share of
/// the whole deal. Inside a group the holders divide what the group has.
struct Crediting: Sendable {
  struct Group: Sendable {
    let share: Rate
    let weight: Int64
    fileprivate(set) var holders: Range<Int>
  }

  /// Never `inDoubtBoth`, which is full credit for each until somebody agrees otherwise.
  private(set) var mode: CreditMode
  /// Whether each is credited in full because it is not known who sold it.
  private(set) var isInDoubt = false
  private(set) var groups: [Group] = []
  private(set) var credits: [Credit] = []

  init(mode: CreditMode, isInDoubt: Bool = false) {
    self.mode = mode == .inDoubtBoth ? .fullEach : mode
    self.isInDoubt = isInDoubt
  }

  /// Begins a party, whose holders follow; it takes its weight also when it has none.
  mutating func beginParty(share: Rate, weight: Int64) {
    groups.append(Group(share: share, weight: weight, holders: credits.count..<credits.count))
  }

  /// Adds a holder of the party begun last.
  ///
  /// In full, each holder becomes a group of its own; otherwise the holders divide the group.
  mutating func addHolder(_ holder: Credit) {
    if mode == .fullEach, let party = groups.last, !party.holders.isEmpty {
      beginParty(share: party.share, weight: party.weight)
    }
    addSharer(holder)
  }

  mutating func change(_ index: Int, _ body: (inout Credit) -> Void) { body(&credits[index]) }

  private mutating func addSharer(_ holder: Credit) {
    var holder = holder
    holder.group = groups.count - 1
    credits.append(holder)
    groups[holder.group].holders = groups[holder.group].holders.lowerBound..<credits.count
  }

  /// Adds an agreed split in the place of the clause's seller and roles, with their part of the whole.
  mutating func add(
    _ split: AgreedSplit, replacing selected: PublishedClause
  ) throws(MoneyError) {
    let (clause, shares) = (selected.clause, selected.shares)
    let replaced = clause.parties.indices.filter { !clause.parties[$0].staysWithSplit }
    guard !replaced.isEmpty else { return }
    let holders = try holders(of: split, clause)
    let weight = replaced.reduce(0) { $0 + shares.parts[$1] }
    let divided = clause.mode == .split
    isInDoubt = false
    let share = divided ? try? Rate(numerator: weight, denominator: shares.whole) : nil
    if split.mode == .fullEach { mode = .fullEach }
    for (index, holder) in holders.enumerated() {
      if index == 0 || split.mode == .fullEach {
        beginParty(share: share ?? .one, weight: weight)
      }
      addSharer(holder)
    }
  }

  /// A share's role chooses the party; where no party has it, the seller's rate holds, and where there
  /// is no seller either, another clause pays the share.
  private func holders(
    of split: AgreedSplit, _ clause: Clause
  ) throws(MoneyError) -> [Credit] {
    let seller = clause.parties.first { $0.who == .seller }
    var holders: [Credit] = []
    for share in split.shares {
      let party = share.role.flatMap { role in clause.parties.first { $0.who == .role(role) } }
      let credit = Credit(
        payee: share.employee, label: .agreed(share.role), rate: (party ?? seller)?.rate,
        evidence: split.position, weight: share.weight, cap: (party ?? seller)?.cap,
        isPaidHere: share.role == nil || party != nil || seller != nil)
      let same = holders.firstIndex { $0.payee == credit.payee && $0.label == credit.label }
      if let same {
        holders[same].weight = try holders[same].weight.adding(
          credit.weight, in: "the sum of the shares")
      } else {
        holders.append(credit)
      }
    }
    return holders
  }

  /// With full credit a payee is credited once by a clause, as the party that stands first in it.
  ///
  /// Who has several shares of one group keeps them: they divide it, and no share counts twice. Of
  /// 1,000.00 agreed as 40 % and 30 % for one and 30 % for another they have 700.00 and 300.00.
  /// Returns the payees of whom a second credit was removed.
  mutating func removeSecondFullCredits() -> [Name] {
    guard mode == .fullEach, hasPayeeTwice else { return [] }
    var removed: [Name] = []
    var kept = Crediting(mode: mode, isInDoubt: isInDoubt)
    for group in groups {
      let earlier = kept.credits
      kept.beginParty(share: group.share, weight: group.weight)
      for holder in credits[group.holders] {
        if earlier.contains(where: { $0.payee == holder.payee }) {
          removed.append(holder.payee)
        } else {
          kept.addSharer(holder)
        }
      }
    }
    self = kept
    return removed
  }

  private var hasPayeeTwice: Bool {
    for index in credits.indices.dropFirst()
    where credits[..<index].contains(where: { $0.payee == credits[index].payee }) {
      return true
    }
    return false
  }

  /// Divides an amount that belongs to the whole clause among all credits.
  func divided(_ whole: Amount, _ remainder: Remainder) throws(MoneyError) -> [Amount] {
    if groups.count == 1 { return try divided(whole, in: groups[0], remainder) }
    var parts: [Amount] = []
    let shares = try whole.allocated(by: groups.map(\.weight), remainder: remainder)
    for (part, group) in zip(shares, groups) { parts += try divided(part, in: group, remainder) }
    return parts
  }

  /// Divides what a group has among its holders.
  func divided(
    _ part: Amount, in group: Group, _ remainder: Remainder
  ) throws(MoneyError) -> [Amount] {
    if group.holders.count == 1 { return [part] }
    if group.holders.isEmpty { return [] }
    return try part.allocated(
      by: credits[group.holders].map(\.weight), remainder: remainder)
  }

  /// The part of the deal that one credit stands for.
  func share(of credit: Credit) throws(MoneyError) -> Rate {
    let group = groups[credit.group]
    guard group.holders.count > 1 else { return group.share }
    var total: Int64 = 0
    for holder in credits[group.holders] {
      total = try total.adding(holder.weight, in: "the sum of the shares")
    }
    let part = try Rate(numerator: credit.weight, denominator: total)
    return try group.share.multiplied(by: part)
  }
}

/// As what a payee is credited; part of a line's id.
package enum CreditLabel: Hashable, Sendable, CustomStringConvertible {
  case seller
  case firstSeller
  case manager
  /// A manager so many levels above the payees.
  case managerOfPayees(Int)
  case role(Role)
  case agreed(Role?)
  case fixed
  /// A guaranteed minimum.
  case period
  case bonus
  case adjustment

  package var description: String {
    switch self {
    case .seller: "seller"
    case .firstSeller: "first-seller"
    case .manager: "manager"
    case .managerOfPayees(let level): "manager-\(level)"
    case .fixed: "partner"
    case .period: "minimum"
    case .bonus: "bonus"
    case .adjustment: "adjustment"
    case .role(let role): role.rawValue
    case .agreed(let role): role.map { "agreed-\($0.rawValue)" } ?? "agreed"
    }
  }

  /// The kind of fact that made the payee one.
  var source: String {
    switch self {
    case .seller: "deal"
    case .firstSeller: "first contract"
    case .manager, .managerOfPayees: "reporting line"
    case .fixed, .period, .bonus: "plan"
    case .adjustment: "adjustment"
    case .role: "assignment"
    case .agreed: "agreed split"
    }
  }
}
