import Foundation
import StrictJSON
import Testing

struct OutputTests {
  @Test func `No colours are sent where nobody sees them`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    for arguments in [["stat"], ["timeline", "nordwerk"], ["verify"], ["health", "nordwerk"]] {
      let run = try Program.run(
        arguments, in: scratch.folder,
        environment: ["KONTOR_LEDGER": "ledger", "TERM": "xterm-256color"])
      #expect(!(run.output + run.error).contains("\u{1B}"), "\(arguments)")
    }
  }

  @Test(arguments: ["", "1"])
  func `On a terminal there are colours, and none under NO_COLOR`(_ noColour: String) throws {
    let script = "/usr/bin/script"
    guard FileManager.default.isExecutableFile(atPath: script) else { return }
    let scratch = try Scratch.withLedger()
    #if os(macOS)
      let arguments = ["-q", "/dev/null", Program.directory.path + "/kontor", "stat"]
    #else
      let arguments = ["-qec", "'\(Program.directory.path)/kontor' stat", "/dev/null"]
    #endif
    let run = try Program.run(
      URL(fileURLWithPath: script), arguments, in: scratch.folder,
      environment: [
        "KONTOR_LEDGER": "ledger", "TERM": "xterm", "NO_COLOR": noColour, "SHELL": "/bin/sh",
        "PATH": "/usr/bin:/bin",
      ])
    #expect(run.output.contains("\u{1B}[") == noColour.isEmpty)
  }

  @Test(arguments: [60, 80, 132])
  func `No line of a table is wider than the terminal`(_ width: Int) throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk", name: String(repeating: "Überlange Firma ", count: 12))
    for arguments in [["accounts"], ["timeline", "nordwerk"]] {
      let run = try Program.run(
        arguments, in: scratch.folder,
        environment: ["KONTOR_LEDGER": "ledger", "COLUMNS": "\(width)"])
      #expect(run.status == 0)
      for line in run.output.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    }
  }

  @Test func `What is cut is marked and said, and --wide shows it`() throws {
    let scratch = try Scratch.withLedger()
    let name = "Überlange Firma für Präzisionsmaschinen und Zubehör aller Art mit Sitz in Köln"
    try scratch.register("nordwerk", name: name)
    let cut = try scratch.kontor("accounts", environment: ["COLUMNS": "60"])
    #expect(cut.output.contains("…"))
    #expect(cut.error.contains("--wide"))
    let wide = try scratch.kontor("accounts", "--wide", environment: ["COLUMNS": "60"])
    #expect(wide.output.contains(name))
    #expect(!wide.error.contains("--wide"))
  }

  @Test func `Umlauts and wide characters keep the columns in line`() throws {
    let scratch = try Scratch.withLedger()
    // Each name takes four columns; 株式 takes two for each character.
    for (account, name) in [("a", "Köln"), ("b", "Kiel"), ("c", "株式"), ("d", "Ko\u{308}ln")] {
      try scratch.register(account, name: name)
    }
    let lines = try scratch.kontor("accounts").output.split(separator: "\n")
    let places = lines.filter { "abcd".contains($0.first ?? " ") && $0.dropFirst().hasPrefix(" ") }
      .map { line -> Int in
        let end = line.lastIndex(of: " ") ?? line.endIndex
        return line[..<end].reduce(0) { $0 + ("株式".contains($1) ? 2 : 1) }
      }
    #expect(places.count == 4)
    #expect(Set(places).count == 1, "\(lines)")
  }

  @Test func `Text of an event cannot steer the terminal`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk", name: #"A\u001b[2JB"#)
    let run = try scratch.kontor("accounts")
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test(arguments: [
    ["stat"], ["verify"], ["accounts"], ["accounts", "owner", "nordwerk"],
    ["timeline", "nordwerk"], ["health", "nordwerk"], ["commission", "payees"],
    ["commission", "totals"], ["commission", "lines"], ["commission", "omissions"],
    ["commission", "extract", "--payee", "e-7", "--from", "2026-01-01", "--to", "2026-12-31"],
    ["plan", "list"], ["export"],
  ])
  func `Every answer has a JSON form that a strict reader reads`(_ arguments: [String]) throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    let run = try Program.run(
      arguments + ["--json"], in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
    #expect(run.status == 0, "\(run.error)")
    _ = try run.json
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `Completions can be made`(_ shell: String) throws {
    let scratch = try Scratch()
    let run = try Program.run(["--generate-completion-script", shell], in: scratch.folder)
    #expect(run.status == 0)
    #expect(run.output.contains("timeline"))
  }

  @Test(arguments: [
    "init", "record", "import", "export", "accounts", "timeline", "health", "plan", "commission",
    "verify", "backup", "restore", "stat",
  ])
  func `Help of every command has an example`(_ command: String) throws {
    let scratch = try Scratch()
    let run = try Program.run([command, "--help"], in: scratch.folder)
    #expect(run.status == 0)
    #expect(run.output.contains("kontor \(command)"))
    let lines = run.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE") })
  }
}
