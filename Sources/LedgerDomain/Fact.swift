package import LedgerEvents
package import Money

/// One thing that is said to have happened: what a rule needs of an event, and nothing else.
package struct Fact: Sendable, Equatable {
  /// Whom it is about, such as `account/nordwerk`.
  package let subject: String
  package let source: String
  package let id: String
  /// Who recorded it; nil where that is not known.
  package let actor: String?
  /// The business day it happened on; nil where it is not known to the day.
  ///
  /// Rules about dates compare days of facts, never the order in which they were recorded.
  package let day: CalendarDay?
  package let data: Record.OneOf_Data
  /// What it has about people beside its data.
  package let personal: PersonalFacts

  package init(
    subject: String, source: String, id: String, actor: String?, day: CalendarDay?,
    data: Record.OneOf_Data, personal: PersonalFacts = .none
  ) {
    self.subject = subject
    self.source = source
    self.id = id
    self.actor = actor
    self.day = day
    self.data = data
    self.personal = personal
  }

  /// Takes the business day a record holds, which stands for nothing where the precision is a
  /// month or unknown.
  package init(
    subject: String, source: String, id: String, actor: String?, businessDay: CalendarDay,
    precision: Precision, data: Record.OneOf_Data
  ) {
    let isKnown =
      switch precision {
      case .second, .minute, .day: true
      case .month, .unknown, .unspecified, .UNRECOGNIZED: false
      }
    self.init(
      subject: subject, source: source, id: id, actor: actor, day: isKnown ? businessDay : nil,
      data: data)
  }

  /// The part of the subject behind the kind, empty for the ledger.
  var subjectID: Substring { Subject.id(of: subject) }
}

/// How an event is named: its id is unique only together with its source.
package struct EventReference: Hashable, Sendable {
  package let source: String
  package let id: String

  package init(source: String, id: String) {
    self.source = source
    self.id = id
  }
}

extension Fact {
  package var reference: EventReference { EventReference(source: source, id: id) }

  /// The event that this one corrects or retracts; it must be in the journal, under the same
  /// subject, before this fact is recorded.
  package var requiredEvent: EventReference? {
    if case .eventCorrected(let corrected) = data {
      return EventReference(
        source: corrected.hasTargetSource ? corrected.targetSource : source,
        id: corrected.targetEventID)
    }
    if case .eventRetracted(let retracted) = data {
      return EventReference(
        source: retracted.hasTargetSource ? retracted.targetSource : source,
        id: retracted.targetEventID)
    }
    return nil
  }
}
