package import Journal

/// What a writer appends at once: every byte of it follows from the writer's name and a number, so
/// that it can be made again and compared.
package struct Unit: Hashable {
  package let writer: String
  package let number: Int

  package init(writer: String, number: Int) {
    self.writer = writer
    self.number = number
  }

  package static let source = "urn:crash-test"

  package static func options(tail: Int) -> Journal.Options {
    var options = Journal.Options(businessDay: { _ in 20_260_301 })
    options.index.tail = tail
    options.index.worthFlushing = max(1, tail / 2)
    options.index.mergeFactor = 3
    options.index.blockBytes = 96
    return options
  }

  /// One to four records.
  package var count: Int { 1 + number % 4 }

  package var ids: [String] { (0..<count).map { "\(writer)-\(number)-\($0)" } }

  /// Reads the unit and the place in it from an id; nil for any other text.
  package static func parse(_ id: String) -> (unit: Unit, place: Int)? {
    let parts = id.split(separator: "-")
    guard parts.count == 3, let number = Int(parts[1]), let place = Int(parts[2]) else {
      return nil
    }
    return (Unit(writer: String(parts[0]), number: number), place)
  }

  func subject(_ place: Int) -> String { "account/a\((number * 7 + place) % 13)" }

  package var records: [NewRecord] {
    ids.enumerated().map { place, id in
      let length = (number * 131 + place * 977) % 3_000
      return NewRecord(
        subject: subject(place), source: Unit.source, id: id,
        time: .init(
          occurred: Int64(number % 50) * 86_400_000_000, businessDay: 20_260_228, precision: 3),
        type: 305, payload: (0..<length).map { UInt8(truncatingIfNeeded: $0 &+ number) })
    }
  }
}

extension Journal {
  package func append(_ unit: Unit) throws -> [Receipt] {
    try write { try $0.append(unit.records) }
  }
}
