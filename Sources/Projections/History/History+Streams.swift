import Journal
import LedgerEvents
import Money

/// The events of some streams as they hold at a standpoint.
struct HeldStream: Sendable {
  /// In the order of recording, without what was retracted and without the amendments themselves.
  var events: [HeldEvent] = []
  var unreadable: [UnreadableEvent] = []
}

extension History {
  /// The events of these subjects whose type is wanted, as they hold at the standpoint.
  ///
  /// Events dated after the as-of day are left out unless `isDated` is false: what carries its own
  /// first day, such as an assignment, is cut by that day instead.
  func events(
    of subjects: [String], at standpoint: Standpoint, isDated: Bool = true,
    _ isWanted: (UInt32) -> Bool = { _ in true }
  ) throws(ProjectionError) -> HeldStream {
    let links = try links(to: standpoint.size)
    var result = HeldStream()
    for subject in subjects {
      let entries = try inJournal { () throws(JournalError) in
        try records.entries(of: subject)
      }.filter { $0.position < standpoint.size }
      guard let stream = entries.first?.stream else { continue }
      let verdicts = links.inForce([stream], below: standpoint.size)
      let positions = entries.map(\.position).sorted()
      for chunk in positions.chunks(of: 512) {
        let found = try inJournal { () throws(JournalError) in try records.records(at: chunk) }
        for (position, bytes) in zip(chunk, found) {
          guard let number = bytes.typeNumber, number != EventCorrected.typeNumber,
            number != EventRetracted.typeNumber
          else { continue }
          let verdict = verdicts[position]
          let type = verdict?.replacement.map { $0.replacement.type } ?? number
          guard verdict?.kind != .retracted, isWanted(type) else { continue }
          do throws(EventError) {
            let event = try HeldEvent(try StoredEvent(bytes), verdict)
            if !isDated || standpoint.includes(event.day) { result.events.append(event) }
          } catch {
            result.unreadable.append(
              UnreadableEvent(position: position, subject: subject, reason: "\(error)"))
          }
        }
      }
    }
    if subjects.count > 1 { result.events.sort { $0.position < $1.position } }
    return result
  }
}

extension [UInt8] {
  /// The type in the header of a record.
  var typeNumber: UInt32? { withUnsafeBytes { LedgerEvents.RecordHeader($0)?.type } }

  /// The time of recording in the header of a record.
  var recordedTime: Int64? { withUnsafeBytes { LedgerEvents.RecordHeader($0)?.recorded } }
}

extension Array {
  /// The elements in runs of `size`, the last one shorter.
  func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
