import Foundation
import Journal
import Trials

/// All rounds, kind after kind; the first promise that does not hold ends it.
struct Campaign {
  let rounds: Int
  private let isShort: Bool
  let directory: String
  var random: SeededRandom
  var tally = Tally()
  private var ledgers = 0

  /// The calls by which LMDB 0.9 and the journal write.
  static let calls = ["pwrite64", "writev", "fdatasync", "lseek", "write", "ftruncate"]

  init(_ options: Options) {
    isShort = options["--short"] != nil
    rounds = options.number("--rounds", else: isShort ? 12 : 200)
    let seed = options.number("--seed", else: Int.random(in: 0..<1_000_000))
    random = SeededRandom(seed: UInt64(truncatingIfNeeded: seed))
    directory =
      options["--directory"] ?? NSTemporaryDirectory() + "/kontor-crash-\(getpid())"
    print("seed \(seed), in \(directory)")
  }

  func run() throws {
    var campaign = self
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    try campaign.killAtRandom()
    try campaign.killOneOfTwo()
    try campaign.killUnderLoad()
    if Strace.isUsable(in: directory) {
      try campaign.killAtCalls()
      try campaign.failCalls()
      try campaign.killCreation()
      try campaign.killBackup()
    } else {
      print("skipped: kills and errors at system calls (strace is missing or may not trace)")
    }
    try campaign.fillDisk()
    try FileManager.default.removeItem(atPath: directory)
    print(campaign.tally.text)
    print("\(campaign.tally.rounds) rounds: nothing acknowledged was lost")
  }

  mutating func newLedger() throws -> TestLedger {
    ledgers += 1
    return try TestLedger(creating: "\(directory)/ledger-\(ledgers)")
  }

  var output: String { "\(directory)/output" }

  func append(
    _ ledger: TestLedger, _ writer: String, threads: Int, units: Int
  ) -> [String] {
    [
      Child.program, "append", ledger.path, "--writer", writer, "--units", "\(units)", "--from",
      ledger.starts(writer, threads: threads).map { "\($0)" }.joined(separator: ","),
    ]
  }

  static func names(_ writer: String, threads: Int) -> [String] {
    (0..<threads).map { Worker.name(writer, $0) }
  }

  private mutating func killAtRandom() throws {
    var ledger = try newLedger()
    for round in 0..<rounds {
      if round % 20 == 19 { ledger = try newLedger() }
      let threads = [1, 4, 16][round % 3]
      let child = try Child(
        append(ledger, "w", threads: threads, units: 100_000), output: output)
      usleep(UInt32.random(in: 20_000..<200_000, using: &random))
      child.kill()
      let (end, lines) = try child.finish()
      let finding = try ledger.inspect(lines, writers: Self.names("w", threads: threads))
      tally.add("kill -9 at random, \(threads) threads", end, finding)
    }
  }

  private mutating func killOneOfTwo() throws {
    var ledger = try newLedger()
    for round in 0..<max(4, rounds / 10) {
      if round % 10 == 9 { ledger = try newLedger() }
      let killed = try Child(
        append(ledger, "a", threads: 2, units: 100_000), output: output + "-a")
      let other = try Child(append(ledger, "b", threads: 2, units: 60), output: output + "-b")
      usleep(UInt32.random(in: 20_000..<150_000, using: &random))
      killed.kill()
      let (end, lines) = try killed.finish()
      let (otherEnd, otherLines) = try other.finish()
      guard otherEnd == .exit(0), otherLines.last == "DONE" else {
        throw Failure(
          text: "the writer beside the killed one ended with \(otherEnd): \(otherLines.last ?? "")")
      }
      let finding = try ledger.inspect(
        lines + otherLines,
        writers: Self.names("a", threads: 2) + Self.names("b", threads: 2))
      tally.add("two processes, one killed", end, finding)
    }
  }

  private mutating func killAtCalls() throws {
    for call in Self.calls {
      try eachCall(of: call, kind: "kill at each \(call)", inject: "signal=SIGKILL")
    }
  }

  private mutating func failCalls() throws {
    let errors = isShort ? ["EIO"] : ["EIO", "ENOSPC"]
    for call in Self.calls where call != "write" {
      for error in errors {
        try eachCall(of: call, kind: "\(error) from one \(call)", inject: "error=\(error)")
        if !isShort {
          try eachCall(
            of: call, kind: "\(error) from one \(call) on", inject: "error=\(error)",
            isForEver: true)
        }
      }
    }
  }

  /// N = 1, 2, 3 … until the child gets through untouched.
  private mutating func eachCall(
    of call: String, kind: String, inject: String, isForEver: Bool = false
  ) throws {
    var ledger = try newLedger()
    var number = 1
    while number <= 200 {
      let arguments = append(ledger, "w", threads: 1, units: isShort ? 3 : 8)
      let child = try Child(
        Strace.command(call, inject, number, isForEver: isForEver, log: output + "-log")
          + arguments, output: output)
      let (end, lines) = try child.finish()
      if case .signal(let signal) = end, !inject.hasPrefix("signal") {
        throw Failure(text: "\(kind), number \(number): ended by signal \(signal)")
      }
      let finding = try ledger.inspect(lines, writers: Self.names("w", threads: 1))
      tally.add(kind, end, finding)
      // A failure may pass without harm, such as that of the note beside the journal.
      if end == .exit(0), !Strace.wasInjected(output + "-log") { return }
      number += 1
    }
    throw Failure(text: "\(kind): 200 rounds and still touched")
  }

  private mutating func killCreation() throws {
    for call in ["mkdir", "pwrite64", "write", "ftruncate", "fsync", "rename"] {
      var number = 1
      while true {
        ledgers += 1
        let path = "\(directory)/ledger-\(ledgers)"
        let command = [Child.program, "create", path]
        let (end, _) = try Child(
          Strace.command(call, "signal=SIGKILL", number) + command, output: output
        ).finish()
        // It is there whole, or the same command makes it.
        if !FileManager.default.fileExists(atPath: path + "/journal") {
          let again = try Child(command, output: output).finish()
          guard again.end == .exit(0) else {
            throw Failure(
              text: "creation after a kill at \(call) \(number) ended with \(again.end)")
          }
        }
        let journal = try Journal(opening: path, options: Unit.options(tail: 16))
        _ = try journal.append(Unit(writer: "w", number: 0))
        journal.close()
        tally.add("kill creation at each \(call)", end, .init())
        if end == .exit(0) { break }
        number += 1
      }
    }
  }

  private mutating func killBackup() throws {
    var ledger = try newLedger()
    let (_, lines) = try Child(
      append(ledger, "w", threads: 1, units: 40), output: output
    ).finish()
    _ = try ledger.inspect(lines, writers: Self.names("w", threads: 1))
    for call in ["write", "fsync", "rename"] {
      var number = 1
      while true {
        let target = "\(directory)/backup"
        let command = [Child.program, "backup", ledger.path, target]
        let (end, _) = try Child(
          Strace.command(call, "signal=SIGKILL", number) + command, output: output
        ).finish()
        if !FileManager.default.fileExists(atPath: target) {
          let again = try Child(command, output: output).finish()
          guard again.end == .exit(0) else {
            throw Failure(text: "backup after a kill at \(call) \(number) ended with \(again.end)")
          }
        }
        _ = try Journal.restore(from: target, to: target + "-restored")
        for path in [target, target + "-restored"] {
          try FileManager.default.removeItem(atPath: path)
        }
        tally.add("kill backup at each \(call)", end, .init())
        if end == .exit(0) { break }
        number += 1
      }
    }
  }
}
