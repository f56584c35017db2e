package import Money
package import TransparencyLog

/// Two clocks, resolved: what an answer speaks for.
///
/// The same size and day give the same answer for ever, because nothing else goes into it.
package struct Standpoint: Hashable, Sendable {
  /// The records at positions below this size are known.
  package let size: UInt64
  /// The journal's root at that size.
  package let root: Hash
  package let asOf: CalendarDay?

  /// Whether something that happened on `day` counts.
  func includes(_ day: CalendarDay) -> Bool { asOf.map { day <= $0 } ?? true }
}
