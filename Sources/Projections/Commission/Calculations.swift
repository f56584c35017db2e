import Commission
import LedgerEvents
import Money

/// The engine, filled with the facts of a journal.
///
/// An order and an opportunity may have the same id, and an agreed split is about one of them, so
/// each type of deal has a calculation of its own.
struct Calculations: Sendable {
  /// In the order of recording.
  private(set) var deals: [Deal] = []
  let names: NameTable
  private var byType: [DealType: CommissionCalculation] = [:]
  private let empty: CommissionCalculation

  init(_ fold: CommissionFold) {
    var facts = fold.facts
    var splits: [DealType: [AgreedSplit]] = [:]
    for (key, sale) in fold.deals.sales.sorted(by: { $0.value.position < $1.value.position }) {
      let name = facts.names.name(sale.name)
      deals.append(fold.deals.deal(key, sale, name, &facts.names))
      if let split = fold.deals.splits[key] {
        splits[key.type, default: []].append(split.agreed(name, &facts.names))
      }
    }
    names = facts.names
    for type in Set(deals.map(\.type)) {
      facts.splits = splits[type] ?? []
      byType[type] = CommissionCalculation(facts)
    }
    empty = CommissionCalculation(CommissionFacts())
  }

  func calculation(for type: DealType) -> CommissionCalculation { byType[type] ?? empty }

  /// The lines of a deal with their derivations; empty where it cannot be computed.
  func explained(_ index: Int) -> [(line: Commission.CommissionLine, derivation: DerivationNode)] {
    let deal = deals[index]
    return (try? calculation(for: deal.type).explain(deal, names)) ?? []
  }
}

extension DealBook {
  fileprivate func deal(
    _ key: Key, _ sale: Sale, _ name: Name, _ names: inout NameTable
  ) -> Deal {
    var taken: Set<String> = []
    let reversals = reductions(of: key).map { reduction in
      // Ids are unique only together with their source.
      let id =
        taken.insert(reduction.id).inserted ? reduction.id : "\(reduction.id)-\(reduction.position)"
      return Reversal(
        id: names.name(id), day: reduction.day, position: reduction.position,
        reductions: reduction.what.reductions(of: sale))
    }
    return Deal(
      id: name, type: key.type, account: names.name(key.account),
      seller: seller(of: key, sale).map { names.name($0) }, kind: kind(of: key, sale),
      day: sale.day, lines: sale.lines, position: sale.position, reversals: reversals)
  }
}

extension DealBook.TakenBack.What {
  /// A product stands for the first line that sells it; one the order does not have changes the
  /// order as a whole.
  fileprivate func reductions(of sale: DealBook.Sale) -> [Reversal.Reduction] {
    switch self {
    case .everything: [.everything]
    case .whole(let net): [.whole(net: net, cost: nil)]
    case .products(let changes):
      changes.map { change in
        if let line = sale.products.firstIndex(of: change.product) {
          .line(line, net: change.net, cost: change.cost)
        } else {
          .whole(net: change.net, cost: change.cost)
        }
      }
    }
  }
}

extension DealBook.Split {
  fileprivate func agreed(_ deal: Name, _ names: inout NameTable) -> AgreedSplit {
    AgreedSplit(
      deal: deal, mode: mode,
      shares: shares.map {
        AgreedSplit.Share(
          employee: names.name($0.employeeID), role: Commission.Role($0.role),
          weight: Int64($0.shareBp))
      },
      position: position)
  }
}
