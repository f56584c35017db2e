import Foundation
import StrictJSON
import Testing

/// The members of an answer are part of the interface, so the help names each of them.
struct JSONMembersTests {
  /// A ledger with an account, somebody who answers for it, a deal and a plan.
  private func made() throws -> Scratch {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    var lines = ""
    for (type, data) in [
      (
        "assignment.started",
        #"{"assignment_id":"as-1","employee_id":"e-7","role":"kam","valid_from":"2026-01-01"}"#
      ),
      (
        "order.booked",
        #"{"order_id":"so-1","net":{"amount":"80000.00","currency":"EUR"},"lines":[]}"#
      ),
    ] {
      lines += """
        {"specversion":"1.0","id":"\(type)","source":"urn:test","type":"de.kontor.\(type).v1",\
        "subject":"account/nordwerk","time":"2026-03-02T00:00:00Z","timeprecision":"day",\
        "data":\(data)}

        """
    }
    #expect(try scratch.kontor("import", "-", input: lines).status == 0)
    let plan = #filePath.replacing(
      "Tests/KontorTests/JSONMembersTests.swift",
      with: "Schemas/plans/examples/key-account-double-credit.yaml")
    #expect(try scratch.kontor("plan", "publish", plan).status == 0)
    return scratch
  }

  private func run(_ words: [String], in scratch: Scratch) throws -> Run {
    let run = try Program.run(
      words, in: scratch.folder,
      environment: ["KONTOR_LEDGER": "ledger", "KONTOR_ACTOR": "tester"])
    #expect(run.status == 0, "\(words): \(run.error)")
    return run
  }

  private func expect(
    _ object: JSONObject?, in help: String, _ place: String
  ) throws {
    for member in try #require(object, "\(place)") {
      #expect(help.contains("\"\(member.name)\""), "\(place): \(member.name)")
    }
  }

  @Test func `The help of a command names every member of its answer`() throws {
    let scratch = try made()
    for (command, arguments) in [
      ("stat", []), ("accounts list", []), ("accounts owner", ["nordwerk"]),
      ("accounts show", ["nordwerk"]), ("renewals", []), ("handovers", []), ("kpis", []),
      ("health", ["nordwerk"]), ("health", ["--all"]), ("plan list", []),
      ("health-model list", []), ("reads", []), ("projections list", []),
      ("projections rows", ["health"]), ("commission payees", []), ("commission totals", []),
      ("commission lines", []), ("commission omissions", []), ("commission statements", []),
      ("commission statement", ["--payee", "e-7", "--period", "2026-03"]),
      ("commission explain", ["so-1"]), ("audit who", []), ("audit late", []),
      ("audit overrides", []), ("audit rules", []), ("audit privileged", []),
      ("audit complete", ["nordwerk"]), ("audit replay commission", []),
      ("audit present", ["1"]), ("audit trace event", ["1"]),
    ] as [(String, [String])] {
      let words = command.split(separator: " ").map(String.init)
      let help = try run(words + ["--help"], in: scratch).output
      let answer = try run(words + arguments + ["--json"], in: scratch).json
      try expect(answer.object, in: help, command)
    }
  }

  @Test func `A line of commission is described whole`() throws {
    let scratch = try made()
    let help = try run(["commission", "lines", "--help"], in: scratch).output
    let answer = try run(["commission", "lines", "--json"], in: scratch)
    try expect(answer["lines"]?.array?.first?.object, in: help, "line")
  }

  @Test(arguments: ["kontor", "kontor-replay"])
  func `Each program says what its answers speak for`(_ program: String) throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    let help = try Program.run(
      Program.directory.appending(path: program), ["--help"], in: scratch.folder)
    let answer = try run(["accounts", "list", "--json"], in: scratch)
    let speaksFor = answer["speaksFor"]?.object
    try expect(speaksFor, in: help.output, "speaksFor")
    try expect(speaksFor?["generation"]?.object, in: help.output, "generation")
  }
}
