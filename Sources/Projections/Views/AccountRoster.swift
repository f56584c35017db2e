import Journal

/// The accounts of a journal, spread over lanes by a hash of their stream's name.
///
/// A lane is what one worker folds at a time. There are always as many, so that a rebuild goes on
/// with another number of workers, and each lists its accounts in the order in which they appear in
/// the journal, which never changes below a size.
struct AccountRoster: Sendable {
  static let laneCount = 64

  struct Entry: Sendable {
    let account: String
    fileprivate(set) var events: UInt64 = 0
  }

  private(set) var lanes = [[Entry]](repeating: [], count: laneCount)
  /// The records in the streams of accounts.
  private(set) var events: UInt64 = 0

  /// Reads the headers below `size`.
  init(_ records: any Records, to size: UInt64) throws(ProjectionError) {
    var lanes = self.lanes
    var events: UInt64 = 0
    // By the number of the stream; a stream of something else has no lane.
    var places: [(lane: Int, index: Int)?] = []
    try inJournal { () throws(JournalError) in
      try records.scan(to: size) { header, record throws(JournalError) in
        let stream = Int(header.stream)
        if header.revision == 0 {
          while places.count <= stream { places.append(nil) }
          if let account = Self.account(record) {
            let lane = Self.lane(of: account)
            places[stream] = (lane, lanes[lane].count)
            lanes[lane].append(Entry(account: account))
          }
        }
        guard stream < places.count, let place = places[stream] else { return }
        events += 1
        lanes[place.lane][place.index].events += 1
      }
    }
    self.lanes = lanes
    self.events = events
  }

  var count: Int { lanes.reduce(0) { $0 + $1.count } }

  /// Every account in the order of bytes, as a view's keys are.
  var ordered: [String] {
    lanes.joined().map(\.account).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The account that a record is about, where it is about one.
  private static func account(_ record: UnsafeRawBufferPointer) -> String? {
    guard let envelope = Envelope(record) else { return nil }
    let subject = String(decoding: envelope.subject, as: UTF8.self)
    return subject.hasPrefix("account/") && subject.utf8.count > 8
      ? String(subject.dropFirst(8)) : nil
  }

  /// FNV-1a over the name, folded to the number of lanes.
  static func lane(of account: String) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in account.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Int((hash ^ hash >> 32) % UInt64(laneCount))
  }
}
