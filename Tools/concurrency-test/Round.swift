import ConcurrentHistory
import Foundation
import Journal
import TransparencyLog

/// One history: processes with clients at one new ledger, one of them killed on the way if asked.
struct Round {
  let directory: String
  let clients: Int
  let processes: Int
  let operations: Int
  let seed: UInt64
  let isKilled: Bool

  private var ledger: String { directory + "/ledger" }

  /// What the clients did, and the log that they left.
  func run() throws -> (operations: [ClientCall], log: FinalLog) {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try Journal.create(at: ledger)
    var children = try (0..<processes).map { try start($0, "") }
    if isKilled {
      var random = SeededRandom(seed: seed)
      usleep(UInt32.random(in: 20_000..<250_000, using: &random))
      kill(children[0].processIdentifier, SIGKILL)
      children[0].waitUntilExit()
      children[0] = try start(0, "-again")
    }
    for child in children {
      child.waitUntilExit()
      guard child.terminationReason == .exit, child.terminationStatus == 0 else {
        throw Failure(what: "a process with clients ended with \(child.terminationStatus)")
      }
    }
    return (
      try (0..<processes).flatMap { try HistoryFile.read(history($0)) }, try Self.log(of: ledger)
    )
  }

  private func history(_ process: Int) -> String { "\(directory)/history-\(process)" }

  private func start(_ process: Int, _ suffix: String) throws -> Process {
    let child = Process()
    child.executableURL = Bundle.main.executableURL
    child.arguments = [
      "clients", ledger, "--history", history(process), "--name", "p\(process)\(suffix)",
      "--clients", "\(clients / processes)", "--operations", "\(operations)", "--seed",
      "\(seed &* 31 &+ UInt64(process) &+ (suffix.isEmpty ? 0 : 7_919))",
    ]
    try child.run()
    return child
  }

  /// The records of a ledger, and the roots as they follow from the records' bytes.
  static func log(of ledger: String) throws -> FinalLog {
    let journal = try Journal(opening: ledger, options: TestRecord.options)
    defer { journal.close() }
    var records: [LoggedRecord] = []
    var edge = CompactRange()
    var roots = ["\(edge.root)"]
    try journal.scan { header, bytes throws(JournalError) in
      guard let envelope = Envelope(bytes), header.position == UInt64(records.count) else {
        throw .damaged(position: header.position, reason: "it is not where it should be")
      }
      records.append(
        LoggedRecord(
          key: String(decoding: envelope.id, as: UTF8.self),
          stream: String(decoding: envelope.subject, as: UTF8.self), revision: header.revision,
          content: header.occurred))
      edge.append(leaf: MerkleTree.leafHash(bytes))
      roots.append("\(edge.root)")
    }
    guard case .sound = try journal.verify() else {
      throw Failure(what: "verify says \(try journal.verify())")
    }
    return FinalLog(records, roots: roots)
  }
}

/// Why a run cannot be judged.
struct Failure: Error, CustomStringConvertible {
  let what: String

  var description: String { what }
}
