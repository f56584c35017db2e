/// The newest part of the index, in memory: everything from `start` on that no run holds yet.
struct IndexTail {
  let start: UInt64
  private(set) var identities: [IdentityEntry] = []
  private(set) var streams: [StreamEntry] = []
  /// Name → number and how many events, of every stream touched since `start`.
  private(set) var touched: [String: StreamEnd] = [:]
  private var positionByHash: [UInt64: UInt64] = [:]
  private var placesByStream: [UInt32: [Int32]] = [:]

  init(start: UInt64) { self.start = start }

  var end: UInt64 { start + UInt64(identities.count) }
  var count: Int { identities.count }

  mutating func add(_ identity: IdentityEntry, _ entry: StreamEntry, subject: String) {
    placesByStream[entry.stream, default: []].append(Int32(streams.count))
    identities.append(identity)
    streams.append(entry)
    // Two identities may share a hash; the later is then found by the search over all.
    positionByHash[identity.hash] = identity.position
    touched[subject] = StreamEnd(number: entry.stream, count: entry.revision + 1)
  }

  func state(of subject: String) -> StreamEnd? { touched[subject] }

  func positions(of hash: UInt64) -> [UInt64] {
    guard let latest = positionByHash[hash] else { return [] }
    let others = identities.lazy.filter { $0.hash == hash && $0.position != latest }
    return hashesAreUnique ? [latest] : [latest] + others.map(\.position)
  }

  private var hashesAreUnique: Bool { positionByHash.count == identities.count }

  func entries(of stream: UInt32) -> [StreamEntry] {
    placesByStream[stream, default: []].map { streams[Int($0)] }
  }
}

/// What the index knows of a stream.
package struct StreamEnd: Equatable, Sendable {
  /// Assigned when the stream was first written to, gapless from 0.
  package let number: UInt32
  /// How many events it has; the revision of the next one.
  package let count: UInt32
}
