import LedgerEvents

/// Makes a random history of one account that a person would find possible.
///
/// It keeps its own simple books, independent of the rules it is meant to test.
struct RandomBusiness {
  private var dice: Dice
  private var number = 0
  private var day = 20_260_101
  private var contacts: [String] = []
  private var openDeals: [String] = []
  /// What can still be billed of each order, and paid of each invoice.
  private var orders: [String: Int64] = [:]
  private var invoices: [String: Int64] = [:]
  /// What can still be delivered of each order, and come back of what was paid.
  private var undelivered: [String: Int64] = [:]
  private var paid: [String: Int64] = [:]
  private var escalations: [String] = []
  private var contracts: [(id: String, end: UInt32)] = []

  init(seed: UInt64) { dice = Dice(seed: seed) }

  /// Facts with their days, which do not decrease.
  mutating func history(count: Int) -> [(Record.OneOf_Data, String)] {
    var facts: [(Record.OneOf_Data, String)] = [(.account(), text)]
    while facts.count < count {
      if Int.random(in: 0..<10, using: &dice) == 0, day % 100 < 28 { day += 1 }
      if let data = next() { facts.append((data, text)) }
    }
    return facts
  }

  /// Whether a fact introduces an id that must not be introduced again.
  func begins(_ data: Record.OneOf_Data) -> Bool {
    switch data {
    case .accountRegistered, .contactAdded, .interactionRecorded, .opportunityIdentified,
      .orderBooked, .deliveryMade, .invoiceIssued, .creditNoteIssued, .escalationRaised,
      .contractSigned:
      true
    default: false
    }
  }

  private var text: String { "2026-01-\(day % 100 < 10 ? "0" : "")\(day % 100)" }

  private mutating func id(_ prefix: String) -> String {
    number += 1
    return "\(prefix)-\(number)"
  }

  private mutating func next() -> Record.OneOf_Data? {
    switch Int.random(in: 0..<15, using: &dice) {
    case 0:
      contacts.append(id("c"))
      return .contact(contacts[contacts.count - 1])
    case 1:
      return .interaction(id("int"), with: Array(contacts.shuffled(using: &dice).prefix(2)))
    case 2:
      openDeals.append(id("op"))
      return .opportunity(openDeals[openDeals.count - 1])
    case 3: return openDeals.randomElement(using: &dice).map { .stage($0) }
    case 4: return openDeals.popLast().map { number % 2 == 0 ? .won($0) : .lost($0) }
    case 5:
      let order = id("or")
      let net = Int64.random(in: 0...1_000_000, using: &dice)
      orders[order] = net
      undelivered[order] = net
      return .order(order, net: net)
    case 6:
      guard let order = orders.keys.sorted().randomElement(using: &dice) else { return nil }
      let more = Int64.random(in: 0...50_000, using: &dice)
      orders[order, default: 0] += more
      undelivered[order, default: 0] += more
      return .amendment(order, by: more)
    case 7, 8:
      guard let order = orders.keys.sorted().randomElement(using: &dice) else { return nil }
      let net = Int64.random(in: 0...(orders[order] ?? 0), using: &dice)
      orders[order, default: 0] -= net
      let invoice = id("iv")
      invoices[invoice] = net
      return .invoice(invoice, of: order, net: net)
    case 9: return pay()
    case 10:
      let note = id("cn")
      return settle().map { .creditNote(note, on: $0, $1) }
    case 11:
      guard escalations.count < 3 else { return .resolved(escalations.removeLast()) }
      escalations.append(id("es"))
      return .escalation(escalations[escalations.count - 1])
    case 12:
      guard let order = undelivered.keys.sorted().randomElement(using: &dice) else { return nil }
      let net = Int64.random(in: 0...(undelivered[order] ?? 0), using: &dice)
      undelivered[order, default: 0] -= net
      return .delivery(id("dl"), of: order, net: net)
    case 13: return reverse()
    default:
      guard let (contract, end) = contracts.popLast() else {
        contracts.append((id("ct"), 20_270_101))
        return .contract(contracts[0].id)
      }
      guard end < 20_400_101 else { return .contractEnd(contract) }
      contracts.append((contract, end + 10_000))
      return .renewal(contract, from: end, to: end + 10_000)
    }
  }

  /// Pays a part of what is open of some invoice, now and then with a deduction.
  private mutating func pay() -> Record.OneOf_Data? {
    guard let (invoice, amount) = settle() else { return nil }
    let deduction = number % 3 == 0 ? amount / 2 : 0
    paid[invoice, default: 0] += amount - deduction
    return .payment(of: invoice, amount - deduction) {
      if deduction > 0 { $0.deduction = .eur(deduction) }
    }
  }

  /// Takes back a part of what was paid of some invoice.
  private mutating func reverse() -> Record.OneOf_Data? {
    let back = paid.filter { $0.value > 0 }.keys.sorted()
    guard let invoice = back.randomElement(using: &dice), let sum = paid[invoice] else {
      return nil
    }
    let amount = Int64.random(in: 1...sum, using: &dice)
    paid[invoice] = sum - amount
    invoices[invoice, default: 0] += amount
    return .reversal(of: invoice, amount)
  }

  /// Takes a part of what is open of some invoice.
  private mutating func settle() -> (invoice: String, amount: Int64)? {
    let open = invoices.filter { $0.value > 0 }.keys.sorted()
    guard let invoice = open.randomElement(using: &dice), let rest = invoices[invoice] else {
      return nil
    }
    let amount = Int64.random(in: 1...rest, using: &dice)
    invoices[invoice] = rest - amount
    return (invoice, amount)
  }
}
