import Foundation
import FuzzTargets

/// Tries every target in a child process and tells what became of it.
struct Campaign {
  let targets: [Target]
  let seed: UInt64
  let seconds: Int
  let root: String
  let crashes: String

  /// Whether every child came to its end and every target accepted something.
  func run() throws -> Bool {
    let share = max(1, seconds / targets.count)
    var isSound = true
    print("target          a second      tried   accepted    refused")
    for target in targets {
      let folder = FileManager.default.temporaryDirectory
        .appending(path: "kontor-fuzz-\(ProcessInfo.processInfo.processIdentifier)").path
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let start = Date()
      let child = Process()
      child.executableURL = URL(filePath: CommandLine.arguments[0])
      child.arguments = [
        "--target", target.rawValue, "--seed", String(seed), "--seconds", String(share),
        "--root", root, "--notes", folder,
      ]
      try child.run()
      child.waitUntilExit()
      let notes = try Notes(folder)
      print(row(target, notes, Date().timeIntervalSince(start)))
      if child.terminationReason != .exit || child.terminationStatus != 0 {
        isSound = false
        try save(notes.input, of: target, status: child.terminationStatus)
      } else if notes.accepted == 0 {
        isSound = false
        print("\(target) accepted nothing: its fuzzer is blind")
      }
    }
    return isSound
  }

  private func row(_ target: Target, _ notes: Notes, _ seconds: TimeInterval) -> String {
    let numbers = [
      Int(Double(notes.tried) / max(seconds, 0.001)), notes.tried, notes.accepted,
      notes.tried - notes.accepted,
    ]
    let name = target.rawValue.padding(toLength: 13, withPad: " ", startingAt: 0)
    return name
      + numbers.map { number in
        let digits = String(number)
        return String(repeating: " ", count: max(1, 11 - digits.count)) + digits
      }.joined()
  }

  private func save(_ input: [UInt8], of target: Target, status: Int32) throws {
    try FileManager.default.createDirectory(
      atPath: crashes, withIntermediateDirectories: true)
    let path = "\(crashes)/\(target.rawValue)-\(seed)-\(input.count)"
    guard FileManager.default.createFile(atPath: path, contents: Data(input)) else {
      throw FuzzError(what: "\(path) cannot be written")
    }
    print(
      """
      \(target) ended with signal or status \(status), seed \(seed), by the input \(path)
      try it again with --target \(target.rawValue) --replay \(path)
      """)
  }
}
