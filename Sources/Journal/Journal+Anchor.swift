import LMDB

extension Journal {
  /// Compares the journal in the directory `path` with the head noted beside it, without opening
  /// it for writing; a journal without a note passes.
  ///
  /// - Throws: ``JournalError/rolledBack(path:noted:found:)`` when that head is not in its history.
  package static func checkAnchor(at path: String) throws(JournalError) {
    let store = try JournalStore(
      opening: path + "/journal", options: EnvironmentOptions(isReadOnly: true))
    // The note first, as when a journal is opened.
    guard let noted = HeadAnchor(path: path + "/anchors/heads").read() else { return }
    let transaction = try inStorage { () throws(LMDBError) in
      try ReadTransaction(store.environment)
    }
    try store.check(noted, transaction, try store.head(transaction), path: path)
  }
}
