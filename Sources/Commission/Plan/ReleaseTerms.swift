package import Money

/// When the commission of a clause is earned and when it may be paid.
package struct ReleaseTerms: Hashable, Sendable {
  package enum Moment: Hashable, Sendable {
    /// With the deal itself.
    case anchor
    /// As far as it was delivered.
    case delivered
    /// As far as it was invoiced.
    case invoiced
    /// As far as the customer has paid; what it deducted as agreed counts as paid.
    case paid
    case on(CalendarDay)
    case afterDays(Int)
  }

  package struct Holdback: Hashable, Sendable {
    package let share: Rate
    package let until: Moment
  }

  package struct Instalments: Hashable, Sendable {
    /// Parts of one whole, such as 1 : 1 : 1.
    package let parts: [Int64]
    package let every: Period.Length
  }

  package var earned = Moment.anchor
  /// Nil: as soon as it is earned.
  package var payable: Moment?
  package var holdback: Holdback?
  package var instalments: Instalments?

  package static let atOnce = ReleaseTerms()

  /// Whether everything is earned and payable with the deal.
  var isAtOnce: Bool { self == .atOnce }
}
