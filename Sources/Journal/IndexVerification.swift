import LMDB

/// What a look at every page and entry of an index found.
package enum IndexVerdict: Equatable, Sendable {
  /// So many entries, each with its check sum.
  case sound(entries: Int)
  /// There is none, or one of another program; the next opening makes it.
  case absent
  /// Answers that need it say so, and the next opening makes it anew from the records.
  case damaged(String)

  /// Whether the index answers what the records say, or is made by the next opening.
  package var isUsable: Bool {
    if case .damaged = self { false } else { true }
  }
}

extension Journal {
  /// Looks at every page, block and filter of the index beside the journal at `path`.
  ///
  /// What the entries say is not derived again: a program that made them wrong would be found by what
  /// it answers, and a change on disk by the check sums.
  package static func verifyIndex(at path: String) -> IndexVerdict {
    let directory = path + "/index"
    guard FileSystem.exists(directory + "/data.mdb") else { return .absent }
    do throws(LMDBError) {
      let runs = try IndexRuns.open(directory, IndexLimits(), isReadOnly: true)
      let transaction = try ReadTransaction(runs.environment)
      guard let manifest = try runs.manifest(transaction) else { return .absent }
      var entries = try transaction.checkEntries(runs.names)
      for database in [runs.identities, runs.streams, runs.state] {
        entries += try transaction.checkEntries(database)
      }
      for (run, filter) in zip(manifest.runs, try runs.filters(manifest, transaction)) {
        guard RunFilter.isSound(filter, run) else {
          return .damaged("the filter of run \(run.number) fails its check sum")
        }
      }
      return .sound(entries: entries)
    } catch {
      return .damaged(error.isDamage ? error.reason : "\(error)")
    }
  }
}
