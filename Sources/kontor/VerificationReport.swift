import Journal
import Printing
import TransparencyLog

/// What a verifying process tells the one that started it, a line each.
enum VerificationReport {
  /// So many records were read.
  case reached(UInt64)
  case verdict(Verdict)
  /// The files could not be read at all.
  case failure(Failure)

  /// Verifies the ledger at `path` in a process of its own; a signal is damage too.
  static func fromChild(at path: String, anchors: String?) throws -> Verdict {
    let progress = ProgressLine("Verifying")
    defer { progress.end() }
    var reached: UInt64 = 0
    var verdict: Verdict?
    let end = try ChildProcess.run(["verify-here", "--", path] + [anchors].compactMap { $0 }) {
      line in
      switch VerificationReport(line) {
      case .reached(let size):
        reached = size
        progress.show(Int(size))
      case .verdict(let found): verdict = found
      case .failure(let failure): throw failure
      case nil: break
      }
    }
    switch end {
    case .signalled(let signal):
      return .damaged(
        position: reached,
        reason: """
          the file's pages are damaged at or after this position; reading them ended with \
          \(ChildProcess.name(ofSignal: signal))
          """)
    case .exited(let code):
      guard let verdict else {
        throw Failure(.internalFault, "the verifying process ended with code \(code), unasked")
      }
      return verdict
    }
  }

  func send() throws(Failure) { try StandardStream.output.line(line) }

  private var line: String {
    switch self {
    case .reached(let size): "reached \(size)"
    case .verdict(.sound(let size, let root)): "sound \(size) \(root)"
    case .verdict(.damaged(let position, let reason)): "damaged \(position) \(Self.flat(reason))"
    case .failure(let failure): "failure \(failure.exit.rawValue) \(Self.flat(failure.message))"
    }
  }

  init?(_ line: Substring) {
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count >= 2, let number = UInt64(words[1]) else { return nil }
    let rest = words.count > 2 ? String(words[2]) : ""
    switch words[0] {
    case "reached": self = .reached(number)
    case "sound":
      guard let root = Hash(base64: rest) else { return nil }
      self = .verdict(.sound(size: number, root: root))
    case "damaged": self = .verdict(.damaged(position: number, reason: rest))
    case "failure":
      self = .failure(Failure(ExitCode(rawValue: Int32(number)) ?? .internalFault, rest))
    default: return nil
    }
  }

  private static func flat(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}
