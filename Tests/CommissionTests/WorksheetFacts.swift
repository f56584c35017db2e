import Commission
import Money

extension Worksheet {
  mutating func readFact(_ words: Words) throws {
    switch words.all[0] {
    case "assign":
      facts.assignments.append(
        Assignment(
          account: facts.names.name(words.all[1]), employee: facts.names.name(words.all[3]),
          role: try words.role(words.all[2]), from: try words.day("from"),
          ending: try words.has("until")
            ? .init(day: words.day("until"), position: position) : nil,
          position: position, weight: words.number("weight") ?? 10_000))
    case "end":
      let (account, employee) = (facts.names.known(words.all[1]), facts.names.known(words.all[3]))
      facts.assignments = try facts.assignments.map {
        guard $0.account == account, $0.employee == employee else { return $0 }
        return Assignment(
          account: $0.account, employee: $0.employee, role: $0.role, from: $0.from,
          ending: .init(day: try words.day("until"), position: position), position: $0.position)
      }
    case "report":
      let manager = try words.after("to")
      facts.reporting.append(
        Reporting(
          employee: facts.names.name(words.all[1]),
          manager: manager == "nobody" ? nil : facts.names.name(manager),
          from: try words.day("from"), position: position))
    case "split": facts.splits.append(try split(words))
    case "cancel", "credit-note", "reduce", "write-off", "contract-end": try reverse(words)
    case "delivery", "billing", "payment", "payment-back": try carryOut(words)
    case "employ", "leave", "pay-terms": try readEmployment(words)
    case "target", "attained": facts.targets.append(try target(words))
    case "exchange":
      // One unit of the first currency costs so many of the second.
      facts.exchangeRates.append(
        ExchangeRate(
          base: try Currency(words.all[1]), quote: try Currency(words.all[2]),
          day: try words.day("day"), rate: try Rate(parsing: words.after("at")),
          source: try words.after("source"), position: position))
    case "adjust":
      facts.adjustments.append(
        Adjustment(
          id: facts.names.name(words.all[1]), employee: facts.names.name(words.all[2]),
          amount: try words.amount("amount") ?? .zero(.eur),
          reason: try words.rest("because"), approver: facts.names.name(try words.after("by")),
          day: try words.day("day"), position: position, word: facts.names.name("adjustments")))
    default:
      facts.deals.append(try deal(words))
    }
  }

  private mutating func readEmployment(_ words: Words) throws {
    let employee = facts.names.name(words.all[1])
    switch words.all[0] {
    case "pay-terms":
      facts.payTerms.append(
        PayTerms(
          employee: employee, variablePerYear: try words.amount("variable") ?? .zero(.eur),
          from: try words.day("from"), position: position))
    case "leave":
      guard let index = facts.employments.lastIndex(where: { $0.employee == employee }) else {
        throw Malformed(description: "\(words.all[1]) was never employed")
      }
      facts.employments[index].ending = .init(day: try words.day("until"), position: position)
    default:
      facts.employments.append(
        Employment(
          employee: employee, from: try words.day("from"),
          ending: words.has("until")
            ? .init(day: try words.day("until"), position: position) : nil, position: position))
    }
  }

  private mutating func target(_ words: Words) throws -> TargetFigure {
    // The scope's id must be known, as it is where the figure comes from a ledger.
    if let id = words.all[1].split(separator: "/").last { _ = facts.names.name(String(id)) }
    return TargetFigure(
      kind: words.all[0] == "target" ? .set : .attained, scope: words.all[1], kpi: words.all[2],
      period: try Period(parsing: words.all[3]), value: try words.figure("is"),
      id: facts.names.name("figure-\(position)"), position: position)
  }

  private mutating func split(_ words: Words) throws -> AgreedSplit {
    var shares: [AgreedSplit.Share] = []
    for index in stride(from: 3, to: words.all.count, by: 2) {
      let parts = words.all[index].split(separator: ":").map(String.init)
      shares.append(
        .init(
          employee: facts.names.name(parts[0]),
          role: parts.count > 1 ? try words.role(parts[1]) : nil,
          weight: Int64(words.all[index + 1]) ?? 0))
    }
    return AgreedSplit(
      deal: facts.names.name(words.all[1]),
      dealType: facts.deals.first { $0.id == facts.names.known(words.all[1]) }?.type ?? .order,
      mode: words.all[2] == "split" ? .split : .fullEach,
      shares: shares, position: position)
  }

  private mutating func reverse(_ words: Words) throws {
    let lines = try words.lines()
    let reduction: Reversal.Reduction
    var ground = Reversal.Ground.credited
    switch words.all[0] {
    case "cancel": (reduction, ground) = (.everything, .cancelled)
    case "contract-end": (reduction, ground) = (.everything, .ended)
    case "reduce":
      reduction = .lines(
        try places(words), net: lines[0].net, cost: lines[0].cost,
        quantity: words.number("quantity") ?? 0)
      ground = .amended
    case "write-off":
      reduction = lines.isEmpty ? .everything : .whole(net: lines[0].net, cost: lines[0].cost)
      ground = .notPaid
    default: reduction = .whole(net: lines[0].net, cost: lines[0].cost)
    }
    let reversal = Reversal(
      id: facts.names.name(words.all[1]), day: try words.day("day"), position: position,
      reductions: [reduction], ground: ground,
      cause: words.has("cause") ? Reversal.Cause(rawValue: try words.after("cause")) : nil)
    try change(words) { $0.reversals.append(reversal) }
  }

  /// The line that a reduction counts, or those that sell its product.
  private func places(_ words: Words) throws -> [Int] {
    guard words.has("product") else { return [Int((words.number("line") ?? 1) - 1)] }
    let (id, product) = (facts.names.known(try words.after("of")), try words.after("product"))
    let lines = facts.deals.first { $0.id == id }?.lines ?? []
    return lines.indices.filter { lines[$0].product == product }
  }

  private mutating func carryOut(_ words: Words) throws {
    let kinds: [String: Milestone.Kind] = [
      "delivery": .delivered, "billing": .invoiced, "payment": .paid,
      "payment-back": .paymentReversed,
    ]
    guard let kind = kinds[words.all[0]], let net = try words.amount("net") else {
      throw Malformed(description: "no net in \(words.all)")
    }
    let milestone = Milestone(
      id: facts.names.name(words.all[1]), kind: kind, day: try words.day("day"),
      position: position, net: net, deduction: try words.amount("deduction"),
      age: words.number("age").map(Int.init))
    try change(words) { $0.milestones.append(milestone) }
  }

  private mutating func change(_ words: Words, _ body: (inout Deal) -> Void) throws {
    let id = facts.names.known(try words.after("of"))
    guard facts.deals.contains(where: { $0.id == id }) else {
      throw Malformed(description: "no such deal: \(words.all)")
    }
    for index in facts.deals.indices where facts.deals[index].id == id {
      body(&facts.deals[index])
    }
  }

  private mutating func deal(_ words: Words) throws -> Deal {
    guard let type = DealType(rawValue: words.all[0]) else {
      throw Malformed(description: "unknown fact: \(words.all)")
    }
    var deal = Deal(
      id: facts.names.name(words.all[1]), type: type,
      account: facts.names.name(try words.after("account")),
      seller: words.has("seller") ? facts.names.name(try words.after("seller")) : nil,
      kind: words.has("kind") ? BusinessKind(rawValue: try words.after("kind")) : nil,
      day: try words.day("day"), lines: try words.lines(), position: position)
    deal.gross = try words.amount("gross")
    deal.valueBefore = try words.amount("before")
    deal.needsKind = words.has("change-of-contract")
    if words.has("first-seller") {
      deal.firstSeller = facts.names.name(try words.after("first-seller"))
    }
    if words.has("starts") {
      deal.term = ContractTerm(
        start: try words.day("starts"), end: words.has("ends") ? try words.day("ends") : nil,
        monthlyFee: try words.amount("fee"), total: try words.amount("total"))
    }
    return deal
  }
}
