import Foundation
import Testing

/// Sessions in `Transcripts/`, run in a directory of their own.
///
/// They find the program on their path, the plans, mappings and events of the repository under
/// `$SCHEMAS`, and use the ledger `ledger`.
struct TranscriptTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/Transcripts"))?
    .filter { $0.hasSuffix(".txt") }.sorted() ?? []

  @Test func `There are transcripts`() { #expect(Self.names.count >= 8) }

  @Test(arguments: names)
  func `A session prints what its transcript says`(_ name: String) throws {
    let transcript = try Transcript(Self.folder.appending(path: "Transcripts/\(name)"))
    let scratch = try Scratch()
    for step in transcript.steps {
      let run = try Program.run(
        URL(fileURLWithPath: "/bin/sh"), ["-c", step.command], in: scratch.folder,
        environment: [
          "PATH": "\(Program.directory.path):/usr/bin:/bin", "KONTOR_LEDGER": "ledger",
          "KONTOR_ACTOR": "tester", "COLUMNS": "80",
          "SCHEMAS": Self.folder.appending(path: "../../Schemas").standardized.path,
        ], merged: true)
      var printed = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      while printed.last?.isEmpty == true { printed.removeLast() }
      let place: Comment = "\(name):\(step.line): \(step.command)\nprinted:\n\(run.output)"
      #expect(run.status == step.status, place)
      #expect(Transcript.matches(printed[...], step.expected[...]), place)
    }
  }
}
