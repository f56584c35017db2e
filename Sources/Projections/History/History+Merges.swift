import Journal
import LedgerEvents

extension History {
  /// The positions of the records of an account, in the order of recording.
  func positions(of account: String) throws(ProjectionError) -> [UInt64] {
    try inJournal { () throws(JournalError) in
      try records.entries(of: "account/\(account)")
    }.map(\.position).sorted()
  }

  /// Survivor and absorbed of every merge that was ever recorded or corrected, whether it holds or not.
  func mergedPairs(below size: UInt64) throws(ProjectionError) -> [(String, String)] {
    let links = try links(to: size)
    let merges = links.merges.filter { $0.stored.position < size }
    guard !merges.isEmpty else { return [] }
    var pairs: [(String, String)] = []
    let amendments = Dictionary(grouping: links.amendments, by: \.target)
    for merge in merges {
      var told = [try? HeldEvent(merge.stored, nil)]
      for link in amendments[merge.stored.position] ?? [] where link.amendment.position < size {
        told.append(try? HeldEvent(merge.stored, link.amendment))
      }
      for case let event? in told {
        if case .accountMerged(let merge) = event.data {
          pairs.append((merge.survivorID, merge.absorbedID))
        } else if case .accountMergeReverted(let revert) = event.data {
          pairs.append((revert.survivorID, revert.absorbedID))
        }
      }
    }
    return pairs
  }
}
