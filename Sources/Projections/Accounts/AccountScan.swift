import Journal
import LedgerEvents
import Money

/// What a run of records means for each account in it.
struct AccountScan {
  struct Note {
    let position: UInt64
    let type: UInt32
    let businessDay: UInt32
    /// Empty where the type says no more than that something happened.
    let bytes: [UInt8]
  }

  struct Notes {
    var notes: [Note] = []
    /// Whether something recorded before is amended, so that only the whole stream tells.
    var needsWhole = false
  }

  private(set) var notes: [String: Notes] = [:]
  /// Whether something was recorded about a health model.
  private(set) var hasModelEvent = false
  private var modelStreams: Set<UInt32> = []
  private let standpoint: Standpoint
  private var accounts: [UInt32: String?] = [:]

  init(_ standpoint: Standpoint) {
    self.standpoint = standpoint
  }

  mutating func note(
    position: UInt64, type: UInt32, businessDay: UInt32, stream: UInt32,
    _ record: UnsafeRawBufferPointer, keepsRecord: Bool
  ) {
    guard let account = account(stream, record) else {
      hasModelEvent = hasModelEvent || modelStreams.contains(stream)
      return
    }
    guard keepsRecord else {
      if notes[account] == nil { notes[account] = Notes() }
      return
    }
    let isAmendment = type == EventCorrected.typeNumber || type == EventRetracted.typeNumber
    let bytes = AccountFold.isTelling(type) ? Array(record) : []
    notes[account, default: Notes()].notes.append(
      Note(position: position, type: type, businessDay: businessDay, bytes: bytes))
    if isAmendment { notes[account, default: Notes()].needsWhole = true }
  }

  /// The account a stream is about, read from the first record seen of it.
  private mutating func account(_ stream: UInt32, _ record: UnsafeRawBufferPointer) -> String? {
    if let known = accounts[stream] { return known }
    let subject = Envelope(record).map { String(decoding: $0.subject, as: UTF8.self) } ?? ""
    let isAccount = subject.hasPrefix("account/") && subject.utf8.count > 8
    let account = isAccount ? String(subject.dropFirst(8)) : nil
    accounts[stream] = account
    if subject.hasPrefix("health-model/") { modelStreams.insert(stream) }
    return account
  }

  /// Every account at a standpoint, in one pass over the journal.
  static func all(
    _ history: History, _ standpoint: Standpoint
  ) throws(ProjectionError) -> [String: AccountFold] {
    let links = try history.links(to: standpoint.size)
    let verdicts = Amendment.inForce(links.amendments, below: standpoint.size)
    var folds: [String: AccountFold] = [:]
    var scan = AccountScan(standpoint)
    try inJournal { () throws(JournalError) in
      try history.records.scan(to: standpoint.size) { header, record throws(JournalError) in
        guard let account = scan.account(header.stream, record) else { return }
        folds[account, default: AccountFold()].take(
          position: header.position, type: header.type, businessDay: header.businessDay,
          verdicts[header.position], standpoint
        ) { Array(record) }
      }
    }
    return folds.filter { $0.value.eventCount > 0 }
  }

  /// One account at a standpoint, from its own stream.
  static func one(
    _ account: String, _ history: History, _ standpoint: Standpoint
  ) throws(ProjectionError) -> AccountFold {
    let links = try history.links(to: standpoint.size)
    let entries = try inJournal { () throws(JournalError) in
      try history.records.entries(of: "account/\(account)")
    }
    var fold = AccountFold()
    guard let stream = entries.first?.stream else { return fold }
    let verdicts = links.inForce([stream], below: standpoint.size)
    let positions = entries.map(\.position).filter { $0 < standpoint.size }.sorted()
    for chunk in positions.chunks(of: 512) {
      let records = try inJournal { () throws(JournalError) in
        try history.records.records(at: chunk)
      }
      for (position, bytes) in zip(chunk, records) {
        guard let header = bytes.header else { continue }
        fold.take(
          position: position, type: header.type, businessDay: header.businessDay,
          verdicts[position], standpoint
        ) { bytes }
      }
    }
    return fold
  }
}

extension [UInt8] {
  /// The fixed part of a record; nil when the bytes are none.
  fileprivate var header: LedgerEvents.RecordHeader? {
    withUnsafeBytes { LedgerEvents.RecordHeader($0) }
  }
}
