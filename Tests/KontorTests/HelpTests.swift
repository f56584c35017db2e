import Foundation
import Testing

/// What the programs say about themselves: it can be read, copied and typed.
struct HelpTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appending(path: "../..").standardized

  @Test(arguments: ["kontor", "kontor-replay"])
  func `No line of help is too wide, and no example is wrapped`(_ program: String) throws {
    let scratch = try Scratch()
    let commands = try HelpCommand(program: program).all
    #expect(commands.count > 20)
    for command in commands {
      let help = try Program.run(
        Program.directory.appending(path: program),
        Array(command.path.dropFirst()) + ["--help"], in: scratch.folder)
      #expect(help.status == 0, "\(command.path): \(help.error)")
      let printed = help.output.split(separator: "\n").map(String.init)
      // The parser does not wrap its own synopsis.
      for line in printed where !line.hasPrefix("USAGE") {
        #expect(line.count <= 80, "\(command.path): \(line)")
      }
      for example in command.examples {
        #expect(printed.contains(example), "\(command.path): \(example)")
      }
    }
  }

  @Test func `The examples of each program are asked of that program`() throws {
    for command in try HelpCommand(program: "kontor-replay").all {
      for example in command.examples where example.hasPrefix("  kontor") {
        #expect(example.hasPrefix("  kontor-replay "), "\(command.path): \(example)")
      }
    }
    let questions = try HelpCommand(program: "kontor").all.filter { $0.path.contains("audit") }
    #expect(questions.count > 20)
    for command in questions {
      #expect(
        command.examples.contains { $0.hasPrefix("  kontor audit ") }, "\(command.path)")
    }
  }

  @Test func `An error says what to type in the program that says it`() throws {
    let scratch = try Scratch.withLedger()
    let audit = try scratch.kontor("audit", "explain", "so-1")
    #expect(audit.error.contains("`kontor audit replay commission --wide` lists"))
    let replay = try Program.run(
      Program.directory.appending(path: "kontor-replay"), ["replay", "statement", "st-1"],
      in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
    #expect(replay.error.contains("`kontor-replay replay statements` lists"))
  }

  @Test func `Every command and option that a text names is there`() throws {
    let programs = try ["kontor", "kontor-replay"].map { try HelpCommand(program: $0) }
    var count = 0
    for (file, text) in try Self.texts() {
      for match in text.matches(of: /`(kontor(?:-replay)?(?: [^`\n]*)?)`/) {
        // What stands for something left out is no word.
        let words = match.1.split(separator: " ").map(String.init).filter { !$0.contains("…") }
        guard let program = programs.first(where: { $0.path.first == words.first }) else {
          continue
        }
        count += 1
        if let missing = program.missing(words.dropFirst()) {
          Issue.record("\(file): `\(match.1)`: \(missing)")
        }
      }
    }
    #expect(count > 80)
  }

  /// The sources and the documentation, with the lines joined that a backslash parts.
  private static func texts() throws -> [(file: String, text: String)] {
    let sources = root.appending(path: "Sources")
    var names = ["README.md"]
    for case let name as String in try #require(
      FileManager.default.enumerator(atPath: sources.path))
    where name.hasSuffix(".swift") || name.hasSuffix(".md") {
      names.append("Sources/\(name)")
    }
    return try names.map { name in
      let text = try String(contentsOf: root.appending(path: name), encoding: .utf8)
        .replacing("\\(AuditProgram.words)", with: "kontor audit")
        .replacing(/\\\n\s*/, with: "")
      return (name, text)
    }
  }
}
