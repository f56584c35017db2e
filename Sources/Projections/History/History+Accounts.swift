import Journal
import LedgerEvents
import Money

extension History {
  /// The events of the wanted types of every account, in one pass over the journal.
  ///
  /// An account that was merged into another is found under the one that goes on.
  func eventsByAccount(
    at standpoint: Standpoint, _ isWanted: (UInt32) -> Bool
  ) throws(ProjectionError) -> [String: HeldStream] {
    let verdicts = Amendment.inForce(
      try links(to: standpoint.size).amendments, below: standpoint.size)
    let parents = try parents(at: standpoint)
    var found: [[UInt8]] = []
    try inJournal { () throws(JournalError) in
      try records.scan(to: standpoint.size) { header, record throws(JournalError) in
        let verdict = verdicts.isEmpty ? nil : verdicts[header.position]
        let type = verdict?.replacement.map { $0.replacement.type } ?? header.type
        if verdict?.kind != .retracted, isWanted(type) { found.append(Array(record)) }
      }
    }
    var streams: [String: HeldStream] = [:]
    for bytes in found {
      guard let stored = try? StoredEvent(bytes), stored.subject.hasPrefix("account/") else {
        continue
      }
      let account = Self.root(of: String(stored.subject.dropFirst(8)), parents)
      do throws(EventError) {
        let event = try HeldEvent(stored, verdicts[stored.position])
        streams[account, default: HeldStream()].events.append(event)
      } catch {
        streams[account, default: HeldStream()].unreadable.append(
          UnreadableEvent(
            position: stored.position, subject: stored.subject, reason: "\(error)"))
      }
    }
    return streams
  }

  /// The account that goes on where this one was merged into another.
  private static func root(of account: String, _ parents: [String: String]) -> String {
    var root = account
    var seen: Set<String> = [account]
    while let parent = parents[root], seen.insert(parent).inserted { root = parent }
    return root
  }
}
