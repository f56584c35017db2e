import LedgerEvents

extension StreamsCommitted {
  /// Only what is true may be committed: a wrong root would make the whole ledger look changed.
  func decide(_ surroundings: Surroundings) throws(Rejection) {
    guard size > 0 else { throw Required.missing("size") }
    try Required.digest(root, at: "root")
    try Required.choice(occasion, at: "occasion")
    guard let found = surroundings.streams(size) else {
      throw Rejection(
        .sizeAhead, at: "size",
        """
        the journal has not held \(size) records yet; the program commits the streams by itself, \
        with every statement, period close and checkpoint
        """)
    }
    guard streams == found.count, root == found.root else {
      throw Rejection(
        .streamsDiffer, at: "root",
        """
        at size \(size) this ledger has \(found.count) streams with the root \(found.root), not \
        \(streams) with \(root); the event is about another ledger, so leave it out
        """)
    }
  }
}
