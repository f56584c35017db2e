import ConcurrentHistory
import Foundation
import Testing

@testable import concurrency_test

/// Histories of real processes at a real journal, as Tools/concurrency-test makes them, in short.
@Suite struct RealHistoryTests {
  private static let directory: URL = {
    let tests = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    return tests?.deletingLastPathComponent() ?? Bundle.main.bundleURL
  }()

  /// Two rounds, the second with a process that is killed.
  private func made(_ folder: String) throws -> String {
    let process = Process()
    process.executableURL = Self.directory.appending(path: "concurrency-test")
    process.arguments = [
      "rounds", "--clients", "16", "--operations", "25", "--rounds", "2", "--seed", "3",
      "--directory", folder, "--keep",
    ]
    let output = folder + ".out"
    #expect(FileManager.default.createFile(atPath: output, contents: nil))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOfFile: output, encoding: .utf8)
    try FileManager.default.removeItem(atPath: output)
    #expect(process.terminationStatus == 0, "\(text)")
    return text
  }

  @Test func `What two processes were told is linearizable, and changed anywhere it is not`() throws
  {
    let folder = NSTemporaryDirectory() + "kontor-histories-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = try made(folder)
    #expect(text.contains("every history is linearizable"))
    let history = try (0..<2).flatMap { try HistoryFile.read("\(folder)/0/history-\($0)") }
    let log = try Round.log(of: "\(folder)/0/ledger")
    #expect(HistoryCheck.violations(of: history, log: log) == [])
    var changed = (positions: 0, reads: 0, lost: 0)
    for index in history.indices {
      guard let outcome = history[index].answer?.outcome else { continue }
      var other = history
      switch outcome {
      case .taken(var places) where !places[0].isDuplicate:
        places[0].position += 1
        other[index].answer?.outcome = .taken(places)
        changed.positions += 1
      case .head(let size, let root):
        other[index].answer?.outcome = .head(size: size + 1, root: root)
        changed.reads += 1
      case .stream(let seen) where seen.count > 1:
        other[index].answer?.outcome = .stream(Array(seen.dropFirst()))
        changed.reads += 1
      default: continue
      }
      #expect(
        !HistoryCheck.violations(of: other, log: log).isEmpty, "\(other[index]) was believed")
    }
    // An acknowledged record that is not in the log, wherever it was.
    for place in stride(from: 0, to: log.records.count, by: 7) {
      var records = log.records
      records.remove(at: place)
      let shorter = FinalLog(records, roots: (0...records.count).map { "\($0)" })
      #expect(!HistoryCheck.violations(of: history, log: shorter).isEmpty)
      changed.lost += 1
    }
    #expect(changed.positions > 50 && changed.reads > 20 && changed.lost > 20, "\(changed)")
  }
}
