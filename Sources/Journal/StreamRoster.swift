import TransparencyLog

/// Every stream as a scan over the records finds it, with what the last few records changed.
///
/// So it can say what all heads were a little earlier, which is what a commitment speaks of: it is
/// recorded some events after the size that it names.
struct StreamRoster {
  private struct Stream {
    let subject: [UInt8]
    var count: UInt32
    var last: Hash
  }

  /// A record, and the leaf hash of the one before it in its stream.
  private struct Change {
    let stream: UInt32
    let before: Hash?
  }

  /// How many records can be taken back: a few megabytes.
  static let memory = 1 << 16

  private let memory: Int
  private var streams: [Stream] = []
  /// The numbers of the first so many streams, in the order of their subjects.
  private var sorted: [Int] = []
  private var changes: [Change] = []
  private(set) var size: UInt64 = 0

  init(memory: Int = StreamRoster.memory) { self.memory = memory }

  var count: Int { streams.count }

  /// How many events a stream has, and whether its subject is this one; nil when there is none.
  func stream(
    _ number: UInt32, isAbout subject: UnsafeRawBufferPointer
  ) -> (count: UInt32, isSame: Bool)? {
    guard Int(number) < streams.count else { return nil }
    let stream = streams[Int(number)]
    return (stream.count, stream.subject.elementsEqual(subject))
  }

  /// Takes up the next record, which belongs to a stream that is here or is the next new one.
  mutating func add(stream: UInt32, subject: UnsafeRawBufferPointer, leaf: Hash) {
    let number = Int(stream)
    if number == streams.count {
      remember(Change(stream: stream, before: nil))
      streams.append(Stream(subject: Array(subject), count: 1, last: leaf))
    } else {
      remember(Change(stream: stream, before: streams[number].last))
      streams[number].last = leaf
      streams[number].count += 1
    }
    size += 1
  }

  private mutating func remember(_ change: Change) {
    if changes.count < memory {
      changes.append(change)
    } else {
      changes[Int(size % UInt64(memory))] = change
    }
  }

  /// The heads when there were `earlier` records, in the order of the subjects; nil where that is
  /// too long ago to be remembered.
  mutating func heads(at earlier: UInt64) -> [StreamHead]? {
    guard earlier <= size, size - earlier <= UInt64(changes.count) else { return nil }
    var before: [UInt32: (last: Hash?, taken: UInt32)] = [:]
    var position = size
    while position > earlier {
      position -= 1
      let change = changes[Int(position % UInt64(memory))]
      before[change.stream] = (change.before, (before[change.stream]?.taken ?? 0) + 1)
    }
    sort()
    var heads: [StreamHead] = []
    heads.reserveCapacity(streams.count)
    for number in sorted {
      let stream = streams[number]
      guard let change = before[UInt32(number)] else {
        heads.append(
          StreamHead(subject: stream.subject, revision: stream.count - 1, record: stream.last))
        continue
      }
      guard let last = change.last else { continue }
      heads.append(
        StreamHead(
          subject: stream.subject, revision: stream.count - 1 - change.taken, record: last))
    }
    return heads
  }

  private mutating func sort() {
    guard sorted.count < streams.count else { return }
    let new = (sorted.count..<streams.count).sorted {
      streams[$0].subject.lexicographicallyPrecedes(streams[$1].subject)
    }
    var merged: [Int] = []
    merged.reserveCapacity(streams.count)
    var place = 0
    for number in new {
      while place < sorted.count,
        streams[sorted[place]].subject.lexicographicallyPrecedes(streams[number].subject)
      {
        merged.append(sorted[place])
        place += 1
      }
      merged.append(number)
    }
    sorted = merged + sorted[place...]
  }
}
