import Journal
import LMDB

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ViewStore {
  /// Makes the rows of the generation that answers, where there are none that can be carried on.
  ///
  /// A view over the whole ledger is made as a rebuild makes it: in steps, so that memory does not
  /// follow the journal and whoever asks after a kill goes on from there. Another process that is
  /// making the rows is waited for. One row for each account is carried on in batches, from the first
  /// record as from any other; such a view is left to ``catchUp(_:_:to:)``.
  ///
  /// - Returns: why rows that were there had to be made anew, if so.
  func makeFirstRows(
    _ view: any ViewDefinition, _ history: History
  ) throws(ProjectionError) -> ViewRebuild? {
    guard view is any LedgerView, try need(view, history).isThere else { return nil }
    let lock = try RebuildLock(waitingFor: folder, generation)
    // Whoever held it may have made them.
    let need = try need(view, history)
    if need.isThere {
      let workers = min(2, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
      try Rebuild(view: view, history: history, store: self, workers: workers).run { _ in }
    }
    _ = consume lock
    return need.reason
  }

  /// Whether rows must be made from nothing, and what is wrong with those that are there, if any are.
  private func need(
    _ view: any ViewDefinition, _ history: History
  ) throws(ProjectionError) -> (isThere: Bool, reason: ViewRebuild?) {
    if try rebuildState() != nil { return (true, nil) }
    guard let cursor = try cursorAsStored() else { return (true, nil) }
    // Rows under other rules than this program's are not overwritten without being told to.
    if let rules = try rules(), rules != view.rules { return (false, nil) }
    let fault = try inJournal { () throws(JournalError) in
      try self.fault(of: cursor, view.format, history.records)
    }
    return (fault != nil, fault)
  }
}
