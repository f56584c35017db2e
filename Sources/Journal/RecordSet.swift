package import TransparencyLog

/// Records held in memory: all of a journal, or those that somebody handed over.
///
/// Where some are missing, the roots cannot be computed; then those hold that it was given, and
/// whoever gives them has proved that the records lie under them.
package struct RecordSet: Sendable {
  private struct Place: Sendable {
    let position: UInt64
    let offset: Int
    let count: Int
  }

  /// Every so many records the right edge of the tree is kept, to compute a root from there.
  private static let edgeDistance: UInt64 = 1_024

  private let declaredSize: UInt64?
  private let givenRoots: [UInt64: Hash]
  private var bytes: [UInt8] = []
  private var places: [Place] = []
  private var streams = StreamBook()
  private var identities = PositionsByHash()
  /// The tree over the records, as long as none is missing.
  private var edge = CompactRange()
  private var edges = [CompactRange()]

  /// An empty set of a journal that held `size` records; nil for as many as are added.
  package init(size: UInt64? = nil, roots: [UInt64: Hash] = [:]) {
    declaredSize = size
    givenRoots = roots
  }

  /// Adds a record, whose position is greater than those of all there are.
  ///
  /// - Throws: ``JournalError/damaged(position:reason:)`` for bytes that are no record, and for a
  ///   record out of its place.
  package mutating func add(_ record: UnsafeRawBufferPointer) throws(JournalError) {
    let next = places.last.map { $0.position + 1 } ?? 0
    guard record.count > RecordLayout.headerBytes, record.count <= RecordLayout.maximumBytes,
      RecordLayout.tags.allSatisfy({ record[$0.offset] == $0.tag })
    else {
      throw .damaged(position: next, reason: "it is not laid out as a record")
    }
    let header = RecordHeader(record)
    guard header.position >= next, header.position < declaredSize ?? .max else {
      throw .damaged(
        position: next, reason: "a record that says position \(header.position) stands in its place"
      )
    }
    guard RecordLayout.checksum(record) == header.check else {
      throw .damaged(
        position: header.position,
        reason: "its bytes do not have the check sum that they were written with")
    }
    try streams.take(header, record)
    if let envelope = Envelope(record) {
      identities.add(header.position, envelope.identityHash)
    }
    places.append(Place(position: header.position, offset: bytes.count, count: record.count))
    bytes += record
    if header.position == edge.size {
      edge.append(leaf: MerkleTree.leafHash(record))
      if edge.size % Self.edgeDistance == 0 { edges.append(edge) }
    }
  }

  /// How many records it holds.
  package var count: Int { places.count }

  /// Whether it holds every record of the journal.
  package var isWhole: Bool { UInt64(places.count) == (declaredSize ?? edge.size) }

  /// The first place at or after `position`.
  private func index(from position: UInt64) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func withRecord<Result>(
    _ place: Place, _ body: (UnsafeRawBufferPointer) throws(JournalError) -> Result
  ) throws(JournalError) -> Result {
    let result = bytes.withUnsafeBytes { all -> Swift.Result<Result, JournalError> in
      let record = UnsafeRawBufferPointer(rebasing: all[place.offset..<place.offset + place.count])
      do throws(JournalError) { return .success(try body(record)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

extension RecordSet: Records {
  package func size() -> UInt64 {
    declaredSize ?? places.last.map { $0.position + 1 } ?? 0
  }

  package func root(at size: UInt64) throws(JournalError) -> Hash {
    if let root = givenRoots[size] { return root }
    guard size <= edge.size else { throw .rootNotHeld(size: size) }
    var edge = edges[Int(size / Self.edgeDistance)]
    for place in places[Int(edge.size)..<Int(size)] {
      try withRecord(place) { record throws(JournalError) in
        edge.append(leaf: MerkleTree.leafHash(record))
      }
    }
    return edge.root
  }

  /// Where records are missing, the least size that shows the same records.
  package func size(knownAt time: Int64) throws(JournalError) -> UInt64 {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      let recorded = try withRecord(places[middle]) { RecordHeader($0).recorded }
      if recorded <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : places[low - 1].position + 1
  }

  package func scan(
    from: UInt64, to: UInt64,
    _ body: (RecordHeader, UnsafeRawBufferPointer) throws(JournalError) -> Void
  ) throws(JournalError) {
    for place in places[index(from: from)...] {
      guard place.position < to else { return }
      try withRecord(place) { record throws(JournalError) in try body(RecordHeader(record), record)
      }
    }
  }

  package func record(at position: UInt64) throws(JournalError) -> [UInt8] {
    let index = index(from: position)
    guard index < places.count, places[index].position == position else {
      throw .notHeld(position: position)
    }
    return try withRecord(places[index]) { Array($0) }
  }

  package func entries(of subject: String) -> [StreamEntry] { streams.entries(of: subject) }

  package func position(source: String, id: String) throws(JournalError) -> UInt64? {
    try identities.position(source: source, id: id, in: self)
  }
}
