import LMDB
package import TransparencyLog

extension Journal {
  /// Compares the journal in the directory `path` with the head noted beside it, without opening
  /// it for writing; a journal without a note passes.
  ///
  /// - Throws: ``JournalError/rolledBack(path:noted:found:)`` when that head is not in its history.
  package static func checkAnchor(at path: String) throws(JournalError) {
    let store = try JournalStore(
      opening: path + "/journal", options: EnvironmentOptions(isReadOnly: true))
    // The note first, as when a journal is opened.
    guard let noted = try HeadAnchor(path: path + "/anchors/heads").read() else { return }
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    try store.check(noted, transaction, try store.head(transaction), path: path)
  }

  /// Makes sure that the journal in the directory `path` begins with every one of `checkpoints`.
  ///
  /// - Throws: ``JournalError/rolledBack(path:noted:found:)`` for the first with which it does not.
  package static func check(
    _ checkpoints: [Checkpoint], at path: String
  ) throws(JournalError) {
    let store = try JournalStore(
      opening: path + "/journal", options: EnvironmentOptions(isReadOnly: true))
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    let head = try store.head(transaction)
    for checkpoint in checkpoints {
      try store.check(checkpoint.noted, transaction, head, path: path)
    }
  }

  /// Makes sure that the journal begins with every one of `checkpoints`.
  ///
  /// - Throws: ``JournalError/rolledBack(path:noted:found:)`` for the first with which it does not.
  package func check(_ checkpoints: [Checkpoint]) throws(JournalError) {
    let transaction = try beginRead()
    let head = try store.head(transaction)
    for checkpoint in checkpoints {
      try store.check(checkpoint.noted, transaction, head, path: path)
    }
  }

  /// The head noted beside the journal, when the journal does not begin with it.
  package func lostHead() throws(JournalError) -> (size: UInt64, root: Hash)? {
    guard let noted = try anchor.read() else { return nil }
    let transaction = try beginRead()
    do throws(JournalError) {
      try store.check(noted, transaction, try store.head(transaction), path: path)
      return nil
    } catch {
      guard case .rolledBack = error else { throw error }
      return (noted.size, noted.root)
    }
  }

  /// Forgets the head noted beside the journal for the one it has, after a succession was declared.
  package func noteHeadAnew() throws(JournalError) { try anchor.replace(with: try head()) }
}

extension Checkpoint {
  fileprivate var noted: HeadAnchor.Noted { HeadAnchor.Noted(size: size, root: root) }
}
