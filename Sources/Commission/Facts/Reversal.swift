package import Money

/// An event that takes something back from a deal: a cancellation, an amendment, a credit note.
package struct Reversal: Hashable, Sendable {
  package enum Reduction: Hashable, Sendable {
    /// Whatever is left of the deal.
    case everything
    /// A part of the lines that sell one product, counted from 0 and each named once; it is taken
    /// from them in their order. Positive figures reduce, whatever the document shows.
    case lines([Int], net: Amount, cost: Amount?, quantity: Int64 = 0)
    /// A part of the deal without saying of which line, as credit notes do.
    case whole(net: Amount, cost: Amount?)
  }

  package enum Ground: Hashable, Sendable {
    case cancelled, amended, credited
    /// It is certain that the customer will not pay.
    case notPaid
    /// The contract ended before its time.
    case ended
  }

  /// Who is answerable for it (HGB 87a (3)).
  package enum Cause: String, Hashable, Sendable {
    case customer, supplier, neither
  }

  package let id: Name
  package let day: CalendarDay
  package let position: UInt64
  package let reductions: [Reduction]
  package let ground: Ground
  package let cause: Cause?

  package init(
    id: Name, day: CalendarDay, position: UInt64, reductions: [Reduction],
    ground: Ground = .credited, cause: Cause? = nil
  ) {
    self.id = id
    self.day = day
    self.position = position
    self.reductions = reductions
    self.ground = ground
    self.cause = cause
  }
}
