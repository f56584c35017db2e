import Journal
import LedgerEvents
import Money

/// Events that change how others are read: corrections, merges, registrations of own types, health
/// models.
///
/// Few among many, found by the type in the header, and kept in memory from query to query.
struct Links: Sendable {
  struct Placed: Sendable {
    let stored: StoredEvent
    let stream: UInt32
  }

  /// Everything below this position was read.
  private(set) var end: UInt64 = 0
  private(set) var amendments: [AmendmentLink] = []
  private(set) var merges: [Placed] = []
  /// Publications of health models.
  private(set) var models: [Placed] = []
  /// The title of each own type by its outside name, with the position that gave it.
  private(set) var titles: [String: [(position: UInt64, title: String)]] = [:]
  private var byStream: [UInt32: [Int]] = [:]

  /// Reads what was recorded since.
  mutating func catchUp(_ records: any Records, to size: UInt64) throws(JournalError) {
    guard end < size else { return }
    var found: [[UInt8]] = []
    try records.scan(from: end, to: size) { header, record throws(JournalError) in
      switch header.type {
      case AccountMerged.typeNumber, AccountMergeReverted.typeNumber, EventCorrected.typeNumber,
        EventRetracted.typeNumber, EventTypeRegistered.typeNumber,
        HealthModelVersionPublished.typeNumber:
        found.append(Array(record))
      default: break
      }
    }
    for bytes in found {
      // What cannot be read is named by the answer that shows it.
      guard let stored = try? StoredEvent(bytes), let data = try? stored.data() else { continue }
      try take(stored, data, records)
    }
    end = size
  }

  /// The amendments in the streams with these numbers, by the position they are about.
  func inForce(_ streams: some Sequence<UInt32>, below size: UInt64) -> [UInt64: Amendment] {
    var all: [UInt64: Amendment] = [:]
    for stream in streams {
      guard let places = byStream[stream] else { continue }
      let links = places.map { amendments[$0] }
      all.merge(Amendment.inForce(links, below: size)) { first, _ in first }
    }
    return all
  }

  /// Everything that was said about events in the streams with these numbers, below `size`: by the
  /// position of the event that was wrong in the first place, in the order of recording.
  ///
  /// A retraction that takes back a correction stands with the event the correction was about.
  func remarks(_ streams: some Sequence<UInt32>, below size: UInt64) -> [UInt64: [Remark]] {
    var remarks: [UInt64: [Remark]] = [:]
    for stream in streams {
      guard let places = byStream[stream] else { continue }
      let links = places.map { amendments[$0] }.filter { $0.amendment.position < size }
      let verdicts = Amendment.inForce(links, below: size)
      var roots: [UInt64: UInt64] = [:]
      for link in links {
        let root = roots[link.target] ?? link.target
        roots[link.amendment.position] = root
        let isTakenBack = verdicts[link.amendment.position]?.kind == .retracted
        remarks[root, default: []].append(
          Remark(
            kind: link.amendment.kind, position: link.amendment.position, about: link.target,
            recorded: link.amendment.recorded, reason: link.amendment.reason,
            isTakenBack: isTakenBack))
      }
    }
    return remarks
  }

  /// The title an own type had, the last one given below `size`.
  func title(of outsideName: String, below size: UInt64) -> String? {
    titles[outsideName]?.last { $0.position < size }?.title
  }

  private mutating func take(
    _ stored: StoredEvent, _ data: Record.OneOf_Data, _ records: any Records
  ) throws(JournalError) {
    switch data {
    case .accountMerged, .accountMergeReverted:
      merges.append(Placed(stored: stored, stream: stored.header.stream))
    case .healthModelVersionPublished:
      models.append(Placed(stored: stored, stream: stored.header.stream))
    case .eventCorrected(let event):
      try amend(
        stored, event.hasTargetSource ? event.targetSource : stored.source, event.targetEventID,
        event.reason, replacement: event, records)
    case .eventRetracted(let event):
      try amend(
        stored, event.hasTargetSource ? event.targetSource : stored.source, event.targetEventID,
        event.reason, replacement: nil, records)
    case .eventTypeRegistered(let event):
      titles["\(event.name).v\(event.version)", default: []].append(
        (stored.position, event.title))
    default: break
    }
  }

  private mutating func amend(
    _ stored: StoredEvent, _ source: String, _ id: String, _ reason: String,
    replacement: EventCorrected?, _ records: any Records
  ) throws(JournalError) {
    guard let target = try records.position(source: source, id: id), target < stored.position
    else { return }
    byStream[stored.header.stream, default: []].append(amendments.count)
    amendments.append(
      AmendmentLink(
        target: target, stream: stored.header.stream,
        amendment: Amendment(
          kind: replacement == nil ? .retracted : .corrected, position: stored.position,
          recorded: stored.recorded, reason: reason, replacement: replacement)))
  }
}
