import Foundation
import Trials

/// Runs `kontor`, and says how it ended.
struct Program {
  let kontor: String
  let directory: String

  struct Ending {
    let end: Child.End
    let lines: [String]
    let errors: String

    var isDone: Bool { end == .exit(0) }
  }

  func run(
    _ arguments: [String], ledger: String, environment: [String: String] = [:],
    before: [String] = []
  ) throws -> Ending {
    try run(
      command: before + [kontor] + arguments,
      environment: environment.merging(["KONTOR_LEDGER": ledger]) { $1 })
  }

  func run(command: [String], environment: [String: String]) throws -> Ending {
    let errors = directory + "/errors"
    let variables = environment.merging(
      [
        "KONTOR_ACTOR": "tester", "KONTOR_ANCHORS": "", "NO_COLOR": "1",
        "SWIFT_BACKTRACE": "enable=no",
      ]) { $1 }
    let child = try Child(
      command, output: directory + "/output", errors: errors, environment: variables)
    let (end, lines) = try child.finish()
    let text = FileManager.default.contents(atPath: errors) ?? Data()
    return Ending(end: end, lines: lines, errors: String(decoding: text, as: UTF8.self))
  }

  /// Runs the auditor's program, which lies beside this one and writes nothing.
  func replay(_ arguments: [String], ledger: String, before: [String] = []) throws -> Ending {
    let replay = URL(fileURLWithPath: kontor).deletingLastPathComponent().path + "/kontor-replay"
    return try run(
      command: before + [replay] + arguments, environment: ["KONTOR_LEDGER": ledger])
  }

  /// Runs what has to succeed.
  func must(_ arguments: [String], ledger: String) throws {
    let ending = try run(arguments, ledger: ledger)
    guard ending.isDone else {
      throw Failure(
        text: "kontor \(arguments.joined(separator: " ")): \(ending.end), \(ending.errors)")
    }
  }
}
