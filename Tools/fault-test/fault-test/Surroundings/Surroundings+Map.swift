import Foundation
import Journal
import LMDB
import Trials

extension Surroundings {
  /// Address space runs out before the map can be made.
  mutating func limitMemory() throws {
    try? FileManager.default.removeItem(atPath: work)
    try story.make(.filled, in: work)
    let ledger = work + "/ledger"
    let before = ["/bin/sh", "-c", "ulimit -v 8000000; exec \"$0\" \"$@\""]
    for command in [["stat"], Story.visit(1), ["timeline", "nordwerk"], ["verify"]] {
      let ending = try program.run(command, ledger: ledger, before: before)
      try refused(ending, "address space of 8 GB, \(command[0])")
      tally.add("too little address space", states: 1, errors: 1)
    }
    _ = try LedgerFacts(checking: ledger)
  }

  /// The map is full again and again, under one process and then under two.
  mutating func growMap() throws {
    try renew()
    var ledger = try TestLedger(creating: work + "/ledger")
    var lines: [String] = []
    var options = Unit.options(tail: 16)
    options.environment.mapSize = 1 << 16
    do {
      let journal = try Journal(opening: ledger.path, options: options)
      let other = try Child(
        [
          Child.program, "append", ledger.path, "--writer", "b", "--units", "200", "--from", "0,0",
          "--map", "\(1 << 16)",
        ], output: directory + "/output-b")
      for number in 0..<400 {
        let unit = Unit(writer: "a.0", number: number)
        let positions = try journal.append(unit).map { "\($0.position)" }
        lines.append("ACK a.0 \(number) " + positions.joined(separator: " "))
        tally.add("full map, grown under two writers", states: 1, harmless: 1)
      }
      let (end, more) = try other.finish()
      guard end == .exit(0) else { throw Failure(text: "full map: \(end), \(more.last ?? "")") }
      lines += more
      journal.close()
    }
    _ = try ledger.inspect(lines, writers: ["a.0", "b.0", "b.1"])
  }

  /// A reader that is killed in a read transaction must not keep pages from being used again for ever.
  mutating func leaveReaders(units: Int) throws {
    let free = try growth(units: units, readers: 0)
    let held = try growth(units: units, readers: 3)
    guard held <= free + 8 << 20 else {
      throw Failure(
        text: "with killed readers the journal grew by \(held) bytes, without by \(free)")
    }
    say("  killed readers: the journal grew by \(held) bytes, without them by \(free)")
    tally.add("readers killed while they read", states: 3, harmless: 3)
  }

  /// Bytes by which the journal's file grows while `units` are appended.
  private mutating func growth(units: Int, readers: Int) throws -> Int {
    try renew()
    let path = work + "/ledger"
    try Journal.create(at: path)
    let journal = try Journal(opening: path, options: Unit.options(tail: 4_096))
    for number in 0..<50 { _ = try journal.append(Unit(writer: "w.0", number: number)) }
    var sizes = try size(path)
    for reader in 0..<readers {
      let output = directory + "/output-reader"
      try? FileManager.default.removeItem(atPath: output)
      let child = try Child([Child.program, "dying-reader", path], output: output)
      while FileManager.default.contents(atPath: output)?.isEmpty ?? true { usleep(1_000) }
      for number in 0..<10 {
        _ = try journal.append(Unit(writer: "r.\(reader)", number: number))
      }
      child.kill()
      _ = try child.finish()
    }
    for number in 50..<50 + units { _ = try journal.append(Unit(writer: "w.0", number: number)) }
    sizes = try size(path) - sizes
    guard case .sound = try journal.verify() else { throw Failure(text: "not sound") }
    journal.close()
    return sizes
  }

  private func size(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(
      atPath: path + "/journal/data.mdb")
    return (attributes[.size] as? Int) ?? 0
  }
}
