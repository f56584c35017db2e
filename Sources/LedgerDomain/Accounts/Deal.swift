import LedgerEvents

/// What a split divides.
enum Deal: Hashable, Sendable {
  case opportunity(String)
  case order(String)
  case contract(String)
}

extension Deal: CustomStringConvertible {
  init?(_ split: CommissionSplitAgreed) {
    switch split.deal {
    case .opportunityID(let id): self = .opportunity(id)
    case .orderID(let id): self = .order(id)
    case .contractID(let id): self = .contract(id)
    case nil: return nil
    }
  }

  init?(_ split: CommissionSplitRevised) {
    switch split.deal {
    case .opportunityID(let id): self = .opportunity(id)
    case .orderID(let id): self = .order(id)
    case .contractID(let id): self = .contract(id)
    case nil: return nil
    }
  }

  var member: String {
    switch self {
    case .opportunity: "opportunity_id"
    case .order: "order_id"
    case .contract: "contract_id"
    }
  }

  var description: String {
    switch self {
    case .opportunity(let id): "opportunity \(id)"
    case .order(let id): "order \(id)"
    case .contract(let id): "contract \(id)"
    }
  }
}

/// The deals of the account that a split can divide.
struct Deals {
  let opportunities: Opportunities
  let orders: Orders
  let contracts: Contracts

  func require(_ deal: Deal?) throws(Rejection) -> Deal {
    guard let deal else { throw Required.missing("order_id") }
    switch deal {
    case .opportunity(let id): try opportunities.requireKnown(id)
    case .order(let id): try orders.requireKnown(id)
    case .contract(let id): try contracts.requireKnown(id, at: "contract_id")
    }
    return deal
  }
}

extension Deal: Compact {
  func write(to writer: inout StateWriter) {
    switch self {
    case .opportunity(let id):
      writer.byte(0)
      writer.write(id)
    case .order(let id):
      writer.byte(1)
      writer.write(id)
    case .contract(let id):
      writer.byte(2)
      writer.write(id)
    }
  }

  init(from reader: inout StateReader) {
    switch reader.byte() {
    case 0: self = .opportunity(reader.read())
    case 1: self = .order(reader.read())
    case 2: self = .contract(reader.read())
    default: preconditionFailure("a state has a deal of no kind")
    }
  }
}
