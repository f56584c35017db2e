import Journal
import LedgerDomain

/// An event that is ready to be decided: its record but for what the writer assigns, and its fact.
struct Proposal: Sendable {
  let record: NewRecord
  let fact: Fact
}
