import Journal
import LedgerDomain
import LedgerEvents
import Vault

/// An event that is ready to be decided: its record but for what the writer assigns, and its fact.
///
/// A class, because an import hands each from thread to thread: a copy would count the references of
/// all its parts.
final class Proposal: Sendable {
  let record: NewRecord
  let fact: Fact
  /// Nil for an event without values about a person.
  let personal: SealedPart?

  init(record: NewRecord, fact: Fact, personal: SealedPart?) {
    self.record = record
    self.fact = fact
    self.personal = personal
  }

  /// The same with what keeps its sealed values until it is known what became of it.
  func leasing(_ lease: SealingLease?) -> Proposal {
    guard var personal else { return self }
    personal.lease = lease
    return Proposal(record: record, fact: fact, personal: personal)
  }
}

/// The values about a person of one proposed event, which lie sealed in the vault before it is decided.
struct SealedPart: Sendable {
  let event: ProposedEvent
  let values: PersonalValues
  /// What stands in the record for each value; empty for an event that was recorded before, of which
  /// nothing was sealed again.
  let digests: [PersonalDigest]
  /// The rows of the vault.
  let rows: [[UInt8]]
  /// Held until it is known what became of the event.
  var lease: SealingLease?
}
