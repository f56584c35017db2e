import Foundation
import StrictJSON
import Testing

/// The auditor's program on a ledger's directory: sound, signed, changed, and out of reach.
struct ReplayVerifyTests {
  private static let schemas = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Schemas").standardized.path

  /// A ledger with an order, a plan and a checkpoint, and the key as `log.vkey`.
  private func made() throws -> Scratch {
    let scratch = try Scratch.withLedger()
    let events = try scratch.kontor("import", "\(Self.schemas)/examples/nordwerk.ndjson")
    #expect(events.status == 0, "\(events.error)")
    let plan = try scratch.kontor(
      "plan", "publish", "\(Self.schemas)/plans/examples/key-account-double-credit.yaml")
    #expect(plan.status == 0, "\(plan.error)")
    #expect(try scratch.kontor("checkpoint").status == 0)
    try scratch.write(try scratch.kontor("key", "show").output, to: "log.vkey")
    return scratch
  }

  private func replay(
    _ scratch: Scratch, _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Run {
    try Program.run(
      Program.directory.appending(path: "kontor-replay"), arguments, in: scratch.folder,
      environment: environment)
  }

  @Test func `A sound ledger is verified as an argument, by its option and by the variable`() throws
  {
    let scratch = try made()
    let whole = try scratch.kontor("verify").output
    #expect(whole.hasPrefix("Sound: 16 events, root "))
    for run in [
      try replay(scratch, "verify", "ledger"), try replay(scratch, "verify", "--ledger", "ledger/"),
      try replay(scratch, "verify", environment: ["KONTOR_LEDGER": "ledger"]),
    ] {
      #expect(run.status == 0, "\(run.error)")
      #expect(run.output == whole)
    }
    #expect(try scratch.kontor("verify", "ledger").output == whole)
    let json = try replay(scratch, "verify", "ledger", "--json")
    #expect(json["ok"]?.bool == true)
    #expect(json["size"]?.int64 == 16)
    let nothing = try replay(scratch, "verify")
    #expect(nothing.status == 64)
    #expect(nothing.error.contains("give --ledger PATH"))
  }

  @Test func `With a key the newest checkpoint must be signed by it`() throws {
    let scratch = try made()
    let signed = try replay(scratch, "verify", "ledger", "--key", "log.vkey", "--json")
    #expect(signed.status == 0, "\(signed.error)")
    #expect(signed["checkpoint"]?.object?["size"]?.int64 == 16)
    let text = try replay(scratch, "verify", "ledger", "--key", "log.vkey")
    #expect(text.output.contains("Signed up to size 16 by koeln/kontor/"))
    let other = try made()
    let stranger = try replay(other, "verify", "\(scratch.path("ledger"))", "--key", "log.vkey")
    #expect(stranger.status == 1, "\(stranger.output)\(stranger.error)")
    try FileManager.default.removeItem(atPath: scratch.path("ledger/anchors/checkpoints"))
    let none = try replay(scratch, "verify", "ledger", "--key", "log.vkey")
    #expect(none.status == 2)
    #expect(none.error.contains("no checkpoint"))
    #expect(try scratch.kontor("verify", "ledger", "--key", "log.vkey").status == 64)
  }

  @Test func `A changed byte is found, and no line is missing without a word`() throws {
    let scratch = try made()
    try scratch.change("ledger/journal/data.mdb") { bytes in
      // A page that is no longer used may hold it as well.
      while let place = Data(bytes).range(of: Data("press-7".utf8)) {
        bytes[place.upperBound - 1] = UInt8(ascii: "8")
      }
    }
    let run = try replay(scratch, "verify", "ledger")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("Not sound at position 9: its bytes do not have the check sum"))
    let json = try replay(scratch, "verify", "ledger", "--json")
    #expect(json.status == 1)
    #expect(json["ok"]?.bool == false)
    #expect(json["position"]?.int64 == 9)
    let explained = try replay(scratch, "explain", "o-1", "--ledger", "ledger")
    #expect(explained.status == 1)
    #expect(explained.error.contains("A line may be missing"))
    #expect(explained.error.contains("position 9"))
    let theirs = try scratch.kontor("commission", "explain", "o-1")
    #expect(theirs.error.contains("A line may be missing"))
  }

  @Test func `Where a reader cannot announce itself nothing is written and nothing is claimed`()
    throws
  {
    let scratch = try made()
    let lock = "ledger/journal/lock.mdb"
    try FileManager.default.removeItem(atPath: scratch.path(lock))
    let run = try replay(scratch, "verify", "ledger")
    #expect(run.status == 2)
    #expect(run.error.contains("verify a copy"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path(lock)))
  }

  @Test(.enabled(if: geteuid() != 0 || FileManager.default.fileExists(atPath: "/usr/bin/setpriv")))
  func `A ledger that this user may not read is said to be so`() throws {
    let scratch = try made()
    let program = scratch.folder.appending(path: "kontor-replay")
    try FileManager.default.copyItem(
      at: Program.directory.appending(path: "kontor-replay"), to: program)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0], ofItemAtPath: scratch.path("ledger"))
    defer {
      try? FileManager.default.setAttributes(
        [.posixPermissions: 0o700], ofItemAtPath: scratch.path("ledger"))
    }
    // Root may read everything, so it becomes somebody who may not.
    let nobody =
      geteuid() == 0
      ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["/usr/bin/env"]
    for command in [["who", "--ledger", "ledger"], ["verify", "ledger"]] {
      let run = try Program.run(
        URL(fileURLWithPath: nobody[0]),
        nobody.dropFirst() + [program.path] + command,
        in: scratch.folder)
      #expect(run.status == 74, "\(run.output)\(run.error)")
      #expect(run.error.contains("ledger may not be read by this user"))
    }
  }
}
