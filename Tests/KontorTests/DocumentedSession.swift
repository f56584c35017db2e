import Foundation
import Testing

/// The sessions that stand in a page of documentation, run as they stand there, one after another in one
/// directory with the repository's `Schemas` in it.
enum DocumentedSession {
  /// Runs all blocks of the page.
  static func run(_ page: URL, steps least: Int, ledger: String) throws {
    let text = try String(contentsOf: page, encoding: .utf8)
    let blocks = text.split(separator: "\n").count { $0 == "```console" }
    try run(page, blocks: blocks, steps: least, ledger: ledger)
  }

  /// Runs the first `blocks` blocks of the page, which have `steps` steps at least; messages on
  /// standard error are left out.
  static func run(_ page: URL, blocks: Int, steps least: Int, ledger: String) throws {
    var rest = try String(contentsOf: page, encoding: .utf8)[...]
    let scratch = try Scratch()
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("Schemas"),
      withDestinationPath: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Schemas").standardized.path)
    var count = 0
    for block in 0..<blocks {
      let opening = try #require(rest.range(of: "```console\n"))
      let closing = try #require(rest[opening.upperBound...].range(of: "```\n"))
      try scratch.write(
        String(rest[opening.upperBound..<closing.lowerBound]), to: "session.txt")
      rest = rest[closing.upperBound...]
      let session = try Transcript(scratch.folder.appending(path: "session.txt"))
      count += session.steps.count
      for step in session.steps {
        let run = try Program.run(
          URL(fileURLWithPath: "/bin/sh"), ["-c", step.command], in: scratch.folder,
          environment: [
            "PATH": "\(Program.directory.path):/usr/bin:/bin", "KONTOR_LEDGER": ledger,
            "KONTOR_ACTOR": "tester", "COLUMNS": "80",
          ], merged: false)
        var printed = run.output.split(separator: "\n", omittingEmptySubsequences: false)
          .map(String.init)
        while printed.last?.isEmpty == true { printed.removeLast() }
        let place: Comment = """
          block \(block + 1), line \(step.line): \(step.command)
          printed:
          \(run.output)\(run.error)
          """
        #expect(run.status == step.status, place)
        #expect(Transcript.matches(printed[...], step.expected[...]), place)
      }
    }
    #expect(count >= least)
  }
}
