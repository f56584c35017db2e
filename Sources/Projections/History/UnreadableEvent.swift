/// An event that is in the journal and cannot be understood; everything else is answered without it.
package struct UnreadableEvent: Hashable, Sendable {
  package let position: UInt64
  /// Whom it is about; empty where even that cannot be read.
  package let subject: String
  package let reason: String
}

extension UnreadableEvent: CustomStringConvertible {
  package var description: String { "event at position \(position) of \(subject): \(reason)" }
}
