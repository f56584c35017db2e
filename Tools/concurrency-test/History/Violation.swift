/// A promise that a history breaks.
package struct Violation: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Promise: String, CaseIterable, Sendable {
    /// Each key has one effect.
    case onceEach = "once each"
    /// A stream's revisions have no gap.
    case revisions
    /// What was acknowledged lies where the receipt says, with the content that was sent.
    case receipts
    /// Nothing is there that nobody asked for.
    case nothingElse = "nothing else"
    /// A unit lies there whole, its records side by side.
    case wholeUnits = "whole units"
    /// A unit was taken only where its expectation held.
    case expectations
    /// A refusal had its reason at some moment of the call.
    case refusals
    /// A read shows a prefix.
    case prefixes
    /// What ended before something else began comes before it.
    case realTime = "real time"
  }

  package let promise: Promise
  package let what: String

  package var description: String { "\(promise.rawValue): \(what)" }
}
