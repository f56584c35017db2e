import LedgerEvents
import Money

/// The orders: what each is worth and how much of it is billed, in minor units.
struct Orders: Equatable, Sendable {
  struct Order: Equatable, Sendable {
    /// Booked and amended, before anything was cancelled.
    var net: Int64
    var cancelled: Int64 = 0
    /// Invoices less credit notes.
    var invoiced: Int64 = 0
    /// Since when a part or the whole is cancelled.
    var firstCancellation: Closing?
    var isCancelled = false

    /// What can be billed and delivered on a day in all: a late invoice from before a cancellation
    /// still counts.
    func billable(on day: CalendarDay?) -> Int64 {
      guard let firstCancellation, firstCancellation.isOver(on: day) else { return net }
      return isCancelled ? 0 : net.clampedSubtracting(cancelled)
    }
  }

  private(set) var orders: [String: Order] = [:]
}

extension Orders {
  mutating func evolve(_ booked: OrderBooked) {
    guard orders[booked.orderID] == nil else { return }
    orders[booked.orderID] = Order(net: booked.net.minor)
  }

  mutating func evolve(_ amended: OrderAmended) {
    guard var order = orders[amended.orderID] else { return }
    for change in amended.changes { order.net = order.net.clampedAdding(change.netDelta.minor) }
    orders[amended.orderID] = order
  }

  mutating func evolve(_ cancelled: OrderCancelled, on day: CalendarDay?) {
    guard var order = orders[cancelled.orderID] else { return }
    for change in cancelled.changes {
      order.cancelled = order.cancelled.clampedSubtracting(change.netDelta.minor)
    }
    order.isCancelled = order.isCancelled || cancelled.changes.isEmpty
    order.firstCancellation = order.firstCancellation?.earlier(day) ?? Closing(day: day)
    orders[cancelled.orderID] = order
  }

  mutating func bill(_ id: String, _ minor: Int64) {
    guard let order = orders[id] else { return }
    orders[id]?.invoiced = order.invoiced.clampedAdding(minor)
  }

  mutating func credit(_ id: String, _ minor: Int64) {
    guard let order = orders[id] else { return }
    orders[id]?.invoiced = order.invoiced.clampedSubtracting(minor)
  }
}

extension Orders {
  func decide(
    _ booked: OrderBooked, _ contracts: Contracts, _ registration: Registration,
    _ terms: LedgerTerms
  ) throws(Rejection) {
    try Required.identifier(booked.orderID, at: "order_id")
    guard orders[booked.orderID] == nil else {
      throw .duplicate(.order, booked.orderID, at: "order_id")
    }
    let net = try terms.minor(booked.net, .notNegative, at: "net")
    var sum: Int64 = 0
    for line in booked.lines {
      try Required.identifier(line.productID, at: "lines.product_id")
      try Required.range(line.quantity, 0...Int64.max, at: "lines.quantity")
      // A line may be a rebate; only the order as a whole must not be negative.
      let value = try terms.minor(line.net, .any, at: "lines.net")
      sum = try sum.checkedAdding(value, at: "lines.net")
      if line.hasCost { try terms.minor(line.cost, .notNegative, at: "lines.cost") }
      if line.hasLocationID {
        try registration.requireLocation(line.locationID, at: "lines.location_id")
      }
      if line.hasList { try terms.minor(line.list, .any, at: "lines.list") }
      for reduction in line.reductions {
        try Required.text(reduction.kind, at: "lines.reductions.kind")
        try Required.basisPoints(reduction.reductionBp, at: "lines.reductions.reduction_bp")
      }
    }
    guard sum == net || booked.lines.isEmpty else {
      throw Rejection(
        .linesDoNotSum, at: "net",
        """
        the lines of order \(booked.orderID) sum to \(terms.text(sum)), but its net value says \
        \(terms.text(net)); correct one of them
        """)
    }
    if booked.hasContractID { try contracts.requireKnown(booked.contractID, at: "contract_id") }
    if booked.hasEmployeeID { try Required.identifier(booked.employeeID, at: "employee_id") }
    if booked.hasGross { try terms.minor(booked.gross, .notNegative, at: "gross") }
    if booked.hasAncillary { try terms.minor(booked.ancillary, .notNegative, at: "ancillary") }
    if booked.hasConfirmed { _ = try Required.day(booked.confirmed, at: "confirmed") }
  }

  func decide(_ amended: OrderAmended, of fact: Fact, _ terms: LedgerTerms) throws(Rejection) {
    let order = try known(amended.orderID)
    if order.isCancelled, let since = order.firstCancellation, since.isOver(on: fact.day) {
      throw over(amended.orderID, since)
    }
    guard !amended.changes.isEmpty else { throw Required.missing("changes") }
    var left = order.net.clampedSubtracting(order.cancelled)
    for change in amended.changes {
      try Required.identifier(change.productID, at: "changes.product_id")
      let delta = try terms.minor(change.netDelta, .any, at: "changes.net_delta")
      left = try left.checkedAdding(delta, at: "changes.net_delta")
      if change.hasCostDelta { try terms.minor(change.costDelta, .any, at: "changes.cost_delta") }
    }
    try requireNotNegative(left, amended.orderID, terms)
  }

  func decide(_ cancelled: OrderCancelled, _ terms: LedgerTerms) throws(Rejection) {
    let order = try known(cancelled.orderID)
    if order.isCancelled, let since = order.firstCancellation {
      throw over(cancelled.orderID, since)
    }
    var left = order.net.clampedSubtracting(order.cancelled)
    for change in cancelled.changes {
      try Required.identifier(change.productID, at: "changes.product_id")
      try Required.range(change.quantityDelta, Int64.min...0, at: "changes.quantity_delta")
      let delta = try terms.minor(change.netDelta, .notPositive, at: "changes.net_delta")
      left = try left.checkedAdding(delta, at: "changes.net_delta")
      if change.hasCostDelta {
        try terms.minor(change.costDelta, .notPositive, at: "changes.cost_delta")
      }
    }
    try requireNotNegative(left, cancelled.orderID, terms)
    if cancelled.hasCause { try Required.choice(cancelled.cause, at: "cause") }
  }

  func requireKnown(_ id: String) throws(Rejection) { _ = try known(id) }

  /// An order of which an invoice may bill an amount on a day.
  func require(
    _ id: String, bills net: Int64, on day: CalendarDay?, _ terms: LedgerTerms
  ) throws(Rejection) {
    let limit = try worth(id, on: day)
    let order = try known(id)
    let billed = try order.invoiced.checkedAdding(net, at: "net")
    guard billed <= limit else {
      throw Rejection(
        .invoiceAboveOrder, at: "net",
        """
        order \(id) is worth \(terms.text(limit)), \(terms.text(order.invoiced)) of it is billed; \
        another \(terms.text(net)) is too much; amounts are net of tax; record order.amended first \
        if the order grew
        """)
    }
  }

  /// What an order is worth on a day; refused when it was cancelled by then.
  func worth(_ id: String, on day: CalendarDay?) throws(Rejection) -> Int64 {
    let order = try known(id)
    let worth = order.billable(on: day)
    if order.isCancelled, worth == 0, let since = order.firstCancellation { throw over(id, since) }
    return worth
  }

  private func known(_ id: String) throws(Rejection) -> Order {
    guard let order = orders[id] else { throw .unknown(.order, id, at: "order_id") }
    return order
  }

  private func requireNotNegative(
    _ left: Int64, _ id: String, _ terms: LedgerTerms
  ) throws(Rejection) {
    guard left >= 0 else {
      throw Rejection(
        .belowZero, at: "changes.net_delta",
        "order \(id) would be worth \(terms.text(left)); no more than its whole value can go")
    }
  }

  private func over(_ id: String, _ since: Closing) -> Rejection {
    Rejection(
      .orderCancelled, at: "order_id",
      "order \(id) is cancelled\(since.since); book a new order, or retract the cancellation")
  }
}

extension Orders: Compact {
  func write(to writer: inout StateWriter) { writer.write(orders) }

  init(from reader: inout StateReader) { orders = reader.read() }
}

extension Orders.Order: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(net)
    writer.write(cancelled)
    writer.write(invoiced)
    writer.write(firstCancellation)
    writer.write(isCancelled)
  }

  init(from reader: inout StateReader) {
    net = reader.read()
    cancelled = reader.read()
    invoiced = reader.read()
    firstCancellation = reader.read()
    isCancelled = reader.read()
  }
}
