/// The newest part of the index, in memory: everything from `start` on that no run holds yet.
struct IndexTail {
  let start: UInt64
  private(set) var identities: [IdentityEntry] = []
  private(set) var streams: [StreamEntry] = []
  /// Name → number, how many events, and where the last one is, of every stream touched since `start`.
  private(set) var touched: [String: StreamEnd] = [:]
  private var positions = PositionsByHash()
  /// The place in `streams` of a stream's newest entry, and of the one before each entry: -1 is none.
  private var lastPlaces: [UInt32: Int32] = [:]
  private var previousPlaces: [Int32] = []

  init(start: UInt64) { self.start = start }

  var end: UInt64 { start + UInt64(identities.count) }
  var count: Int { identities.count }

  mutating func add(_ identity: IdentityEntry, _ entry: StreamEntry) {
    let place = Int32(streams.count)
    previousPlaces.append(lastPlaces.updateValue(place, forKey: entry.stream) ?? -1)
    identities.append(identity)
    streams.append(entry)
    positions.add(identity.position, identity.hash)
  }

  /// Notes where a stream ends with the entries that were added; an older end is left out.
  mutating func note(_ end: StreamEnd, of subject: String) {
    guard end.last >= start else { return }
    if let known = touched[subject], known.last > end.last { return }
    touched[subject] = end
  }

  func state(of subject: String) -> StreamEnd? { touched[subject] }

  func positions(of hash: UInt64) -> [UInt64] { positions[hash] }

  func entries(of stream: UInt32) -> [StreamEntry] {
    var entries: [StreamEntry] = []
    var place = lastPlaces[stream] ?? -1
    while place >= 0 {
      entries.append(streams[Int(place)])
      place = previousPlaces[Int(place)]
    }
    return entries.reversed()
  }
}

/// What the index knows of a stream.
package struct StreamEnd: Equatable, Sendable {
  /// Assigned when the stream was first written to, gapless from 0.
  package let number: UInt32
  /// How many events it has; the revision of the next one.
  package let count: UInt32
  /// The position of the last one.
  package let last: UInt64
}

extension StreamEnd {
  /// The end that a stream has with this record.
  init(_ header: RecordHeader) {
    self.init(number: header.stream, count: header.revision &+ 1, last: header.position)
  }

  static let byteCount = 16

  /// Stored form, big-endian: number 4, count 4, position of the last event 8.
  var stored: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: number)
    bytes.append(bigEndian: count)
    bytes.append(bigEndian: last)
    return bytes
  }

  init(stored bytes: UnsafeRawBufferPointer) {
    self.init(
      number: bytes.bigEndian(at: 0), count: bytes.bigEndian(at: 4), last: bytes.bigEndian(at: 8))
  }
}
