package import Money

/// A document that may earn commission, with everything that later took something back from it.
package struct Deal: Hashable, Sendable {
  package let id: Name
  package let type: DealType
  package let account: Name
  package let seller: Name?
  package let kind: BusinessKind?
  /// The anchor day: booked, won, signed or invoiced, as the type says.
  package let day: CalendarDay
  package let lines: [DealLine]
  /// Position of the event in the journal.
  package let position: UInt64
  package var reversals: [Reversal]

  package init(
    id: Name, type: DealType, account: Name, seller: Name?, kind: BusinessKind?, day: CalendarDay,
    lines: [DealLine], position: UInt64, reversals: [Reversal] = []
  ) {
    self.id = id
    self.type = type
    self.account = account
    self.seller = seller
    self.kind = kind
    self.day = day
    self.lines = lines
    self.position = position
    self.reversals = reversals
  }
}

/// One line of a deal; a deal without line detail has exactly one.
package struct DealLine: Hashable, Sendable {
  package let net: Amount
  /// Nil where the cost was never recorded, which is not the same as zero.
  package let cost: Amount?

  package init(net: Amount, cost: Amount?) {
    self.net = net
    self.cost = cost
  }
}
