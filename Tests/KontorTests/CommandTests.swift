import Foundation
import StrictJSON
import Testing

struct CommandTests {
  @Test func `The same event again is the same receipt, said to be a duplicate`() throws {
    let scratch = try Scratch.withLedger()
    let first = try scratch.register("nordwerk")
    let second = try scratch.register("nordwerk")
    #expect(first.status == 0 && second.status == 0)
    #expect(first["duplicate"]?.bool == false && second["duplicate"]?.bool == true)
    #expect(first["position"] == second["position"])
    #expect(first["head"] == second["head"])
  }

  @Test func `The same id with other content is refused`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    let run = try scratch.register("nordwerk", name: "Another name")
    #expect(run.status == 1)
    #expect(run["code"]?.string == "id-taken")
  }

  @Test func `An expected revision that is wrong is refused`() throws {
    let scratch = try Scratch.withLedger()
    let data = #"{"account_id":"x","name":"X","sector":"s","country":"DE"}"#
    func record(_ revision: String) throws -> Run {
      try scratch.kontor(
        "record", "--type", "account.registered", "--subject", "account/x", "--data", data,
        "--expect-revision", revision, "--json")
    }
    let tooEarly = try record("0")
    #expect(tooEarly.status == 1)
    #expect(tooEarly["code"]?.string == "wrong-revision")
    #expect(try record("none").status == 0)
  }

  @Test func `A list is recorded whole or not at all`() throws {
    let scratch = try Scratch.withLedger()
    func event(_ id: String, _ type: String, _ data: String) -> String {
      """
      {"specversion":"1.0","id":"\(id)","source":"urn:test","type":"de.kontor.\(type).v1",\
      "subject":"account/x","data":\(data)}
      """
    }
    let good = event(
      "1", "account.registered", #"{"account_id":"x","name":"X","sector":"s","country":"DE"}"#)
    let bad = event("2", "assignment.ended", #"{"assignment_id":"none","valid_to":"2026-01-01"}"#)
    let run = try scratch.kontor("record", "-", "--json", input: "[\(good),\(bad)]")
    #expect(run.status == 1, "\(run.output)\(run.error)")
    #expect(try scratch.kontor("stat", "--json")["head"]?.object?["size"]?.int64 == 1)
  }

  @Test func `An import counts every row and keeps the bad ones with their reasons`() throws {
    let scratch = try Scratch.withLedger()
    let good = """
      {"specversion":"1.0","id":"1","source":"urn:test","type":"de.kontor.account.registered.v1",\
      "subject":"account/x","data":{"account_id":"x","name":"X","sector":"s","country":"DE"}}
      """
    try scratch.write("\(good)\n{broken\n\(good)\n", to: "events.ndjson")
    let run = try scratch.kontor("import", "events.ndjson", "--json")
    #expect(run.status == 0)
    #expect(run["accepted"]?.int64 == 1)
    #expect(run["duplicates"]?.int64 == 1)
    #expect(run["rejected"]?.int64 == 1)
    #expect(run["rows"]?.int64 == 3)
    #expect(run["rejects"]?.string == "events.ndjson.rejects.ndjson")
    let rejects = try String(
      contentsOfFile: scratch.path("events.ndjson.rejects.ndjson"), encoding: .utf8)
    #expect(try JSONValue(parsing: rejects).object?["line"]?.int64 == 2)
    #expect(try scratch.kontor("import", "events.ndjson", "--strict").status == 1)
  }

  @Test func `What was exported can be imported elsewhere`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    try scratch.register("südwerk".replacingOccurrences(of: "ü", with: "ue"))
    let export = try scratch.kontor("export", "--from", "1")
    #expect(try scratch.kontor("init", "--name", "two", "--ledger", "two").status == 0)
    let run = try scratch.kontor("import", "-", "--ledger", "two", "--json", input: export.output)
    #expect(run["accepted"]?.int64 == 2, "\(run.output)\(run.error)")
    #expect(run["rejected"]?.int64 == 0)
  }

  @Test func `The stored bytes of an export hash to as many leaves as there are records`() throws {
    let scratch = try Scratch.withLedger()
    let run = try Program.run(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "'\(Program.directory.path)/kontor' export --format records > records"],
      in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
    #expect(run.status == 0)
    let bytes = [UInt8](try Data(contentsOf: scratch.folder.appending(path: "records")))
    let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    #expect(bytes.count == 4 + length)
  }

  @Test func `Pages of a timeline join without gap or repetition`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    for number in 1...7 {
      let data =
        #"{"assignment_id":"as-\#(number)","employee_id":"e-\#(number)","role":"support","valid_from":"2026-02-0\#(number)"}"#
      let run = try scratch.kontor(
        "record", "--type", "assignment.started", "--subject", "account/nordwerk", "--time",
        "2026-02-0\(number)", "--data", data)
      #expect(run.status == 0, "\(run.error)")
    }
    var sequences: [String] = []
    var cursor: String?
    repeat {
      let more = cursor.map { ["--cursor", $0] } ?? []
      let run = try Program.run(
        ["timeline", "nordwerk", "--limit", "3", "--json"] + more, in: scratch.folder,
        environment: ["KONTOR_LEDGER": "ledger"])
      sequences += try run.json.array?.compactMap { $0.object?["sequence"]?.string } ?? []
      cursor = run.error.isEmpty ? nil : try JSONValue(parsing: run.error).object?["next"]?.string
    } while cursor != nil
    #expect(sequences.compactMap(Int.init) == [8, 7, 6, 5, 4, 3, 2, 1])
  }
}
