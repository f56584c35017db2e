import Foundation
import Testing

/// The page of the documentation with the fifteen questions: every session on it is run.
struct AuditQuestionsTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appending(path: "../..").standardized
  private static let page = "Sources/Ledger/Ledger.docc/AuditQuestions.md"

  @Test func `The answers on the page are those that the program gives`() throws {
    let text = try String(contentsOf: Self.root.appending(path: Self.page), encoding: .utf8)
    let scratch = try Scratch()
    try scratch.write(Self.sessions(text), to: "session.txt")
    let session = try Transcript(scratch.folder.appending(path: "session.txt"))
    #expect(session.steps.count >= 25)
    for step in session.steps {
      let run = try Program.run(
        URL(fileURLWithPath: "/bin/sh"), ["-c", step.command], in: scratch.folder,
        environment: [
          "PATH": "\(Program.directory.path):/usr/bin:/bin", "KONTOR_LEDGER": "ledger",
          "KONTOR_ACTOR": "e-2", "COLUMNS": "100",
          "SCHEMAS": Self.root.appending(path: "Schemas").path,
        ])
      var printed = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      while printed.last?.isEmpty == true { printed.removeLast() }
      let place: Comment = "\(step.command)\nprinted:\n\(run.output)\(run.error)"
      #expect(run.status == step.status, place)
      #expect(Transcript.matches(printed[...], step.expected[...]), place)
    }
  }

  @Test func `Each of the fifteen questions has its session`() throws {
    let text = try String(contentsOf: Self.root.appending(path: Self.page), encoding: .utf8)
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("## ") }
    for number in 3...15 {
      #expect(headings.contains { $0.hasPrefix("## \(number). ") }, "\(number)")
    }
    #expect(headings.contains { $0.hasPrefix("## 1 and 2. ") })
  }

  /// What stands in the blocks of the console, one after the other.
  private static func sessions(_ text: String) -> String {
    var sessions: [Substring] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```console" {
        isInside = true
      } else if line == "```" {
        isInside = false
      } else if isInside {
        sessions.append(line)
      }
    }
    return sessions.joined(separator: "\n")
  }
}
