import LMDB

/// What the journal answers for a record it took, now or at an earlier time.
package struct Receipt: Equatable, Sendable {
  package let position: UInt64
  package let revision: UInt32
  /// The same source and id had been recorded before with the same content; this is that receipt.
  package let isDuplicate: Bool
}

/// Deciding and appending inside the writer's transaction: nothing can come between the two.
///
/// Valid only within the closure that ``Journal/write(_:)`` calls with it.
package final class WriteSession {
  package let journal: Journal
  private let view: IndexView
  private let base: Head
  /// The time of recording of everything in this group, in microseconds since 1970 UTC.
  package let recorded: Int64
  var pending = PendingRecords()
  private var streams: UInt32
  /// What is known of the streams that were asked for, with the records of this session.
  private var known: [KnownStream] = []
  private var places: [String: Int] = [:]
  private var positions = PositionsByHash()
  private var log: [Taken] = []

  /// The calendar day of recording, for what has no time of its own.
  private lazy var businessDay = journal.businessDay(recorded)

  /// What ``rollBack(to:)`` has to undo for one record.
  private struct Taken {
    /// The place in ``known`` of its stream.
    let stream: Int
    let before: StreamEnd?
    let hash: UInt64
  }

  private struct KnownStream {
    let subject: String
    /// Nil for a stream that is not there.
    var end: StreamEnd?
  }

  init(journal: Journal, view: consuming IndexView, head: Head, recorded: Int64) {
    self.journal = journal
    self.view = view
    base = head
    streams = head.streams
    self.recorded = recorded
  }

  /// How many records the journal holds, with those of this session.
  package var size: UInt64 { base.size + UInt64(pending.count) }

  /// What is known of a stream, with the records of this session.
  package func state(of subject: String) throws(JournalError) -> StreamEnd? {
    let place = try place(of: subject)
    return known[place].end
  }

  private func place(of subject: String) throws(JournalError) -> Int {
    let new = known.count
    // One look into the table both finds a place and takes a new one.
    let place = { (place: inout Int) in place }(&places[subject, default: new])
    guard place == new else { return place }
    do throws(JournalError) {
      // Nothing is set aside or taken up during a session, so what was found once holds.
      var found = journal.index.liveState(of: subject)
      if found == nil { found = try view.state(of: subject) }
      known.append(KnownStream(subject: subject, end: found))
      return new
    } catch {
      places[subject] = nil
      throw error
    }
  }

  /// Where this identity was recorded, if it was.
  package func position(source: String, id: String) throws(JournalError) -> UInt64? {
    try position(Envelope.identityHash(source: source, id: id)) { record in
      guard let envelope = Envelope(record) else { return false }
      return envelope.source.elementsEqual(source.utf8) && envelope.id.elementsEqual(id.utf8)
    }
  }

  /// The bytes of the record at `position`, which may be one of this session.
  package func record(at position: UInt64) throws(JournalError) -> [UInt8] {
    if position >= base.size {
      return pending.withRecord(Int(position - base.size)) { Array($0) }
    }
    return try journal.record(at: position)
  }

  /// The records of a stream, oldest revision first, with those of this session.
  package func records(of subject: String) throws(JournalError) -> [[UInt8]] {
    guard let state = try state(of: subject) else { return [] }
    // One read transaction for all: a long stream is read often when its state is not kept.
    var records = try journal.records(
      at: journal.index.entries(of: state.number).map(\.position).sorted())
    for index in 0..<pending.count {
      pending.withRecord(index) {
        if RecordHeader($0).stream == state.number { records.append(Array($0)) }
      }
    }
    return records
  }

  /// Takes `records` as one unit: all of them, or none and the reason.
  ///
  /// What is expected of streams is expected of them as they stand before the unit, and only when
  /// there is something to take: a unit that was recorded before gets its first receipts.
  /// A record whose source and id were recorded before with the same content is not taken again;
  /// its receipt is the first one.
  package func append(
    _ records: [NewRecord], expecting: [String: ExpectedRevision] = [:]
  ) throws(AppendFailure) -> [Receipt] {
    let savepoint = pending.count
    do throws(AppendFailure) {
      var receipts: [Receipt] = []
      var isChecked = false
      for record in records {
        if let first = try firstReceipt(of: record) {
          receipts.append(first)
          continue
        }
        if !isChecked {
          isChecked = true
          for (subject, expected) in expecting.sorted(by: { $0.key < $1.key }) {
            try checked(expected, subject)
          }
        }
        receipts.append(try add(record))
      }
      return receipts
    } catch {
      rollBack(to: savepoint)
      throw error
    }
  }

  /// Makes sure that a stream is where its writer believes it to be.
  package func check(_ expecting: ExpectedRevision, _ subject: String) throws {
    do throws(AppendFailure) {
      try checked(expecting, subject)
    } catch {
      switch error {
      case .refused(let refusal): throw refusal
      case .failed(let failure): throw failure
      }
    }
  }

  /// Undoes what was taken after there were `count` records in the session.
  package func rollBack(to count: Int) {
    while pending.count > count, let taken = log.popLast() {
      if taken.before == nil { streams -= 1 }
      known[taken.stream].end = taken.before
      positions.removeLatest(taken.hash)
      pending.truncate(to: pending.count - 1)
    }
  }

  /// How many records this session has taken so far.
  package var takenCount: Int { pending.count }

  var headStreams: UInt32 { streams }

  /// Calls `body` with each record taken: its header and the hash of its identity.
  func forEachTaken(_ body: (RecordHeader, UInt64) -> Void) {
    for (index, taken) in log.enumerated() {
      body(pending.withRecord(index) { RecordHeader($0) }, taken.hash)
    }
  }

  /// Calls `body` with each stream that has records of this session, and its end with them.
  func forEachChanged(_ body: (String, StreamEnd) -> Void) {
    for stream in known {
      if let end = stream.end, end.last >= base.size { body(stream.subject, end) }
    }
  }

  /// The receipt that this record got when it was taken before, or nil.
  ///
  /// - Throws: ``AppendRefusal/identityTaken(source:id:position:)`` when its source and id were
  ///   recorded with other content.
  package func firstReceipt(of record: NewRecord) throws(AppendFailure) -> Receipt? {
    let found: UInt64?
    let stored: [UInt8]
    do throws(JournalError) {
      found = try position(record.identityHash) { record.hasIdentity(of: $0) }
      guard let found else { return nil }
      stored = try self.record(at: found)
    } catch {
      throw .failed(error)
    }
    guard let found else { return nil }
    let isSame = stored.withUnsafeBytes { stored in
      record.bytes.withUnsafeBytes { RecordLayout.haveSameContent($0, stored) }
    }
    guard isSame else {
      throw .refused(.identityTaken(source: record.source, id: record.id, position: found))
    }
    let revision = stored.withUnsafeBytes { RecordHeader($0).revision }
    return Receipt(position: found, revision: revision, isDuplicate: true)
  }

  /// Takes a record of which ``firstReceipt(of:)`` is nil.
  package func add(
    _ record: NewRecord, expecting: ExpectedRevision = .any
  ) throws(AppendFailure) -> Receipt {
    guard record.bytes.count <= RecordLayout.maximumBytes else {
      throw .refused(.tooLarge(id: record.id, bytes: record.bytes.count))
    }
    guard Key.lengths.contains(record.subject.utf8.count), record.isIdentified else {
      throw .refused(.incomplete(subject: record.subject, source: record.source, id: record.id))
    }
    let stream = try checked(expecting, record.subject)
    let state = known[stream].end
    let number = state?.number ?? streams
    let revision = state?.count ?? 0
    let position = size
    if state == nil { streams += 1 }
    pending.append(
      record, position: position, recorded: recorded, stream: number, revision: revision,
      businessDayIfUnknown: businessDay)
    log.append(Taken(stream: stream, before: state, hash: record.identityHash))
    known[stream].end = StreamEnd(number: number, count: revision + 1, last: position)
    positions.add(position, record.identityHash)
    return Receipt(position: position, revision: revision, isDuplicate: false)
  }

  /// The place in ``known`` of a stream of which this holds.
  @discardableResult
  private func checked(
    _ expecting: ExpectedRevision, _ subject: String
  ) throws(AppendFailure) -> Int {
    let place: Int
    do throws(JournalError) {
      place = try self.place(of: subject)
    } catch {
      throw .failed(error)
    }
    let last = known[place].end.map { $0.count - 1 }
    let holds =
      switch expecting {
      case .any: true
      case .noStream: last == nil
      case .revision(let revision): last == revision
      }
    guard holds else {
      throw .refused(.wrongRevision(stream: subject, expected: expecting, actual: last))
    }
    return place
  }

  private func position(
    _ hash: UInt64, _ isIt: (UnsafeRawBufferPointer) -> Bool
  ) throws(JournalError) -> UInt64? {
    var candidates = positions[hash]
    candidates += journal.index.livePositions(of: hash)
    candidates += try view.positions(of: hash)
    for candidate in candidates {
      let bytes = try record(at: candidate)
      if bytes.withUnsafeBytes(isIt) { return candidate }
      // Another identity with this hash, or this one with changed bytes, which would be taken twice.
      let isWhole = bytes.withUnsafeBytes {
        $0.count > RecordLayout.headerBytes
          && RecordHeader($0).check == RecordLayout.checksum($0)
      }
      guard isWhole else {
        throw .damaged(position: candidate, reason: "its check sum is wrong")
      }
    }
    return nil
  }
}

/// Why an append did not happen: the records were refused, or the storage failed.
package enum AppendFailure: Error, Equatable, Sendable {
  case refused(AppendRefusal)
  case failed(JournalError)
}

extension AppendFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .refused(let refusal): refusal.description
    case .failed(let error): error.description
    }
  }
}
