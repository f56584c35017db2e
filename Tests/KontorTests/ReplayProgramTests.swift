import Foundation
import StrictJSON
import Testing

/// The auditor's own program: what it is made of, and what it leaves as it was.
struct ReplayProgramTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appending(path: "../..").standardized

  @Test func `Nothing that records is among what it is made of`() throws {
    let manifest = try String(
      contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    var open = ["kontor-replay"]
    var all: Set<String> = []
    while let target = open.popLast() {
      guard all.insert(target).inserted else { continue }
      open += Self.dependencies(of: target, manifest)
    }
    #expect(all.isSuperset(of: ["kontor-replay", "AuditCommands", "Audit", "Printing", "Journal"]))
    #expect(all.isDisjoint(with: ["Ledger", "Importing", "kontor", "SampleLedgerGenerator"]))
  }

  /// The quoted names of the list that follows the target's name.
  private static func dependencies(of target: String, _ manifest: String) -> [String] {
    for opening in ["library(\"\(target)\", [", "tool(\"\(target)\", ["] {
      let flat = manifest.replacing("\n", with: " ").split(separator: " ").joined(separator: " ")
        .replacing("( ", with: "(")
      guard let start = flat.range(of: opening),
        let end = flat[start.upperBound...].firstIndex(of: "]")
      else { continue }
      return flat[start.upperBound..<end].split(separator: "\"").map(String.init)
        .filter { $0.first?.isLetter ?? false }
    }
    return []
  }

  @Test func `Its sources neither open a journal for writing nor write`() throws {
    let manager = FileManager.default
    for folder in ["Tools/kontor-replay", "Sources/AuditCommands", "Sources/Audit"] {
      let path = Self.root.appending(path: folder).path
      let files = try manager.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".swift") }
      #expect(!files.isEmpty)
      for file in files {
        let text = try String(contentsOfFile: path + "/" + file, encoding: .utf8)
        for word in [
          "import Ledger\n", "import Importing", "WriteTransaction", "Journal(opening:",
          "Journal.create", ".write {", "Views(",
        ] where text.replacing("ReadOnlyJournal(opening:", with: "").contains(word) {
          Issue.record("\(folder)/\(file): \(word)")
        }
      }
    }
  }

  @Test func `The program holds no code of the modules that record`() throws {
    let bytes = try Data(
      contentsOf: Program.directory.appending(path: "kontor-replay"), options: .alwaysMapped)
    // The beginning of every symbol of a Swift module, with the length of its name.
    for symbol in ["$s6Ledger", "$s9Importing"] {
      #expect(bytes.range(of: Data(symbol.utf8)) == nil, "\(symbol)")
    }
    #expect(bytes.range(of: Data("$s5Audit".utf8)) != nil)
  }

  @Test func `It leaves a ledger's directory as it was, index or not`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    for name in ["index", "views"] {
      try? FileManager.default.removeItem(atPath: scratch.path("ledger/\(name)"))
    }
    try FileManager.default.removeItem(atPath: scratch.path("ledger/journal/lock.mdb"))
    let before = try Self.files(scratch.path("ledger"))
    for arguments in [
      ["complete", "nordwerk"], ["who"], ["late"], ["overrides"], ["rules"], ["privileged"],
      ["erasures"], ["replay", "statements"], ["replay", "account", "nordwerk"],
      ["present", "1"], ["trace", "event", "1"],
    ] {
      let run = try Program.run(
        Program.directory.appending(path: "kontor-replay"), arguments, in: scratch.folder,
        environment: ["KONTOR_LEDGER": "ledger"])
      #expect(run.status == 0, "\(arguments): \(run.error)")
      #expect(run.output.contains("Speaks for size 2, root "), "\(arguments): \(run.output)")
    }
    #expect(try Self.files(scratch.path("ledger")) == before)
  }

  private static func files(_ path: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for case let name as String in try #require(FileManager.default.enumerator(atPath: path)) {
      files[name] = FileManager.default.contents(atPath: path + "/" + name) ?? Data()
    }
    return files
  }

  @Test func `Every answer as JSON names size and root`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    for arguments in [
      ["complete", "nordwerk"], ["who"], ["late"], ["overrides"], ["rules"], ["privileged"],
      ["erasures"], ["replay", "statements"], ["replay", "account", "nordwerk"],
      ["replay", "commission"], ["present", "1"], ["trace", "event", "1"],
      ["diff", "--from", "size:1"], ["trace", "moves", "--from", "size:0"],
    ] {
      let run = try Program.run(
        ["audit"] + arguments + ["--json"], in: scratch.folder,
        environment: ["KONTOR_LEDGER": "ledger"])
      #expect(run.status == 0, "\(arguments): \(run.error)")
      let speaksFor = run["speaksFor"]?.object
      #expect(speaksFor?["size"] != nil && speaksFor?["root"] != nil, "\(arguments)")
    }
  }

  @Test func `What cannot be answered says why, and what to do`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    try scratch.write("not a checkpoint", to: "noted")
    try scratch.write("no records", to: "some.records")
    for (arguments, status, text) in [
      (["complete", "nobody"], 1, "say nothing of account/nobody"),
      (["complete", "nordwerk", "--ledger", "nowhere"], 66, "there is nothing at nowhere"),
      (["complete", "nordwerk", "--ledger", "."], 65, "is neither a ledger"),
      (["complete", "nordwerk", "--ledger", "some.records"], 1, "position 0 cannot be taken"),
      (["replay", "statement", "st-1"], 1, "no statement st-1 was issued"),
      (["explain", "so-1"], 1, "`kontor-replay replay commission --wide` lists the lines"),
      (["trace", "event", "nothing"], 1, "there is no event nothing"),
      (["trace", "moves", "--from", "size:2", "--known-at", "size:1"], 64, "earlier of the two"),
      (["diff"], 64, "Name one of --from, --statement, --plans and --with"),
      (["diff", "--from", "size:9"], 64, "the journal holds 2 records"),
      (["diff", "--plans", "a@1", "b"], 64, "b is no plan version"),
      (["consistent", "noted"], 65, "is no checkpoint"),
      (["consistent", "missing"], 74, "cannot be read"),
      (["consistent"], 64, "Name a checkpoint file"),
      (["consistent", "--size", "2", "--root", "abc"], 64, "44 characters"),
      (["who", "--kind", "nothing"], 64, "the kinds are"),
      (["late", "--days=-1"], 64, "numbers from 0"),
      (["late", "--days", "-1"], 64, "numbers from 0"),
      (["privileged", "--quiet-days", "0"], 64, "number from 1"),
    ] as [([String], Int32, String)] {
      let run = try Program.run(
        Program.directory.appending(path: "kontor-replay"), arguments, in: scratch.folder,
        environment: ["KONTOR_LEDGER": "ledger", "COLUMNS": "200"])
      #expect(run.status == status, "\(arguments): \(run.output)\(run.error)")
      #expect(run.error.contains(text), "\(arguments): \(run.error)")
    }
  }
}
