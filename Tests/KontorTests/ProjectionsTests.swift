import Foundation
import Journal
import LedgerEvents
import StrictJSON
import Testing

struct ProjectionsTests {
  /// A ledger with the sample of 40 accounts over a year.
  private func sample() throws -> Scratch {
    let scratch = try Scratch.withLedger()
    let made = try Program.run(
      Program.directory.appending(path: "sample-ledger"),
      ["--accounts", "40", "--years", "1", "--seed", "7"], in: scratch.folder)
    try scratch.write(made.output, to: "sample.ndjson")
    let imported = try scratch.kontor("import", "sample.ndjson", "--json")
    #expect(imported.status == 0, "\(imported.error)")
    return scratch
  }

  private func generation(_ name: String, _ number: Int64, in scratch: Scratch) throws
    -> [String: JSONValue]?
  {
    try scratch.kontor("projections", "list", name, "--json")["projections"]?.array?
      .compactMap(\.object).map { object in
        Dictionary(object.members.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
      }
      .first { $0["generation"]?.int64 == number }
  }

  /// Starts a rebuild that writes a checkpoint after every account, and kills it so long after the
  /// generation is there.
  private func rebuildAndKill(
    _ generation: Int64, after microseconds: UInt32, workers: Int, in scratch: Scratch
  ) throws {
    let process = Process()
    process.executableURL = Program.directory.appending(path: "kontor")
    process.arguments = [
      "projections", "rebuild", "accounts", "--workers", "\(workers)", "--batch", "1",
    ]
    process.currentDirectoryURL = scratch.folder
    process.environment = ["KONTOR_LEDGER": "ledger", "KONTOR_ACTOR": "tester"]
      .merging(Program.sanitizerOptions) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let lock = scratch.path("ledger/views/accounts/\(generation)/rebuild.lock")
    while process.isRunning, !FileManager.default.fileExists(atPath: lock) { usleep(500) }
    usleep(microseconds)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  @Test func `A rebuild killed at random points and resumed ends in the same digest`() throws {
    let scratch = try sample()
    let expected = try scratch.kontor("projections", "rows", "accounts", "--json")
    #expect(expected.status == 0)
    let before = try generation("accounts", 1, in: scratch)?["digest"]?.string
    #expect(before != nil)
    var interrupted = 0
    for round in 0..<5 {
      let number = Int64(round + 2)
      // Three kills a round, so that what was resumed is resumed again.
      for _ in 0..<3 {
        let delay = UInt32.random(in: 0...30_000)
        try rebuildAndKill(number, after: delay, workers: round % 2 + 1, in: scratch)
        let state = try generation("accounts", number, in: scratch)?["state"]?.string
        if state == "interrupted" { interrupted += 1 }
      }
      let done = try scratch.kontor(
        "projections", "rebuild", "accounts", "--workers", "2", "--json")
      #expect(done.status == 0, "\(done.error)")
      let made = done["candidate"]?.object
      #expect(made?["generation"]?.int64 == number, "\(done.output)")
      #expect(made?["digest"]?.string == before, "round \(round)")
      #expect(done["changed"]?.int64 == 0)
    }
    #expect(interrupted > 0, "no kill met a rebuild; the delays are wrong for this machine")
    let verified = try scratch.kontor("projections", "verify", "--json")
    #expect(verified.status == 0 && verified["ok"]?.bool == true)
  }

  @Test func `Rebuild, promotion and rollback are events with digests`() throws {
    let scratch = try sample()
    #expect(try scratch.kontor("projections", "rows", "health", "--json").status == 0)
    let rebuilt = try scratch.kontor("projections", "rebuild", "health", "--json")
    #expect(rebuilt.status == 0, "\(rebuilt.error)")
    let digest = rebuilt["candidate"]?.object?["digest"]?.string
    let promoted = try scratch.kontor(
      "projections", "promote", "health", "--approver", "e-1", "--reason", "checked", "--json")
    #expect(promoted["to"]?.int64 == 2)
    #expect(try scratch.kontor("projections", "rows", "health", "--json")["generation"]?.int64 == 2)
    let again = try scratch.kontor(
      "projections", "promote", "health", "--generation", "2", "--json")
    #expect(again.status == 1)
    #expect(again["code"]?.string == "generation-running")
    let back = try scratch.kontor("projections", "rollback", "health", "--json")
    #expect(back["from"]?.int64 == 2 && back["to"]?.int64 == 1)
    let exported = try scratch.kontor("export")
    let events = try exported.output.split(separator: "\n").map {
      try JSONValue(parsing: String($0))
    }
    let types = events.compactMap { $0.object?["type"]?.string }.filter {
      $0.contains("projection")
    }
    #expect(
      types == [
        "de.kontor.projection.rebuilt.v1", "de.kontor.projection.promoted.v1",
        "de.kontor.projection.rolled_back.v1",
      ])
    let data = events.first { $0.object?["type"]?.string == types.first }?.object?["data"]?.object
    #expect(data?["digest_after"]?.string == digest)
    #expect(data?["digest_before"]?.string == digest)
    #expect(data?["generation"]?.int64 == 2)
    // Without the pointer the journal's last word counts.
    try FileManager.default.removeItem(atPath: scratch.path("ledger/views"))
    #expect(try scratch.kontor("projections", "rows", "health", "--json")["generation"]?.int64 == 1)
  }

  @Test func `A promotion that was recorded and not carried out is finished by the same again`()
    throws
  {
    let scratch = try sample()
    _ = try scratch.kontor("projections", "rebuild", "accounts", "--json")
    #expect(try scratch.kontor("projections", "promote", "accounts").status == 0)
    // As a process leaves it that died between event and switch.
    try scratch.write("1 1\n", to: "ledger/views/accounts/running")
    #expect(
      try scratch.kontor("projections", "rows", "accounts", "--json")["generation"]?.int64 == 1)
    let again = try scratch.kontor(
      "projections", "promote", "accounts", "--generation", "2", "--json")
    #expect(again.status == 0, "\(again.output)\(again.error)")
    #expect(
      try scratch.kontor("projections", "rows", "accounts", "--json")["generation"]?.int64 == 2)
  }

  @Test func `A poison event ends every answer about its view with a no that names it`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    try scratch.register("suedwerk")
    #expect(try scratch.kontor("accounts").status == 0)
    // No door of the ledger lets such bytes in; a later program may write what this one cannot read.
    let journal = try Journal(
      opening: scratch.path("ledger"), options: .init(businessDay: { _ in 20_260_202 }))
    let broken = NewRecord(
      subject: "account/suedwerk", source: "urn:test", id: "broken",
      time: .init(occurred: 0, businessDay: 20_260_202, precision: 3),
      type: AssignmentStarted.typeNumber, payload: [0xFF])
    let position = try journal.write { try $0.append([broken]) }[0].position
    journal.close()
    for words in [["accounts"], ["projections", "rows", "accounts"]] {
      let run = try Program.run(
        words, in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
      #expect(run.status == 1)
      #expect(run.output.contains("nordwerk") && run.output.contains("suedwerk"))
      #expect(run.error.contains("Quarantined: suedwerk, events at \(position)"), "\(run.error)")
    }
    let health = try scratch.kontor("projections", "rows", "health", "--json")
    #expect(health.status == 1)
    let named = health["quarantined"]?.array?.first?.object
    #expect(named?["account"]?.string == "suedwerk")
    let listed = try scratch.kontor("projections", "list", "--quarantined")
    #expect(listed.status == 1)
    #expect(listed.output.contains("suedwerk") && !listed.output.contains("nordwerk"))
    #expect(try scratch.kontor("projections", "retry", "accounts").status == 1)
    // Everything else goes on, and the rows are what the journal says.
    #expect(try scratch.register("ostwerk").status == 0)
    #expect(try scratch.kontor("accounts").output.contains("ostwerk"))
    #expect(try scratch.kontor("projections", "verify").status == 0)
  }

  @Test func `A ledger restored to an earlier state says so of its projections`() throws {
    let scratch = try sample()
    #expect(try scratch.kontor("backup", "copy").status == 0)
    try scratch.register("later")
    #expect(try scratch.kontor("projections", "rows", "accounts", "--json").status == 0)
    #expect(try scratch.kontor("restore", "copy", "--ledger", "old").status == 0)
    // The projection of the longer journal beside the shorter one.
    try FileManager.default.copyItem(
      atPath: scratch.path("ledger/views"), toPath: scratch.path("old/views"))
    let listed = try scratch.kontor("projections", "list", "accounts", "--json", "--ledger", "old")
    #expect(listed["projections"]?.array?.first?.object?["state"]?.string == "fault")
    let verified = try scratch.kontor(
      "projections", "verify", "accounts", "--json", "--ledger", "old")
    #expect(verified.status == 1)
    let fault = verified["projections"]?.array?.first?.object?["fault"]?.string
    #expect(fault?.contains("had read") == true, "\(verified.output)")
  }
}
