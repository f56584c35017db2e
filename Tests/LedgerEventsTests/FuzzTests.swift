import LedgerEvents
import StrictJSON
import Testing

@Suite struct `Damaged events` {
  @Test(arguments: [101, 102, 103, 104] as [UInt64])
  func `A damaged example is refused or survives the way back`(seed: UInt64) throws {
    var choices = Choices(seed: seed)
    let texts = try EventCatalogue.shared.types.map { try Examples.bytes($0) }
    let pieces = ["{", "}", "[", "]", "\"", ",", ":", "0", "-1", "null", "\\u0000", "ß", "1e9"]
    for round in 0..<1_000 {
      var bytes = texts[choices.below(texts.count)]
      for _ in 0...choices.below(3) {
        let place = choices.below(bytes.count)
        switch choices.below(4) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: choices.next())
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + choices.below(9)))
        case 2: bytes.insert(contentsOf: pieces[choices.below(pieces.count)].utf8, at: place)
        default:
          let other = texts[choices.below(texts.count)]
          let start = choices.below(other.count)
          bytes.insert(contentsOf: other[start...].prefix(choices.below(40)), at: place)
        }
        if bytes.isEmpty { break }
      }
      guard let event = try? CloudEvents.parse(bytes) else { continue }
      let written = try CloudEvents.write(try Examples.stored(event))
      #expect(try CloudEvents.parse(written) == event, Comment("seed \(seed), round \(round)"))
      _ = try Examples.stored(event).data()
    }
  }

  @Test func `A cut record is refused or read without a trap`() throws {
    for type in EventCatalogue.shared.types {
      let record = try Examples.stored(try CloudEvents.parse(try Examples.bytes(type))).bytes
      for length in 0..<record.count {
        #expect(throws: EventError.self, "\(type) cut to \(length)") {
          _ = try StoredEvent(Array(record[..<length]))
        }
      }
    }
  }

  @Test(arguments: [201, 202, 203] as [UInt64])
  func `A damaged record is refused or read without a trap`(seed: UInt64) throws {
    var choices = Choices(seed: seed)
    let records = try EventCatalogue.shared.types.map {
      try Examples.stored(try CloudEvents.parse(try Examples.bytes($0))).bytes
    }
    var readable = 0
    for _ in 0..<2_000 {
      var record = records[choices.below(records.count)]
      for _ in 0...choices.below(4) {
        record[choices.below(record.count)] = UInt8(truncatingIfNeeded: choices.next())
      }
      guard let event = try? StoredEvent(record) else { continue }
      readable += 1
      read(event)
    }
    #expect(readable > 100, Comment("seed \(seed)"))
  }

  @Test(arguments: [301, 302] as [UInt64])
  func `Random bytes behind a header are refused or read without a trap`(seed: UInt64) throws {
    var choices = Choices(seed: seed)
    let types = EventCatalogue.shared.types
    for _ in 0..<2_000 {
      let type = types[choices.below(types.count)]
      var header = try Examples.stored(try event()).bytes.prefix(52)
      withUnsafeBytes(of: type.number.littleEndian) { number in
        for index in 0..<4 { header[RecordLayout.type + index] = number[index] }
      }
      let noise = (0..<choices.below(80)).map { _ in UInt8(truncatingIfNeeded: choices.next()) }
      if let event = try? StoredEvent(Array(header) + noise) { read(event) }
    }
  }

  private func event() throws -> ProposedEvent {
    try CloudEvents.parse(Array(try Examples.text("ledger.created").utf8))
  }

  private func read(_ event: StoredEvent) {
    _ = event.type
    _ = event.extensions
    _ = [event.id, event.source, event.subject, event.actor ?? ""]
    _ = try? event.occurrence
    _ = try? event.data()
    _ = try? CloudEvents.write(event)
  }
}
