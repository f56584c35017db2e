/// Where identities with a hash were recorded, for numbers that almost never share one.
struct PositionsByHash {
  private var latest: [UInt64: UInt64] = [:]
  /// A position → the one before it with the same hash.
  private var earlier: [UInt64: UInt64] = [:]

  /// The positions of a hash, the latest first.
  subscript(_ hash: UInt64) -> [UInt64] {
    guard var position = latest[hash] else { return [] }
    var positions = [position]
    while let before = earlier[position] {
      positions.append(before)
      position = before
    }
    return positions
  }

  /// Adds a position, which is greater than all there are.
  mutating func add(_ position: UInt64, _ hash: UInt64) {
    if let before = latest.updateValue(position, forKey: hash) { earlier[position] = before }
  }

  /// Takes away the latest position of a hash.
  mutating func removeLatest(_ hash: UInt64) {
    guard let position = latest.removeValue(forKey: hash) else { return }
    if let before = earlier.removeValue(forKey: position) { latest[hash] = before }
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
