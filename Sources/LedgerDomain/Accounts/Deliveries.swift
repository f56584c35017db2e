import LedgerEvents
import Money

/// What was delivered of each order, in minor units.
struct Deliveries: Equatable, Sendable {
  private(set) var deliveries: Set<String> = []
  private(set) var delivered: [String: Int64] = [:]
}

extension Deliveries {
  mutating func evolve(_ made: DeliveryMade) {
    guard deliveries.insert(made.deliveryID).inserted else { return }
    delivered[made.orderID] = (delivered[made.orderID] ?? 0).clampedAdding(made.net.minor)
  }
}

extension Deliveries {
  func decide(
    _ made: DeliveryMade, of fact: Fact, _ orders: Orders, _ terms: LedgerTerms
  ) throws(Rejection) {
    try Required.identifier(made.deliveryID, at: "delivery_id")
    guard !deliveries.contains(made.deliveryID) else {
      throw .duplicate(.delivery, made.deliveryID, at: "delivery_id")
    }
    let worth = try orders.worth(made.orderID, on: fact.day)
    let net = try terms.minor(made.net, .notNegative, at: "net")
    try requireSum(made, net, terms)
    let before = delivered[made.orderID] ?? 0
    guard try before.checkedAdding(net, at: "net") <= worth else {
      throw Rejection(
        .deliveryAboveOrder, at: "net",
        """
        order \(made.orderID) is worth \(terms.text(worth)), \(terms.text(before)) of it is \
        delivered; another \(terms.text(net)) is too much; record order.amended first if the order \
        grew
        """)
    }
  }

  private func requireSum(
    _ made: DeliveryMade, _ net: Int64, _ terms: LedgerTerms
  ) throws(Rejection) {
    var sum: Int64 = 0
    for line in made.lines {
      try Required.identifier(line.productID, at: "lines.product_id")
      try Required.range(line.quantity, 0...Int64.max, at: "lines.quantity")
      // A line may be a rebate, as it may in the order.
      let value = try terms.minor(line.net, .any, at: "lines.net")
      sum = try sum.checkedAdding(value, at: "lines.net")
    }
    guard sum == net || made.lines.isEmpty else {
      throw Rejection(
        .linesDoNotSum, at: "net",
        """
        the lines of delivery \(made.deliveryID) sum to \(terms.text(sum)), but its net value says \
        \(terms.text(net)); correct one of them
        """)
    }
  }
}

extension Deliveries: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(deliveries)
    writer.write(delivered)
  }

  init(from reader: inout StateReader) {
    deliveries = reader.read()
    delivered = reader.read()
  }
}
