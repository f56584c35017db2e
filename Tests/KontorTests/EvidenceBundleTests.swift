import Foundation
import StrictJSON
import Testing

/// A bundle leaves the ledger, and the auditor's program checks it where there is no ledger at all.
struct EvidenceBundleTests {
  /// A ledger with two accounts, of which one has nothing to do with the statement, and its bundle.
  private func made() throws -> Scratch {
    let scratch = try Scratch.withLedger()
    var lines = ""
    for (number, event) in [
      ("account/nordwerk", "account.registered", Self.account("nordwerk")),
      ("account/fremd", "account.registered", Self.account("fremd")),
      (
        "account/nordwerk", "assignment.started",
        #"{"assignment_id":"as-1","employee_id":"e-7","role":"kam","valid_from":"2026-01-01"}"#
      ),
      (
        "account/nordwerk", "order.booked",
        #"{"order_id":"so-1","net":{"amount":"80000.00","currency":"EUR"},"lines":[]}"#
      ),
    ].enumerated() {
      lines += """
        {"specversion":"1.0","id":"\(number)","source":"urn:test","type":"de.kontor.\(event.1).v1",\
        "subject":"\(event.0)","time":"2026-03-02T00:00:00Z","timeprecision":"day","data":\(event.2)}

        """
    }
    #expect(try scratch.kontor("import", "-", input: lines).status == 0)
    let plan = #filePath.replacing(
      "Tests/KontorTests/EvidenceBundleTests.swift",
      with: "Schemas/plans/examples/key-account-double-credit.yaml")
    #expect(try scratch.kontor("plan", "publish", plan).status == 0)
    let issued = try scratch.kontor(
      "commission", "statement", "--payee", "e-7", "--period", "2026-03", "--issue",
      "--preparer", "e-2", "--approver", "e-1")
    #expect(issued.status == 0, "\(issued.error)")
    #expect(try scratch.kontor("checkpoint").status == 0)
    try scratch.write(try scratch.kontor("key", "show").output, to: "log.vkey")
    let bundle = try scratch.kontor(
      "audit", "bundle", "--statement", "st-e-7-2026-03", "--out", "march.bundle", "--json")
    #expect(bundle.status == 0, "\(bundle.error)")
    return scratch
  }

  private static func account(_ id: String) -> String {
    #"{"account_id":"\#(id)","name":"Konto","sector":"s","country":"DE"}"#
  }

  /// Runs a copy of the program in a directory of its own, with nothing in its environment.
  private func verify(_ scratch: Scratch, _ arguments: String...) throws -> Run {
    try Program.run(
      scratch.folder.appending(path: "kontor-replay"), ["verify"] + arguments + ["--json"],
      in: scratch.folder)
  }

  /// What an auditor has: the program, the bundle, the key, and no ledger.
  private func carriedAway() throws -> Scratch {
    let scratch = try made()
    let away = try Scratch()
    let manager = FileManager.default
    try manager.copyItem(
      at: Program.directory.appending(path: "kontor-replay"),
      to: away.folder.appending(path: "kontor-replay"))
    for name in ["march.bundle", "log.vkey"] {
      try manager.moveItem(
        at: scratch.folder.appending(path: name), to: away.folder.appending(path: name))
    }
    try manager.removeItem(at: scratch.folder)
    return away
  }

  @Test func `A copy of the program verifies where neither the ledger nor its key is`() throws {
    let away = try carriedAway()
    let run = try verify(away, "march.bundle", "--key", "log.vkey")
    #expect(run.status == 0, "\(run.output)\(run.error)")
    #expect(run["outcome"]?.string == "verified")
    let payout = run["statement"]?.object?["payout"]?.object?["amount"]?.string
    #expect(payout == "1600.00")
    let streams = run["streams"]?.object
    let leftOut = streams?["leftOut"]?.array?.compactMap { $0.object?["subject"]?.string }
    #expect(leftOut == ["account/fremd"])
    // The ledger, both accounts and the plan; the statement begins the employee's stream.
    #expect(streams?["count"]?.int64 == 4)
    #expect(run["checks"]?.array?.count == 9)
  }

  @Test func `Without the key it cannot be decided, with a wrong one it fails`() throws {
    let away = try carriedAway()
    let without = try verify(away, "march.bundle")
    #expect(without.status == 2)
    #expect(without["outcome"]?.string == "undecided")
    let key = try String(contentsOf: away.folder.appending(path: "log.vkey"), encoding: .utf8)
    let other = try Scratch.withLedger()
    #expect(try other.kontor("checkpoint").status == 0)
    let stranger = String(try other.kontor("key", "show").output.dropLast())
    #expect(try verify(away, "march.bundle", "--key", stranger).status == 1)
    #expect(try verify(away, "march.bundle", "--key", String(key.prefix(30))).status == 65)
    #expect(try verify(away, "march.bundle", "--key", "nowhere").status == 74)
    // What is not there can be no bundle, and no proof either.
    #expect(try verify(away, "nowhere", "--key", "log.vkey").status == 2)
  }

  @Test func `Changed, cut and foreign files fail and say where`() throws {
    let away = try carriedAway()
    let url = away.folder.appending(path: "march.bundle")
    let good = [UInt8](try Data(contentsOf: url))
    var state: UInt64 = 31
    for _ in 0..<12 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var changed = good
      changed[Int(state >> 33) % good.count] ^= UInt8(state >> 25 & 127) + 1
      try Data(changed).write(to: url)
      let run = try verify(away, "march.bundle", "--key", "log.vkey")
      #expect(run.status == 1, "seed 31, \(run.output)\(run.error)")
      #expect(run["outcome"]?.string == "failed")
    }
    for bytes in [[], Array(good.dropLast()), good + [0], Array("kein Bündel".utf8)] {
      try Data(bytes).write(to: url)
      #expect(try verify(away, "march.bundle", "--key", "log.vkey").status == 1)
    }
  }

  @Test func `A bundle is asked like any other source of records`() throws {
    let scratch = try made()
    let run = try scratch.kontor("audit", "complete", "nordwerk", "--source", "march.bundle")
    #expect(run.status == 0, "\(run.output)\(run.error)")
    #expect(run.output.contains("3 events"))
    // The account is in the ledger; of it this file says nothing.
    let other = try scratch.kontor(
      "audit", "late", "--account", "fremd", "--source", "march.bundle")
    #expect(other.status == 1, "\(other.output)")
    #expect(other.error.contains("there is no account fremd among these records; check its id"))
  }

  @Test func `What cannot be bundled is refused with what to do`() throws {
    let scratch = try made()
    let unknown = try scratch.kontor("audit", "bundle", "--statement", "st-e-8-2026-03")
    #expect(unknown.status == 1)
    #expect(unknown.error.contains("no statement st-e-8-2026-03"))
    #expect(unknown.error.contains("`kontor commission statements` lists"))
    let stream = try scratch.kontor(
      "audit", "bundle", "--statement", "st-e-7-2026-03", "--stream", "account/nichts")
    #expect(stream.status == 1)
    #expect(stream.error.contains("no stream account/nichts"))
    let all = try scratch.kontor(
      "audit", "bundle", "--statement", "st-e-7-2026-03", "--every-stream", "--out", "all", "--json"
    )
    #expect(all["leftOut"]?.int64 == 0)
    let none = try Scratch.withLedger()
    let unsigned = try none.kontor("audit", "bundle", "--statement", "st-e-7-2026-03")
    #expect(unsigned.status == 1)
    #expect(unsigned.error.contains("kontor checkpoint"))
  }
}
