import Journal
import LedgerDomain
import LedgerEvents
import Vault

/// An event that is ready to be decided: its record but for what the writer assigns, and its fact.
struct Proposal: Sendable {
  let record: NewRecord
  let fact: Fact
  /// Nil for an event without values about a person.
  var personal: SealedPart?
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
