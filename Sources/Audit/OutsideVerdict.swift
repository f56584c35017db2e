package import TransparencyLog

/// What the verification of an export, a proof or a checkpoint found, with no ledger at hand.
package enum OutsideVerdict: Sendable {
  /// All of it follows from the keys that were given.
  case verified(Checkpoint, what: String, witnesses: [Cosignature])
  /// Something in it is wrong.
  case failed(reason: String)
  /// Something is missing without which nobody can say; that is no yes.
  case undecided(reason: String)
}
