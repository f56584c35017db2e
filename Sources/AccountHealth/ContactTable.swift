import Money

/// The contacts as of one day, found by their handle.
struct ContactTable {
  /// One contact with what was last found out about it.
  struct Entry {
    let contact: HealthFacts.Handle
    let function: HealthFacts.ContactFunction
    let hierarchy: HealthFacts.Hierarchy
    var role: HealthFacts.BuyingRole?
    var rolePosition: HealthFacts.Position = 0
    var hasLeft = false
  }

  /// Ascending by handle, so that a lookup is a binary search.
  private(set) var entries: [Entry] = []

  init(_ facts: HealthFacts, today: Int) {
    let known = facts.contacts.filter { Int($0.day.daysSinceEpoch) <= today }
      .sorted { ($0.contact, $0.day, $0.position) < ($1.contact, $1.day, $1.position) }
    entries.reserveCapacity(known.count)
    for contact in known {
      let entry = Entry(
        contact: contact.contact, function: contact.function, hierarchy: contact.hierarchy)
      if entries.last?.contact == contact.contact { entries.removeLast() }
      entries.append(entry)
    }
    let assessments = facts.roleAssessments.filter { Int($0.day.daysSinceEpoch) <= today }
      .sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    for assessment in assessments {
      guard let index = index(of: assessment.contact) else { continue }
      entries[index].role = assessment.role
      entries[index].rolePosition = assessment.position
    }
    for departure in facts.departures where Int(departure.day.daysSinceEpoch) <= today {
      if let index = index(of: departure.contact) { entries[index].hasLeft = true }
    }
  }

  subscript(contact: HealthFacts.Handle) -> Entry? {
    index(of: contact).map { entries[$0] }
  }

  private func index(of contact: HealthFacts.Handle) -> Int? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].contact < contact { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].contact == contact ? low : nil
  }
}
