import Foundation
import Testing

/// Whether protoc is there, without which the check cannot read the schemas.
private let hasProtoc = ["/usr/bin/protoc", "/usr/local/bin/protoc", "/opt/homebrew/bin/protoc"]
  .contains { FileManager.default.isExecutableFile(atPath: $0) }

@Suite(.enabled(if: hasProtoc)) struct `Checking the schemas` {
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
