package import LedgerEvents
package import Money

/// Which entries of a timeline are wanted; what is empty or nil does not restrict.
package struct TimelineFilter: Hashable, Sendable {
  package var families: Set<EventFamily> = []
  /// Catalogue names such as `order.booked`, or outside names such as `de.kontor.order.booked.v1`.
  package var types: Set<String> = []
  /// One of our people: named in the event, or who recorded it.
  package var employee: String?
  /// One of the customer's people.
  package var contact: String?
  /// Stands in the summary or the data; upper and lower case are the same, and so are ß and ss.
  package var text: String?
  /// Words that all stand in the summary, the reasons of corrections, an id or a text of the data;
  /// upper and lower case are the same, and so are ä, ae and a.
  package var search: String?
  /// The first business day.
  package var from: CalendarDay?
  /// The first business day that is not wanted any more.
  package var to: CalendarDay?

  package init() {}

  /// The form in which texts are compared.
  static func folded(_ text: String) -> String {
    text.lowercased().replacing("ß", with: "ss")
  }

  /// Whether it asks for corrections or retractions as such.
  var wantsAmendments: Bool {
    families.contains(.governance) || types.contains { $0.contains("event.corrected") }
      || types.contains { $0.contains("event.retracted") }
  }

  func includes(_ day: CalendarDay) -> Bool {
    if let from, day < from { return false }
    if let to, day >= to { return false }
    return true
  }

  func includes(_ entry: TimelineEntry) -> Bool {
    guard families.isEmpty || entry.type.map({ families.contains($0.family) }) ?? false
    else { return false }
    guard types.isEmpty || isNamed(entry) else { return false }
    if employee != nil || contact != nil {
      let people = entry.data.map(EventPeople.init) ?? EventPeople()
      if let employee, entry.stored.actor != employee, !people.employees.contains(employee) {
        return false
      }
      if let contact, !people.contacts.contains(contact) { return false }
    }
    if let text, !text.isEmpty, !contains(Self.folded(text), entry) { return false }
    return search.map { SearchText(entry).holds($0) } ?? true
  }

  /// By the type that holds or by the one that was recorded.
  private func isNamed(_ entry: TimelineEntry) -> Bool {
    for type in [entry.type, entry.stored.type] {
      guard let type else { continue }
      if types.contains(type.name) || types.contains(type.outsideName) { return true }
    }
    return false
  }

  private func contains(_ text: String, _ entry: TimelineEntry) -> Bool {
    var texts = [entry.summary, entry.stored.id]
    if let original = entry.originalSummary { texts.append(original) }
    if let amendment = entry.amendment { texts.append(amendment.reason) }
    if let json = try? CloudEvents.data(entry.stored) {
      texts.append(String(decoding: json, as: UTF8.self))
    }
    return texts.contains { Self.folded($0).contains(text) }
  }
}
