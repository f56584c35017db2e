import Journal
import LedgerEvents
import Money

/// The events of an account and of those merged into it, in the order of happening.
struct TimelineOrder: Sendable {
  /// An event's place: the moment it happened, then its position.
  struct Place: Comparable, Sendable {
    let occurred: Int64
    let position: UInt64

    static func < (left: Place, right: Place) -> Bool {
      left.occurred != right.occurred
        ? left.occurred < right.occurred : left.position < right.position
    }
  }

  let links: Links
  private(set) var places: [Place] = []
  private(set) var amendments: [UInt64: Amendment] = [:]
  /// What was said about each event; only where amendments stand below what they amend.
  private(set) var remarks: [UInt64: [Remark]] = [:]

  /// With `nestsAmendments` an amendment has no place of its own.
  init(
    _ accounts: [String], _ history: History, _ standpoint: Standpoint,
    nestsAmendments: Bool = false
  ) throws(ProjectionError) {
    links = try history.links(to: standpoint.size)
    var streams: [UInt32] = []
    for account in accounts {
      let entries = try inJournal { () throws(JournalError) in
        try history.records.entries(of: "account/\(account)")
      }
      if let first = entries.first { streams.append(first.stream) }
      places.reserveCapacity(places.count + entries.count)
      for entry in entries where entry.position < standpoint.size {
        places.append(Place(occurred: entry.occurred, position: entry.position))
      }
    }
    amendments = links.inForce(streams, below: standpoint.size)
    var isSorted = accounts.count < 2
    let moved = amendments.compactMapValues { $0.replacement?.movedTo }
    if !moved.isEmpty {
      places = places.map { place in
        moved[place.position].map { Place(occurred: $0, position: place.position) } ?? place
      }
      isSorted = false
    }
    if nestsAmendments {
      remarks = links.remarks(streams, below: standpoint.size)
      let nested = Set(remarks.values.joined().map(\.position))
      if !nested.isEmpty { places.removeAll { nested.contains($0.position) } }
    }
    if !isSorted { places.sort() }
  }

  /// The entry that stands for the record at a position.
  func entry(
    _ position: UInt64, _ bytes: [UInt8], _ standpoint: Standpoint
  ) throws(ProjectionError) -> TimelineEntry {
    guard let stored = try? StoredEvent(bytes) else {
      throw .journal(.damaged(position: position, reason: "it is no record of an event"))
    }
    return TimelineEntry(stored, amendments[position], remarks[position] ?? []) {
      links.title(of: $0, below: standpoint.size)
    }
  }

  /// The places a filter and a standpoint leave possible, behind the cursor, in reading order.
  ///
  /// Moments and business days differ by less than a day, so a margin of one is enough; the day of
  /// each entry decides when it is read.
  func walk(
    _ filter: TimelineFilter, _ standpoint: Standpoint, oldestFirst: Bool,
    _ cursor: TimelineCursor?
  ) -> Walk {
    let day = Int64(86_400_000_000)
    var (low, high) = (0, places.count)
    if let from = filter.from {
      low = first { $0.occurred >= Instant(startOf: from).microseconds - day }
    }
    if let to = filter.to {
      high = min(high, first { $0.occurred >= Instant(startOf: to).microseconds + day })
    }
    if let asOf = standpoint.asOf {
      high = min(high, first { $0.occurred >= Instant(startOf: asOf).microseconds + 2 * day })
    }
    if let last = cursor?.last {
      if oldestFirst {
        low = max(low, first { $0 > last })
      } else {
        high = min(high, first { $0 >= last })
      }
    }
    return Walk(places: places[min(low, high)..<high], oldestFirst: oldestFirst)
  }

  /// The number of places before the first for which `isReached` holds, which holds ever after.
  private func first(_ isReached: (Place) -> Bool) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(places[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Goes over places in runs.
  struct Walk {
    fileprivate var places: ArraySlice<Place>
    fileprivate let oldestFirst: Bool

    fileprivate init(places: ArraySlice<Place>, oldestFirst: Bool) {
      self.places = places
      self.oldestFirst = oldestFirst
    }

    /// Up to `count` places more; nil at the end.
    mutating func next(_ count: Int) -> [Place]? {
      guard !places.isEmpty else { return nil }
      if oldestFirst {
        defer { places = places.dropFirst(count) }
        return Array(places.prefix(count))
      }
      defer { places = places.dropLast(count) }
      return places.suffix(count).reversed()
    }
  }
}

extension EventCorrected {
  /// The moment an event has whose day was corrected: midnight UTC, as day precision has it.
  fileprivate var movedTo: Int64? {
    guard hasBusinessDay, let day = try? businessDay.calendarDay else { return nil }
    return Instant(startOf: day).microseconds
  }
}
