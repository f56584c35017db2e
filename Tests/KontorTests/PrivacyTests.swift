import Foundation
import StrictJSON
import Testing

/// Personal data through the whole program: what it prints, and what a sudden end leaves.
struct PrivacyTests {
  private static let name = "Zwiebelkopf"
  private static let email = "zk@geheim.example"

  private static func event(
    _ id: String, _ type: String, _ data: String, on subject: String = "account/nordwerk",
    personal: String? = nil
  ) -> String {
    let tail = personal.map { #","personal":\#($0)"# } ?? ""
    return #"{"specversion":"1.0","id":"\#(id)","source":"urn:crm","type":"de.kontor.\#(type).v1","#
      + #""subject":"\#(subject)","time":"2026-02-02T00:00:00Z","timeprecision":"day","#
      + #""data":\#(data)\#(tail)}"#
  }

  private static func contact(_ id: String, _ personal: String?) -> String {
    event(
      "contact-\(id)", "contact.added",
      #"{"contact_id":"\#(id)","function":"purchasing","hierarchy":"head"}"#, personal: personal)
  }

  /// What must not be quoted, whatever is wrong with it.
  private static let broken: [String] = {
    let long = name + String(repeating: "x", count: 2000)
    let values = [
      #"{"name":"\#(name)\u0007"}"#, #"{"name":"\#(long)"}"#, #"{"\#(name)":"x"}"#,
      #"{"name":"\#(name)","name":"\#(name)"}"#, #""\#(name)""#, #"["\#(name)"]"#,
      #"{"name":["\#(name)"]}"#, #"{"name":{"\#(name)":1}}"#, #"{"person":"\#(name)","name":"x"}"#,
      #"{"contact":"\#(name)","name":"x"}"#, #"{"contact":"c-7","name":"\#(name)"}"#,
      #"{"name":"\#(name)\x"}"#, #"{"name":"\#(name)\ud800"}"#, #"{"name":"\#(name)"#,
      #"{"name":\#(name)}"#, #"{"name":"\#(name)\u202E"}"#,
      #"{"digests":[{"name":"\#(name)"}]}"#, #"{"digests":["\#(name)"]}"#,
      #"{"name":"\#(name)","digests":[]}"#,
    ]
    return values.map { contact("c-8", $0) } + [
      event(
        "o-1", "order.booked",
        #"{"order_id":"o-1","net":{"amount":"1.00","currency":"EUR"}}"#,
        personal: #"{"notes":"\#(name)"}"#),
      event(
        "i-1", "interaction.recorded", #"{"interaction_id":"i-1","kind":"visit"}"#,
        personal: #"{"notes":"\#(name)"}"#),
    ]
  }()

  @Test func `No output but a disclosure has a value in it`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    var runs: [(String, Run)] = []
    func run(_ arguments: String..., input: String = "") throws {
      let run = try Program.run(
        arguments, in: scratch.folder,
        environment: ["KONTOR_LEDGER": "ledger", "KONTOR_ACTOR": "e-2"], input: input)
      runs.append((arguments.joined(separator: " "), run))
    }
    let good = Self.contact("c-1", #"{"name":"\#(Self.name)","email":"\#(Self.email)"}"#)
    try run("record", "-", input: good)
    #expect(runs[0].1.status == 0, "\(runs[0].1.error)")
    try run("record", "-", input: good)
    // Another content under the same id.
    try run("record", "-", input: Self.contact("c-1", #"{"name":"\#(Self.name) x"}"#))
    for line in Self.broken {
      try run("record", "-", input: line)
      #expect(runs.last?.1.status != 0, "\(line)")
      try run("record", "-", "--json", input: line)
    }
    try run(
      "record", "--type", "contact.added", "--subject", "account/nordwerk", "--data", "{}",
      "--personal", #"{"name":"\#(Self.name)"#)
    try scratch.write(Self.broken.joined(separator: "\n"), to: "broken.ndjson")
    try run("import", "broken.ndjson")
    for arguments in [
      ["stat"], ["timeline", "nordwerk"], ["timeline", "nordwerk", "--json"],
      ["accounts", "show", "nordwerk"], ["export"], ["export", "--format", "records"], ["verify"],
      ["privacy", "report"], ["privacy", "report", "--json"], ["reads"], ["reads", "--json"],
      ["backup", "saved", "--with-vault"],
    ] {
      runs.append(
        (
          arguments.joined(separator: " "),
          try Program.run(
            arguments, in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
        ))
    }
    // The vault cannot be opened.
    try FileManager.default.moveItem(
      atPath: scratch.path("ledger/keys/vault-master"), toPath: scratch.path("key"))
    try run("record", "-", input: Self.contact("c-2", #"{"name":"\#(Self.name)"}"#))
    try run("privacy", "disclose", "account/nordwerk/c-1")
    try FileManager.default.moveItem(
      atPath: scratch.path("key"), toPath: scratch.path("ledger/keys/vault-master"))
    try run("privacy", "erase", "account/nordwerk/c-1", "--basis", "Art. 17", "--approver", "e-3")
    #expect(runs.last?.1.status == 0)
    try run("privacy", "disclose", "account/nordwerk/c-1")
    try run(
      "record", "-",
      input: Self.event(
        "i-9", "interaction.recorded",
        #"{"interaction_id":"i-9","kind":"visit","contact_ids":["c-1"]}"#,
        personal: #"{"notes":"\#(Self.name)"}"#))
    #expect(runs.last?.1.status == 1)
    for (command, run) in runs {
      for text in [Self.name, Self.email] {
        #expect(!run.output.contains(text), "\(command) printed it")
        #expect(!run.error.contains(text), "\(command) said it: \(run.error)")
      }
    }
    // A rejected row is kept as it came, for whoever sent it; the reason beside it has no value.
    let rejects = try String(
      contentsOfFile: scratch.path("broken.ndjson.rejects.ndjson"), encoding: .utf8)
    for line in rejects.split(separator: "\n") {
      let reason = try JSONValue(parsing: String(line)).object?["reason"]?.string
      #expect(reason?.contains(Self.name) == false, "\(reason ?? "")")
    }
  }

  /// Runs the program and kills it after some microseconds, unless it was quicker.
  private func kill(
    after delay: UInt32, _ arguments: [String], in scratch: Scratch
  ) throws {
    let process = Process()
    process.executableURL = Program.directory.appending(path: "kontor")
    process.arguments = arguments
    process.currentDirectoryURL = scratch.folder
    process.environment = ["KONTOR_LEDGER": "ledger", "KONTOR_ACTOR": "e-2"]
      .merging(Program.sanitizerOptions) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(delay)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private func persons(_ scratch: Scratch, _ note: Comment) throws -> [JSONObject] {
    let report = try scratch.kontor("privacy", "report", "--json")
    #expect(report.status == 0, note)
    #expect(report["orphans"]?.int64 == 0 && report["problem"]?.string == nil, note)
    return try #require(report["persons"]?.array, note).compactMap(\.object)
  }

  @Test func `Killed while recording, no event lacks its value and no value its event`() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededRandom(seed: seed)
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    let lines = (0..<40).map { Self.contact("c-\($0)", #"{"name":"\#(Self.name) \#($0)"}"#) }
    for round in 0..<10 {
      // Each round sends a part that grows, so that there is always something new to record.
      try scratch.write(lines.prefix(4 * (round + 1)).joined(separator: "\n"), to: "c.ndjson")
      try kill(after: .random(in: 0...90_000, using: &random), ["import", "c.ndjson"], in: scratch)
      let persons = try persons(scratch, "seed \(seed), round \(round)")
      for person in persons {
        #expect(person["missing"]?.int64 == 0 && person["unusable"]?.int64 == 0, "seed \(seed)")
      }
    }
    let last = try scratch.kontor("import", "c.ndjson")
    #expect(last.status == 0, "\(last.error)")
    let persons = try persons(scratch, "seed \(seed)")
    let kept = persons.compactMap { $0["kept"]?.object?["contact"]?.int64 }
    #expect(kept == [Int64](repeating: 1, count: 40), "seed \(seed)")
  }

  @Test func `Killed while erasing, it is done whole by the next command or not begun`() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededRandom(seed: seed)
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    let count = 10
    let lines = (0..<count).map { Self.contact("c-\($0)", #"{"name":"\#(Self.name)"}"#) }
    try scratch.write(lines.joined(separator: "\n"), to: "c.ndjson")
    #expect(try scratch.kontor("import", "c.ndjson").status == 0)
    for number in 0..<count {
      let person = "account/nordwerk/c-\(number)"
      let erase = ["privacy", "erase", person, "--basis", "Art. 17", "--approver", "e-3"]
      try kill(after: .random(in: 0...120_000, using: &random), erase, in: scratch)
      let note: Comment = "seed \(seed), \(person)"
      let row = try persons(scratch, note).first {
        $0["subjects"]?.array?.contains(.string(person)) == true
      }
      let kept = row?["kept"]?.object?["contact"]?.int64 ?? 0
      let erased = row?["erased"]?.object?["contact"]?.int64 ?? 0
      #expect(kept + erased == 1, note)
      #expect(row?["missing"]?.int64 == 0 && row?["unusable"]?.int64 == 0, note)
      let generations = try FileManager.default.contentsOfDirectory(
        atPath: scratch.path("ledger/vault")
      ).compactMap { UInt32($0) }
      #expect(generations.count == 1, note)
      let exported = try scratch.kontor("export").output
      #expect(exported.contains("personal_data.erased.v1") || erased == 0 || number > 0, note)
      if erased == 0 {
        let end = try scratch.kontor(
          "privacy", "erase", person, "--basis", "Art. 17", "--approver", "e-3")
        #expect(end.status == 0, "\(end.error)")
      }
    }
    let left = try persons(scratch, "seed \(seed)")
    #expect(left.allSatisfy { $0["erased"]?.object?["contact"]?.int64 == 1 }, "seed \(seed)")
    #expect(try scratch.kontor("verify").status == 0)
  }

  @Test func `In a directory that cannot be written nothing privileged is shown`() throws {
    let scratch = try Scratch.withLedger()
    try scratch.register("nordwerk")
    // A file where the log would be made: it cannot be, even for a user who may write anywhere.
    try scratch.write("", to: "ledger/reads")
    for arguments in [["export"], ["commission", "lines"], ["timeline", "nordwerk", "--names"]] {
      let run = try Program.run(
        arguments, in: scratch.folder, environment: ["KONTOR_LEDGER": "ledger"])
      #expect(run.status == 74, "\(arguments): \(run.output)")
      #expect(run.output.isEmpty && run.error.contains("nothing is shown"), "\(run.error)")
    }
    #expect(try scratch.kontor("timeline", "nordwerk").status == 0)
  }
}
