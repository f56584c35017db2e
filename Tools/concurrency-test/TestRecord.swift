import ConcurrentHistory
import Journal

/// A record of a history: its content is kept as the time of its happening.
enum TestRecord {
  static let source = "urn:concurrency-test"

  /// Limits so small that runs, blocks and merges come often.
  static var options: Journal.Options {
    var options = Journal.Options(businessDay: { _ in 20_260_301 })
    options.index.tail = 24
    options.index.worthFlushing = 8
    options.index.mergeFactor = 3
    options.index.blockBytes = 128
    return options
  }

  static func make(_ intended: ClientCall.Intended) -> NewRecord {
    let length = Int(intended.content) * 7 % 600
    return NewRecord(
      subject: intended.stream, source: source, id: intended.key,
      time: .init(occurred: intended.content, businessDay: 20_260_228, precision: 3), type: 305,
      payload: (0..<length).map { UInt8(truncatingIfNeeded: $0 &+ Int(intended.content)) })
  }
}

extension Journal {
  func append(
    _ unit: [ClientCall.Intended], _ expecting: [ClientCall.Expectation]
  ) throws -> [ClientCall.Place] {
    let records = unit.map(TestRecord.make)
    let expected = Dictionary(
      uniqueKeysWithValues: expecting.map {
        ($0.stream, $0.revision.map { ExpectedRevision.revision($0) } ?? .noStream)
      })
    return try write { try $0.append(records, expecting: expected) }.map {
      .init(position: Int($0.position), revision: $0.revision, isDuplicate: $0.isDuplicate)
    }
  }
}
