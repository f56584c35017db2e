import Foundation
import Trials

/// The preloaded library of Tools/shim, and what it counted.
struct Shim {
  /// How a call fails.
  enum How: String, CaseIterable {
    case once, on, done, short, interrupted

    var words: String {
      switch self {
      case .once: "fails once"
      case .on: "fails from then on"
      case .done: "is done and reported as failed"
      case .short: "writes half"
      case .interrupted: "is interrupted"
      }
    }
  }

  let library: String
  let directory: String

  private var count: String { directory + "/count" }

  /// What a process needs so that its `number`th call on a file at or below `path` fails; none for 0.
  func failing(
    _ number: Int, _ how: How, kit: Int, below path: String
  ) throws -> [String: String] {
    try write(Data(count: 512), to: count)
    return [
      "LD_PRELOAD": library, "FI_PATH": path, "FI_COUNT": count,
      "FI_FAIL": "\(number):\(how.rawValue):\(kit)",
    ]
  }

  /// The calls since the last ``failing(_:_:kit:below:)``, and the first that failed.
  func counted() -> (calls: Int, failed: Int, first: String) {
    let bytes = [UInt8](FileManager.default.contents(atPath: count) ?? Data(count: 512))
    func number(_ at: Int) -> Int {
      bytes[at..<at + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    let text = String(decoding: bytes[16...].prefix { $0 != 0 }, as: UTF8.self)
    return (number(0), number(8), text)
  }

  /// What a process needs so that every change below `path` is appended to the file `trace`.
  func tracing(_ trace: String, below path: String, isLying: Bool) -> [String: String] {
    var variables = ["LD_PRELOAD": library, "FI_PATH": path, "FI_TRACE": trace]
    if isLying { variables["FI_SYNC_LIE"] = "1" }
    return variables
  }

  var withJumpingClock: [String: String] { ["LD_PRELOAD": library, "FI_CLOCK": "1"] }
}

/// Writes without another file beside, in place of what is there.
func write(_ data: Data, to path: String) throws {
  try data.write(to: URL(fileURLWithPath: path))
}
