package import TransparencyLog

/// Records of which proofs can be made: a ledger's own, of which none is missing.
package protocol ProvableRecords: Records {
  /// The heads of all streams when there were `size` records, in the order of the subjects' bytes.
  func streamHeads(at size: UInt64) throws(JournalError) -> [StreamHead]

  /// Shows that the journal of `old` records is the beginning of the one of `new` records.
  func consistencyProof(
    from old: UInt64, to new: UInt64
  ) throws(JournalError) -> ConsistencyProof

  /// The tree of the first `size` records without all but those at `positions`.
  func prunedTree(
    size: UInt64, showing positions: [UInt64]
  ) throws(JournalError) -> PrunedTree
}

extension Journal: ProvableRecords {}
