/// One thing that was looked at in a bundle, and what was found.
package struct BundleFinding: Equatable, Sendable {
  package enum Check: String, CaseIterable, Sendable {
    /// The file and its parts can be read.
    case form
    /// The log's key stands for the checkpoint.
    case signature
    /// Every record lies in the tree of the checkpoint.
    case records
    /// What the statement rests on is the beginning of the history that was signed.
    case history
    /// The heads of the streams are those that the journal committed.
    case streams
    /// Each stream at hand is there from its first event to its head, and nothing else is there.
    case completeness
    /// The plans are those that were published, byte for byte.
    case plans
    /// The text is that of the statement that was issued.
    case statement
    /// The amounts come out again from the records at hand.
    case amount
  }

  package enum Result: String, Sendable {
    case holds
    case fails
    case undecided
  }

  package let check: Check
  package let result: Result
  /// What was found; where something fails, exactly what and where.
  package let detail: String
}
