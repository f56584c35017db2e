package import Money

/// An event that takes something back from a deal: a cancellation, an amendment, a credit note.
package struct Reversal: Hashable, Sendable {
  package enum Reduction: Hashable, Sendable {
    /// Whatever is left of the deal.
    case everything
    /// A part of one line, counted from 0. Positive amounts reduce, whatever the document shows.
    case line(Int, net: Amount, cost: Amount?)
    /// A part of the deal without saying of which line, as credit notes do.
    case whole(net: Amount, cost: Amount?)
  }

  package let id: Name
  package let day: CalendarDay
  package let position: UInt64
  package let reductions: [Reduction]

  package init(id: Name, day: CalendarDay, position: UInt64, reductions: [Reduction]) {
    self.id = id
    self.day = day
    self.position = position
    self.reductions = reductions
  }
}
