/// What a calculation found: lines, and what was left out for which reason.
package struct Postings: Hashable, Sendable {
  package var lines: [CommissionLine] = []
  package var omissions: [Omission] = []

  package init() {}

  /// Empties both lists and keeps their memory, for the next deal.
  package mutating func removeAll() {
    lines.removeAll(keepingCapacity: true)
    omissions.removeAll(keepingCapacity: true)
  }
}
