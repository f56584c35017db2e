import Journal
import LedgerEvents
import Money

extension NewRecord {
  /// The record of an event; `calendar` gives the day where the event names an instant.
  ///
  /// `digests` stand in the record for the values about a person.
  init(
    _ event: ProposedEvent, _ calendar: BusinessCalendar, digests: [PersonalDigest]
  ) throws(LedgerError) {
    let day: CalendarDay?
    switch event.occurrence {
    case .second(let instant), .minute(let instant): day = try calendar.day(of: instant)
    case .day(let written), .month(let written): day = written
    case .unknown: day = nil
    }
    self.init(
      subject: event.subject, source: event.source, id: event.id,
      time: Time(
        occurred: event.occurrence.instant?.microseconds, businessDay: day?.yyyymmdd,
        precision: UInt64(event.occurrence.precision.rawValue)),
      type: event.type.number, payload: event.payload,
      provenance: Provenance(
        actor: event.actor ?? "", correlationID: event.correlationID ?? "",
        causationID: event.causationID ?? "",
        attributes: event.extensions.map { ($0.name, $0.value) },
        digests: digests.map(\.wireBytes)))
  }
}
