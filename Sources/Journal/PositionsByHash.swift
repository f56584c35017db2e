/// Where identities with a hash were recorded, for numbers that almost never share one.
///
/// An open table: a hash lies at its place or, where that is taken, at the next free one. The place
/// depends on a number of this process, so that nobody can choose ids that all want the same.
struct PositionsByHash: Sendable {
  private struct Slot {
    let hash: UInt64
    /// ``free`` where the slot is.
    let position: UInt64
  }

  private static let free = UInt64.max
  private static let seed = UInt64.random(in: .min ... .max)

  private var slots: [Slot] = []
  private var count = 0
  private let seed = Self.seed

  /// The positions of a hash, the latest first.
  subscript(_ hash: UInt64) -> [UInt64] {
    guard count > 0 else { return [] }
    var positions: [UInt64] = []
    var place = home(of: hash)
    while slots[place].position != Self.free {
      if slots[place].hash == hash { positions.append(slots[place].position) }
      place = next(place)
    }
    if positions.count > 1 { positions.sort(by: >) }
    return positions
  }

  /// Adds a position, which is greater than all there are.
  mutating func add(_ position: UInt64, _ hash: UInt64) {
    if 2 * (count + 1) > slots.count { grow() }
    put(Slot(hash: hash, position: position))
    count += 1
  }

  /// Takes away the latest position of a hash.
  mutating func removeLatest(_ hash: UInt64) {
    guard count > 0 else { return }
    var latest: Int?
    var place = home(of: hash)
    while slots[place].position != Self.free {
      if slots[place].hash == hash,
        latest.map({ slots[$0].position < slots[place].position }) ?? true
      {
        latest = place
      }
      place = next(place)
    }
    if let latest { free(latest) }
  }

  /// Frees a slot and moves into it what would no longer be found behind it.
  private mutating func free(_ place: Int) {
    var hole = place
    var place = next(place)
    while slots[place].position != Self.free {
      let way = distance(from: home(of: slots[place].hash), to: place)
      if way >= distance(from: hole, to: place) {
        slots[hole] = slots[place]
        hole = place
      }
      place = next(place)
    }
    slots[hole] = Slot(hash: 0, position: Self.free)
    count -= 1
  }

  private func next(_ place: Int) -> Int { (place + 1) & (slots.count - 1) }

  private func distance(from start: Int, to end: Int) -> Int { (end - start) & (slots.count - 1) }

  private mutating func grow() {
    let old = slots
    slots = Array(
      repeating: Slot(hash: 0, position: Self.free), count: max(64, 2 * old.count))
    for slot in old where slot.position != Self.free { put(slot) }
  }

  private mutating func put(_ slot: Slot) {
    var place = home(of: slot.hash)
    while slots[place].position != Self.free { place = next(place) }
    slots[place] = slot
  }

  @inline(__always)
  private func home(of hash: UInt64) -> Int {
    var mixed = (hash ^ seed) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 32) &* 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: mixed >> 32) & (slots.count - 1)
  }
}

extension PositionsByHash {
  /// Where the event `id` of `source` stands among `records`; the first place where it has several.
  func position(
    source: String, id: String, in records: some Records
  ) throws(JournalError) -> UInt64? {
    for position in self[Envelope.identityHash(source: source, id: id)].reversed() {
      let isIt = try records.record(at: position).withUnsafeBytes { record in
        guard let envelope = Envelope(record) else { return false }
        return envelope.source.elementsEqual(source.utf8) && envelope.id.elementsEqual(id.utf8)
      }
      if isIt { return position }
    }
    return nil
  }
}

extension Envelope {
  static func identityHash(source: String, id: String) -> UInt64 {
    var (source, id) = (source, id)
    return source.withUTF8 { source in
      id.withUTF8 { Envelope.identityHash(source: .init(source), id: .init($0)) }
    }
  }
}
