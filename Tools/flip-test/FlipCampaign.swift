import Foundation

/// Runs children over every file of a ledger, and starts another behind the byte that ended one.
struct FlipCampaign {
  let ledger: String
  let every: Int
  let only: String?

  /// True when no flip was missed.
  func run() throws -> Bool {
    var isGood = true
    for file in try files() where only.map({ file.hasPrefix($0) }) ?? true {
      let (outcomes, failures) = try flip(file)
      let size = (try Data(contentsOf: URL(fileURLWithPath: ledger + "/" + file))).count
      print("\(file): \(size) bytes, \(outcomes.values.reduce(0, +)) flipped")
      for outcome in FlipOutcome.allCases {
        guard let count = outcomes[outcome] else { continue }
        print("  \(count)  \(outcome.words)")
      }
      if !failures.isEmpty {
        isGood = false
        print("  missed at \(failures.prefix(40).map(String.init).joined(separator: " "))")
      }
    }
    return isGood
  }

  /// What stays on disk; lock files are made anew by every first process.
  private func files() throws -> [String] {
    let names =
      FileManager.default.enumerator(atPath: ledger)?.compactMap { $0 as? String } ?? []
    return names.sorted().filter { name in
      var isDirectory: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: ledger + "/" + name, isDirectory: &isDirectory)
      return !isDirectory.boolValue && !name.hasSuffix(".lock") && !name.hasSuffix("lock.mdb")
    }
  }

  private func flip(_ file: String) throws -> ([FlipOutcome: Int], [Int]) {
    var outcomes: [FlipOutcome: Int] = [:]
    var failures: [Int] = []
    var next = 0
    let work = NSTemporaryDirectory() + "kontor-flip-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: work) }
    func take(_ outcome: FlipOutcome, _ offset: Int) {
      outcomes[outcome, default: 0] += 1
      if outcome.isFailure { failures.append(offset) }
      next = offset + every
    }
    while true {
      let (status, words) = try child(file, work, next) { offset, outcome in
        take(outcome, offset)
      }
      guard status != 0 else { return (outcomes, failures) }
      guard let (offset, phase) = words, offset >= next else {
        throw CocoaError(.executableLoad)
      }
      switch phase {
      case "v": take(.endedVerifying, offset)
      case "n": take(.endedAnswering, offset)
      default: take(.missedEnded, offset)
      }
    }
  }

  /// How the child ended, and the last thing it said.
  private func child(
    _ file: String, _ work: String, _ from: Int, _ outcome: (Int, FlipOutcome) -> Void
  ) throws -> (Int32, (Int, String)?) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe")
    process.arguments = ["child", ledger, work, file, "\(from)", "\(every)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    process.environment = environment
    try process.run()
    var last: (Int, String)?
    var pending = ""
    while true {
      let data = pipe.fileHandleForReading.availableData
      if data.isEmpty { break }
      pending += String(decoding: data, as: UTF8.self)
      while let end = pending.firstIndex(of: "\n") {
        let words = pending[..<end].split(separator: " ")
        pending = String(pending[pending.index(after: end)...])
        guard words.count == 2, let offset = Int(words[0]) else { continue }
        last = (offset, String(words[1]))
        if words[1].hasPrefix("="), let found = FlipOutcome(rawValue: String(words[1].dropFirst()))
        {
          outcome(offset, found)
        }
      }
    }
    process.waitUntilExit()
    return (process.terminationStatus, last)
  }
}
