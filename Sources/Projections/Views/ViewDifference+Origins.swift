import Journal

extension Views {
  /// Names the event that makes each difference.
  ///
  /// A line of commission names its event itself, and a sum the first of those whose lines differ.
  /// The row of an account is folded to ever shorter beginnings of its stream until it is the old
  /// one: what comes next is what the old one lacks. Rows of another arithmetic are no such
  /// beginning, and nothing is named.
  func findOrigins(
    _ view: any ViewDefinition, _ running: ViewStore, _ sumOrigins: [String: UInt64],
    _ difference: inout ViewDifference
  ) throws(ProjectionError) {
    for index in difference.changes.indices {
      let key = difference.changes[index].key
      let old = try running.row(key)
      switch view {
      case let view as any LedgerView:
        let new = try store(view.name, difference.candidate.generation).row(key)
        difference.changes[index].origin =
          new.flatMap { view.origin(key, $0) } ?? old.flatMap { view.origin(key, $0) }
          ?? sumOrigins[key]
      case let view as any AccountView:
        let beginnings = Beginnings(
          view: view, account: key, history: history,
          positions: try history.positions(of: key).filter { $0 < difference.size })
        difference.changes[index].origin = try beginnings.endOfLast(thatMakes: old)
      default: break
      }
    }
  }
}

/// The beginnings of an account's stream and the rows they make.
private struct Beginnings {
  let view: any AccountView
  let account: String
  let history: History
  let positions: [UInt64]

  /// The event after the longest beginning that makes this row; nil where none does.
  func endOfLast(thatMakes old: [UInt8]?) throws(ProjectionError) -> UInt64? {
    guard let old else { return positions.first }
    if let count = view.eventCount(old), let found = try byHalves(old, count) { return found }
    // A stream this long would be folded too often.
    guard positions.count <= 500 else { return nil }
    for place in positions.indices.reversed() where try row(place) == old {
      return positions[place]
    }
    return nil
  }

  /// As rows count their events, the place is found by halves.
  ///
  /// A retraction takes one away again, so what is not found here may still be elsewhere.
  private func byHalves(
    _ old: [UInt8], _ count: UInt64
  ) throws(ProjectionError) -> UInt64? {
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if try self.count(middle) > count { high = middle } else { low = middle + 1 }
    }
    var place = low - 1
    while place >= 0, place < positions.count, try self.count(place) == count {
      if try row(place) == old { return positions[place] }
      place -= 1
    }
    return nil
  }

  /// The row of the events before this place.
  private func row(_ place: Int) throws(ProjectionError) -> [UInt8]? {
    let standpoint = try history.standpoint(Clocks(knownAt: .size(positions[place])))
    return try view.settled(account, history, standpoint).row
  }

  private func count(_ place: Int) throws(ProjectionError) -> UInt64 {
    try row(place).flatMap { view.eventCount($0) } ?? 0
  }
}
