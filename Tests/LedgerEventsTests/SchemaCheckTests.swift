import Foundation
import Testing

/// What the check is written in, and what reads the schemas for it.
private let hasPrograms = ["python3", "protoc"].allSatisfy { program in
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}

@Suite(.enabled(if: hasPrograms, "python3 or protoc is missing")) struct `Checking the schemas` {
  @Test(arguments: [[], ["--self-test"]])
  func `Additions pass and incompatible changes are refused`(arguments: [String]) throws {
    let check = Process()
    check.executableURL = Examples.root.appending(path: "Tools/schema-check")
    check.arguments = arguments
    let output = Pipe()
    check.standardOutput = output
    try check.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    check.waitUntilExit()
    #expect(check.terminationStatus == 0, "\(String(decoding: text, as: UTF8.self))")
  }
}
