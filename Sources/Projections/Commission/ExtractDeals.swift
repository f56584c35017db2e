import Commission
import LedgerEvents
import Money

/// Which documents make one row of an extract, and who has to do with them.
struct ExtractDeals: Sendable {
  typealias Key = DealBook.Key

  let book: DealBook
  private let calculations: Calculations
  private var deals: [Key: Deal] = [:]
  private var keys: [Identity: Key] = [:]
  private var rootOf: [Key: Key] = [:]
  private var membersOf: [Key: [Key]] = [:]
  private var omissionsOf: [Key: [Omission]] = [:]
  private var failuresOf: [Key: [String]] = [:]

  private struct Identity: Hashable {
    let name: String
    let type: DealType
  }

  init(_ query: CommissionQuery) {
    book = query.fold.deals
    calculations = query.calculations
    let names = calculations.names
    for (key, sale) in book.sales { keys[Identity(name: sale.name, type: key.type)] = key }
    for deal in calculations.deals {
      guard let key = keys[Identity(name: names.text(deal.id), type: deal.type)] else { continue }
      deals[key] = deal
    }
    for key in book.sales.keys {
      let root = findRoot(of: key)
      rootOf[key] = root
      membersOf[root, default: []].append(key)
    }
    for root in membersOf.keys {
      membersOf[root]?.sort { (book.sales[$0]?.position ?? 0) < (book.sales[$1]?.position ?? 0) }
    }
    for omission in query.omitted {
      // The reason names a deal and not its type; where two types share an id, both get it.
      guard let name = omission.deal.map(names.text) else { continue }
      for root in roots(named: name) { omissionsOf[root, default: []].append(omission) }
    }
    for failure in query.failedDeals {
      for root in roots(named: failure.deal) where root.account == failure.account {
        failuresOf[root, default: []].append(failure.reason)
      }
    }
  }

  private func roots(named name: String) -> Set<Key> {
    Set(
      DealType.allCases.compactMap { type in
        keys[Identity(name: name, type: type)].flatMap { rootOf[$0] }
      })
  }

  /// An invoice belongs to its order, an opportunity to what it first became.
  private func findRoot(of key: Key) -> Key {
    switch key.type {
    case .order, .contract: return key
    case .invoice:
      guard let order = book.billed[key], book.sales[order] != nil else { return key }
      return order
    case .opportunity:
      let known = (book.outcomes[key] ?? []).filter { book.sales[$0] != nil }
      return known.first ?? key
    }
  }

  func root(of entry: CommissionEntry) -> Key? {
    guard let deal = entry.deal, let type = entry.dealType else { return nil }
    return keys[Identity(name: deal, type: type)].flatMap { rootOf[$0] }
  }

  func members(of root: Key) -> [Key] { membersOf[root] ?? [] }

  func omissions(of root: Key) -> [Omission] { omissionsOf[root] ?? [] }

  func failures(of root: Key) -> [String] { failuresOf[root] ?? [] }

  func deal(_ key: Key) -> Deal? { deals[key] }

  /// Whether the deal was made from one day to another, the last one included.
  func isMade(_ root: Key, from: CalendarDay, to: CalendarDay) -> Bool {
    book.sales[root].map { from <= $0.day && $0.day <= to } ?? false
  }

  /// The rows that a payee has to do with: by a line, as the seller, by a split, by a role on the
  /// account on the day of the deal, or because a clause would have credited the payee.
  func roots(of payee: String, lines: [CommissionEntry]) -> [Key] {
    var found = Set(lines.compactMap { root(of: $0) })
    guard let name = calculations.names.known(payee) else { return [] }
    let posts = posts(of: name)
    for (key, root) in rootOf where !found.contains(root) {
      if !parts(of: name, posts, in: key).isEmpty { found.insert(root) }
    }
    for (root, omissions) in omissionsOf where !found.contains(root) {
      if omissions.contains(where: { $0.holder == name }) { found.insert(root) }
    }
    return Array(found)
  }

  /// As what a payee has to do with a row.
  func parts(of payee: String, inRow root: Key, _ lines: [ExtractLine]) -> [String] {
    var parts: [String] = []
    if let name = calculations.names.known(payee) {
      let posts = posts(of: name)
      for key in members(of: root) { parts += self.parts(of: name, posts, in: key) }
    }
    for line in lines where !line.entry.role.hasPrefix("agreed") { parts.append(line.entry.role) }
    if parts.isEmpty { parts = ["clause"] }
    var seen: Set<String> = []
    return parts.filter { seen.insert($0).inserted }
  }

  private func posts(of payee: Name) -> [Name: [Assignment]] {
    Dictionary(
      grouping: calculations.facts.assignments.filter { $0.employee == payee }, by: \.account)
  }

  private func parts(of payee: Name, _ posts: [Name: [Assignment]], in key: Key) -> [String] {
    guard let deal = deals[key] else { return [] }
    var parts: [String] = []
    if deal.seller == payee { parts.append("seller") }
    if deal.firstSeller == payee { parts.append("first-seller") }
    let id = calculations.names.text(payee)
    if book.split(of: key)?.shares.contains(where: { $0.employeeID == id }) ?? false {
      parts.append("split")
    }
    for post in posts[deal.account] ?? [] {
      guard post.from <= deal.day, post.ending.map({ deal.day < $0.day }) ?? true else { continue }
      parts.append(post.role.rawValue)
    }
    return parts
  }
}
