import Foundation
import LedgerEvents
import StrictJSON

/// The released examples in `Schemas/events`.
enum Examples {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let folder = root.appending(path: "Schemas/events")

  static func bytes(_ type: EventType) throws -> [UInt8] {
    let file = folder.appending(path: "\(type.name).v\(type.version).json")
    return [UInt8](try Data(contentsOf: file))
  }

  static func text(_ name: String) throws -> String {
    guard let type = EventCatalogue.shared[outsideName: "de.kontor.\(name).v1"] else { return "" }
    return String(decoding: try bytes(type), as: UTF8.self)
  }

  static func schema(_ name: String) throws -> String {
    let file = root.appending(path: "Schemas/kontor/ledger/v1/\(name).proto")
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  /// A record as the journal would hold it.
  static func stored(_ event: ProposedEvent, position: UInt64 = 41) throws -> StoredEvent {
    try StoredEvent(
      event.record(
        position: position, recorded: 1_767_300_000_123_456, stream: 7, revision: 3,
        businessDay: 20_260_102))
  }
}

extension JSONValue {
  /// The object without some of its members.
  func without(_ names: String...) -> JSONValue {
    guard let object else { return self }
    return .object(JSONObject(object.filter { !names.contains($0.name) }))
  }
}

/// Small reproducible choices (SplitMix64).
struct Choices: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
