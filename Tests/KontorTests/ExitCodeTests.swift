import Foundation
import StrictJSON
import Testing

struct ExitCodeTests {
  @Test func `What succeeds ends with 0`() throws {
    let scratch = try Scratch.withLedger()
    for command in ["stat", "verify", "accounts", "export", "timeline"] where command != "timeline"
    {
      #expect(try scratch.kontor(command).status == 0, "\(command)")
    }
  }

  @Test func `A rejected event ends with 1 and says which member and why`() throws {
    let scratch = try Scratch.withLedger()
    let run = try scratch.kontor(
      "record", "--type", "account.tier_assigned", "--subject", "account/nobody", "--data",
      #"{"tier":"key","criteria_version":1,"decided_by":"x","valid_from":"2026-01-01"}"#, "--json")
    #expect(run.status == 1)
    #expect(run["outcome"]?.string == "rejected")
    #expect(run["code"]?.string?.isEmpty == false)
    #expect(run["reason"]?.string?.isEmpty == false)
  }

  @Test(arguments: [
    ["nonsense"], ["init"], ["timeline"], ["timeline", "x", "--limit", "0"],
    ["timeline", "x", "--as-of", "2026-02-30"], ["import", "x.csv"], ["record"],
    ["export", "--from", "9", "--to", "3"], ["accounts", "--tier", "gold"],
  ])
  func `Wrong usage ends with 64`(_ arguments: [String]) throws {
    let scratch = try Scratch()
    let run = try Program.run(
      arguments, in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(!run.error.isEmpty)
  }

  @Test func `Without a ledger named, usage is wrong`() throws {
    let scratch = try Scratch()
    let run = try Program.run(["stat"], in: scratch.folder)
    #expect(run.status == 64)
    #expect(run.error.contains("--ledger") && run.error.contains("KONTOR_LEDGER"))
  }

  @Test func `Bad input ends with 65`() throws {
    let scratch = try Scratch.withLedger()
    let run = try scratch.kontor("record", "-", input: "{\"specversion\":\"1.0\",")
    #expect(run.status == 65)
    #expect(run.error.contains("standard input:1:"))
    let empty = try scratch.kontor("record", "-", input: "[]")
    #expect(empty.status == 65)
    #expect(empty.error.contains("the list holds no event"), "\(empty.error)")
    let beyond = try scratch.kontor("export", "--from", "999")
    #expect(beyond.status == 65)
    #expect(beyond.error.contains("the ledger has 1 events"), "\(beyond.error)")
    try scratch.write("plan: x\n", to: "plan.yaml")
    #expect(try scratch.kontor("plan", "check", "plan.yaml").status == 65)
    #expect(try scratch.kontor("init", "--name", "again").status == 65)
  }

  @Test(arguments: [
    ["stat"], ["verify"], ["timeline", "x"], ["health", "x"], ["accounts"], ["export"],
    ["commission", "payees"], ["plan", "list"], ["backup", "b"], ["import", "-"],
  ])
  func `A missing ledger ends with 66`(_ arguments: [String]) throws {
    let scratch = try Scratch()
    let run = try Program.run(
      arguments, in: scratch.folder, environment: ["KONTOR_LEDGER": "nowhere"])
    #expect(run.status == 66)
    #expect(run.error.contains("nowhere"))
  }

  @Test func `A path that cannot be written ends with 74`() throws {
    let scratch = try Scratch()
    try scratch.write("a file, no directory", to: "file")
    let made = try scratch.kontor("init", "--name", "x", "--ledger", "file/ledger")
    #expect(made.status == 74)
    #expect(made.error.contains("file/ledger"))
    #expect(try scratch.kontor("init", "--name", "x").status == 0)
    #expect(try scratch.kontor("import", "not-there.ndjson").status == 74)
    #expect(try scratch.kontor("backup", "file/backup").status == 74)
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
  func `A directory that is read-only ends with 74`() throws {
    let scratch = try Scratch()
    let files = FileManager.default
    try files.createDirectory(atPath: scratch.path("locked"), withIntermediateDirectories: false)
    try files.setAttributes([.posixPermissions: 0o555], ofItemAtPath: scratch.path("locked"))
    #expect(try scratch.kontor("init", "--name", "x", "--ledger", "locked/ledger").status == 74)
  }

  @Test func `A full disk is told and not taken for success`() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let scratch = try Scratch.withLedger()
    let run = try Program.run(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "'\(Program.directory.path)/kontor' export > /dev/full"],
      in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
    #expect(run.status == 74)
    #expect(run.error.contains("not complete"))
  }

  @Test func `Errors are a line of JSON where JSON is asked for`() throws {
    let scratch = try Scratch()
    for (arguments, code) in [
      (["stat", "--json", "--ledger", "nowhere"], "no-ledger"),
      (["stat", "--json", "--x"], "usage"),
    ] {
      let run = try Program.run(arguments, in: scratch.folder)
      let error = try JSONValue(parsing: run.error).object?["error"]?.object
      #expect(error?["code"]?.string == code)
      #expect(error?["message"]?.string?.isEmpty == false)
      #expect(run.output.isEmpty)
    }
  }
}
