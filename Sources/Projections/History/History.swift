package import Journal
import LedgerEvents
import Money
import Synchronization

/// Records as questions see them: cut by two clocks, with corrections and merges brought to bear.
///
/// Make one for each open journal and ask everything through it; it remembers, between questions,
/// which events change how others are read.
package final class History: Sendable {
  package let records: any Records
  private let links = Mutex(Links())

  package init(_ records: any Records) {
    self.records = records
  }

  /// Resolves two clocks to what is known and what counts.
  package func standpoint(_ clocks: Clocks = Clocks()) throws(ProjectionError) -> Standpoint {
    let size = try inJournal { () throws(JournalError) in try records.size() }
    var asked = size
    switch clocks.knownAt {
    case nil: break
    case .size(let size): asked = size
    case .time(let time):
      asked = try inJournal { () throws(JournalError) in
        try records.size(knownAt: time.microseconds)
      }
    }
    guard asked <= size else { throw .sizeAhead(asked: asked, size: size) }
    let root = try inJournal { () throws(JournalError) in try records.root(at: asked) }
    return Standpoint(size: asked, root: root, asOf: clocks.asOf)
  }

  /// The links up to the standpoint; read further first where they have not been.
  func links(to size: UInt64) throws(ProjectionError) -> Links {
    let records = records
    let result = links.withLock { links -> Result<Links, JournalError> in
      do throws(JournalError) {
        try links.catchUp(records, to: size)
        return .success(links)
      } catch {
        return .failure(error)
      }
    }
    return try inJournal { () throws(JournalError) in try result.get() }
  }

  /// The account itself, then every account that was merged into it and not taken out again.
  ///
  /// What was recorded of them is read as one history.
  package func family(
    of account: String, at standpoint: Standpoint
  ) throws(ProjectionError) -> [String] {
    let parents = try parents(at: standpoint)
    guard !parents.isEmpty else { return [account] }
    var family = [account]
    var next = 0
    while next < family.count {
      let absorbed = parents.filter { $0.value == family[next] }.keys.sorted()
      family += absorbed.filter { !family.contains($0) }
      next += 1
    }
    return family
  }

  /// The account into which each absorbed one was merged.
  func parents(at standpoint: Standpoint) throws(ProjectionError) -> [String: String] {
    let links = try links(to: standpoint.size)
    let merges = links.merges.filter { $0.stored.position < standpoint.size }
    guard !merges.isEmpty else { return [:] }
    let verdicts = links.inForce(Set(merges.map(\.stream)), below: standpoint.size)
    var held: [HeldEvent] = []
    for merge in merges {
      let verdict = verdicts[merge.stored.position]
      guard verdict?.kind != .retracted, let event = try? HeldEvent(merge.stored, verdict),
        standpoint.includes(event.day)
      else { continue }
      held.append(event)
    }
    held.sort { ($0.day, $0.position) < ($1.day, $1.position) }
    var parents: [String: String] = [:]
    for event in held {
      if case .accountMerged(let merge) = event.data {
        parents[merge.absorbedID] = merge.survivorID
      } else if case .accountMergeReverted(let revert) = event.data {
        parents[revert.absorbedID] = nil
      }
    }
    return parents
  }
}
