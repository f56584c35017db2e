import Journal
import Printing
import Projections
import TransparencyLog

/// What a verifying process tells the one that started it, a line each.
enum VerificationReport {
  /// So many records were read.
  case reached(UInt64)
  case verdict(Verdict)
  /// The files could not be read at all.
  case failure(Failure)

  /// What the index's own check found.
  case index(IndexVerdict)
  /// The rows of a projection's generation are being derived again.
  case begun(String, UInt32)
  case projection(ProjectionVerdict)

  /// What a verification in a process of its own came to.
  struct Result {
    let verdict: Verdict
    let index: IndexVerdict
    let projections: [ProjectionVerdict]
  }

  /// Verifies the ledger at `path` in a process of its own; a signal is damage too.
  static func fromChild(at path: String, anchors: String?) throws -> Result {
    let progress = ProgressLine("Verifying")
    defer { progress.end() }
    var reached: UInt64 = 0
    var verdict: Verdict?
    var index: IndexVerdict?
    var projections: [ProjectionVerdict] = []
    var begun: (name: String, generation: UInt32)?
    let end = try ChildProcess.run(["verify-here", "--", path] + [anchors].compactMap { $0 }) {
      line in
      switch VerificationReport(line) {
      case .reached(let size):
        reached = size
        progress.show(Int(size))
      case .verdict(let found): verdict = found
      case .index(let found): index = found
      case .begun(let name, let generation): begun = (name, generation)
      case .projection(let found):
        projections.append(found)
        begun = nil
      case .failure(let failure): throw failure
      case nil: break
      }
    }
    switch end {
    case .signalled(let signal):
      let what = "reading them ended with \(ChildProcess.name(ofSignal: signal))"
      guard let verdict else {
        return Result(
          verdict: .damaged(
            position: reached,
            reason: "the file's pages are damaged at or after this position; \(what)"),
          index: .absent, projections: [])
      }
      guard let index, let begun else {
        let damage = IndexVerdict.damaged("its file's pages are damaged; \(what)")
        return Result(verdict: verdict, index: damage, projections: [])
      }
      projections.append(
        ProjectionVerdict(
          name: begun.name, generation: begun.generation,
          outcome: .wrong("its file's pages are damaged; \(what)")))
      return Result(verdict: verdict, index: index, projections: projections)
    case .exited(let code):
      guard let verdict else {
        throw Failure(.internalFault, "the verifying process ended with code \(code), unasked")
      }
      return Result(verdict: verdict, index: index ?? .absent, projections: projections)
    }
  }

  func send() throws(Failure) { try StandardStream.output.line(line) }

  private var line: String {
    switch self {
    case .reached(let size): "reached \(size)"
    case .verdict(.sound(let size, let root)): "sound \(size) \(root)"
    case .verdict(.damaged(let position, let reason)): "damaged \(position) \(Self.flat(reason))"
    case .index(.sound(let entries)): "index \(entries)"
    case .index(.absent): "noindex 0"
    case .index(.damaged(let reason)): "badindex 0 \(Self.flat(reason))"
    case .begun(let name, let generation): "begun \(generation) \(name)"
    case .projection(let projection):
      switch projection.outcome {
      case .sound(let rows): "rows \(projection.generation) \(projection.name) \(rows)"
      case .wrong(let reason):
        "wrong \(projection.generation) \(projection.name) \(Self.flat(reason))"
      case .unverified(let reason):
        "unverified \(projection.generation) \(projection.name) \(Self.flat(reason))"
      }
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
    case "index": self = .index(.sound(entries: Int(number)))
    case "noindex": self = .index(.absent)
    case "badindex": self = .index(.damaged(rest))
    case "begun": self = .begun(rest, UInt32(clamping: number))
    case "rows", "wrong", "unverified":
      let parts = rest.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      let text = String(parts[1])
      let outcome: ProjectionVerdict.Outcome
      switch words[0] {
      case "rows":
        guard let rows = Int(text) else { return nil }
        outcome = .sound(rows: rows)
      case "wrong": outcome = .wrong(text)
      default: outcome = .unverified(text)
      }
      self = .projection(
        ProjectionVerdict(
          name: String(parts[0]), generation: UInt32(clamping: number), outcome: outcome))
    default: return nil
    }
  }

  private static func flat(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}
