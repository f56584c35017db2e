import Foundation
import LMDB
import Testing

@testable import Journal

/// Two processes at one journal, by the worker of Tools/crash-test.
@Suite struct ProcessTests {
  let ledger = TemporaryLedger()

  private func worker(_ arguments: [String]) throws -> (process: Process, output: String) {
    let tests = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let directory = tests?.deletingLastPathComponent() ?? Bundle.main.bundleURL
    try FileManager.default.createDirectory(
      atPath: ledger.path, withIntermediateDirectories: true)
    let output = ledger.path + "/output-\(arguments.joined(separator: "").hashValue)"
    let process = Process()
    process.executableURL = directory.appendingPathComponent("crash-test")
    process.arguments = arguments
    #expect(FileManager.default.createFile(atPath: output, contents: nil))
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    try process.run()
    return (process, output)
  }

  private func append(_ writer: String, units: Int) throws -> (process: Process, output: String) {
    try worker([
      "append", ledger.path, "--writer", writer, "--units", "\(units)", "--from", "0,0", "--tail",
      "8",
    ])
  }

  @Test func `Two processes write at once and neither loses anything`() throws {
    try Journal.create(at: ledger.path)
    let workers = try ["a", "b"].map { try append($0, units: 60) }
    var acknowledged: [String: UInt64] = [:]
    var lines = 0
    for worker in workers {
      worker.process.waitUntilExit()
      #expect(worker.process.terminationStatus == 0)
      let text = try String(contentsOfFile: worker.output, encoding: .utf8)
      for line in text.split(separator: "\n") where line.hasPrefix("ACK ") {
        let words = line.split(separator: " ")
        lines += 1
        for (place, position) in words.dropFirst(3).enumerated() {
          acknowledged["\(words[1])-\(words[2])-\(place)"] = UInt64(position)
        }
      }
    }
    // Two processes, two threads each, 60 units of 1, 2, 3, 4, 1, 2 … records: 4 · 150.
    #expect(lines == 240)
    #expect(acknowledged.count == 600)
    #expect(Set(acknowledged.values) == Set(0..<600))
    try ledger.use(TemporaryLedger.tinyOptions()) { journal throws in
      #expect(try journal.verify() == .sound(size: 600, root: try journal.head().root))
      for (id, position) in acknowledged {
        #expect(try journal.position(source: "urn:crash-test", id: id) == position)
      }
    }
  }

  @Test func `A journal open here reads what another process writes, and writes after it`() throws {
    try Journal.create(at: ledger.path)
    try ledger.use(TemporaryLedger.tinyOptions(tail: 8)) { journal throws in
      let other = try append("a", units: 40)
      var mine = 0
      while other.process.isRunning {
        try journal.append([testRecord("mine-\(mine)")])
        #expect(try journal.append([testRecord("mine-\(mine)")])[0].isDuplicate)
        mine += 1
      }
      #expect(other.process.terminationStatus == 0)
      // 2 threads, 40 units of 1, 2, 3, 4 … records: 200.
      #expect(try journal.head().size == UInt64(200 + mine))
      #expect(try journal.position(source: "urn:crash-test", id: "a.1-39-3") != nil)
      #expect(try journal.entries(of: "account/nordwerk").count == mine)
      #expect(
        try journal.verify()
          == .sound(size: UInt64(200 + mine), root: try journal.head().root))
      var entries = 0
      for account in 0..<13 { entries += try journal.entries(of: "account/a\(account)").count }
      #expect(entries == 200)
    }
  }

  @Test func `Processes that open a journal without an index at once all get one that is exact`()
    throws
  {
    try ledger.use { journal throws in
      for number in 0..<100 { try journal.append([testRecord("e\(number)")]) }
    }
    try FileManager.default.removeItem(atPath: ledger.indexPath)
    let workers = try ["a", "b", "c"].map { try append($0, units: 5) }
    for worker in workers {
      worker.process.waitUntilExit()
      #expect(worker.process.terminationStatus == 0)
    }
    try ledger.use { journal throws in
      // 3 processes, 2 threads, 5 units of 1, 2, 3, 4, 1 records.
      #expect(try journal.head().size == 166)
      for number in 0..<100 {
        #expect(try journal.position(source: "urn:test", id: "e\(number)") == UInt64(number))
      }
      #expect(try journal.position(source: "urn:crash-test", id: "c.1-3-3") != nil)
    }
  }

  @Test func `The short form of the crash test finds nothing`() throws {
    let campaign = try worker([
      "rounds", "--short", "--rounds", "3", "--seed", "1", "--directory", ledger.path + "/rounds",
    ])
    campaign.process.waitUntilExit()
    #expect(campaign.process.terminationStatus == 0)
    let text = try String(contentsOfFile: campaign.output, encoding: .utf8)
    #expect(text.contains("nothing acknowledged was lost"))
  }

  @Test func `The slot of a killed reader is freed while others go on writing`() throws {
    try Journal.create(at: ledger.path)
    try ledger.use { journal throws in
      _ = try journal.append([testRecord("first")])
      try killReader()
      #expect(journal.store.environment.clearStaleReaders() == 1)
      try killReader()
      for number in 0..<300 { try journal.append([testRecord("e\(number)")]) }
      #expect(journal.store.environment.clearStaleReaders() == 0)
    }
  }

  /// Kills a process that has read the journal at least once.
  private func killReader() throws {
    let reader = try worker(["read", ledger.path])
    while FileManager.default.contents(atPath: reader.output)?.isEmpty ?? true { usleep(1_000) }
    kill(reader.process.processIdentifier, SIGKILL)
    reader.process.waitUntilExit()
  }
}
