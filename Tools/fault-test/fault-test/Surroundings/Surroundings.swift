import Foundation
import Trials

/// What may be wrong around a ledger: its disk, its rights, the clock, and processes that died.
struct Surroundings {
  let shim: Shim
  let program: Program
  let story: Story
  let directory: String
  var tally: Tally

  var work: String { directory + "/work" }

  /// The short form leaves out what depends on the user's rights and on the machine's file systems.
  mutating func run(isShort: Bool) throws {
    if isShort { return try growMap() }
    try jumpClock(events: 40)
    try limitMemory()
    try growMap()
    try leaveReaders(units: 6_000)
    try withSmallDisk()
    try withoutRights()
  }

  mutating func renew() throws {
    try? FileManager.default.removeItem(atPath: work)
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
  }

  /// The ending is a clear error, or `text` says what it did instead.
  func refused(_ ending: Program.Ending, _ text: String) throws {
    if ending.isDone { throw Failure(text: "\(text): it succeeded") }
    if let fault = ErrorText.fault(ending) {
      throw Failure(text: "\(text): \(fault): \(ending.errors)")
    }
    say("  \(text): \(ending.errors.replacing(directory, with: "").dropLast())")
  }

  /// Events get times that never go back, and every answer stays what it was.
  private mutating func jumpClock(events: Int) throws {
    try renew()
    let ledger = work + "/ledger"
    let clock = shim.withJumpingClock
    for command in story.commands(.asked) {
      let ending = try program.run(command, ledger: ledger, environment: clock)
      guard ending.isDone else { throw Failure(text: "\(command): \(ending.errors)") }
    }
    for number in 0..<events {
      let ending = try program.run(Story.visit(number), ledger: ledger, environment: clock)
      guard ending.isDone else { throw Failure(text: "clock: \(ending.errors)") }
      tally.add("clock jumps by up to ten days", states: 1, harmless: 1)
    }
    for command in [["timeline", "nordwerk"], ["checkpoint"], ["verify"], ["health", "nordwerk"]] {
      let ending = try program.run(command, ledger: ledger, environment: clock)
      guard ending.isDone else { throw Failure(text: "clock, \(command): \(ending.errors)") }
    }
    let facts = try LedgerFacts(checking: ledger)
    try Self.requireRising(facts)
    // Many threads at once wait for each other, and no wait may depend on the time of day.
    let journal = try TestLedger(creating: work + "/group")
    let starts = journal.starts("w", threads: 16).map { "\($0)" }.joined(separator: ",")
    let ending = try program.run(
      command: [
        Child.program, "append", journal.path, "--units", "\(events)", "--from", starts,
      ], environment: clock)
    guard ending.isDone else { throw Failure(text: "clock, group: \(ending.end)") }
    tally.add("clock jumps by up to ten days", states: 1, harmless: 1)
  }

  private static func requireRising(_ facts: LedgerFacts) throws {
    var last = Int64.min
    for record in facts.records {
      // The record's second field, 8 bytes in little-endian order: when it was recorded.
      let recorded = record[10..<18].reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
      guard recorded >= last else { throw Failure(text: "a time of recording goes back") }
      last = recorded
    }
  }
}
