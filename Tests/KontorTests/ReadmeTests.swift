import Foundation
import Testing

/// The session that opens the README, run as it stands there; messages on standard error are left out.
struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appending(path: "../..").standardized

  @Test func `The README's session prints what the README says`() throws {
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let opening = try #require(readme.range(of: "```console\n"))
    let closing = try #require(readme[opening.upperBound...].range(of: "```\n"))
    let scratch = try Scratch()
    try scratch.write(
      String(readme[opening.upperBound..<closing.lowerBound]), to: "session.txt")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("Schemas"),
      withDestinationPath: Self.root.appending(path: "Schemas").path)
    let session = try Transcript(scratch.folder.appending(path: "session.txt"))
    #expect(session.steps.count >= 7)
    for step in session.steps {
      let run = try Program.run(
        URL(fileURLWithPath: "/bin/sh"), ["-c", step.command], in: scratch.folder,
        environment: [
          "PATH": "\(Program.directory.path):/usr/bin:/bin", "KONTOR_LEDGER": "nordwerk-ledger",
          "KONTOR_ACTOR": "tester", "COLUMNS": "80",
        ], merged: false)
      var printed = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      while printed.last?.isEmpty == true { printed.removeLast() }
      let place: Comment = "line \(step.line): \(step.command)\nprinted:\n\(run.output)"
      #expect(run.status == step.status, place)
      #expect(Transcript.matches(printed[...], step.expected[...]), place)
    }
  }

  @Test func `What the README is about stands in its first forty lines`() throws {
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let opening = readme.split(separator: "\n", omittingEmptySubsequences: false).prefix(40)
      .joined(separator: "\n")
    for part in ["```console", "decide", "Tools/quickstart", "Tools/test"] {
      #expect(opening.contains(part), "\(part)")
    }
  }
}
