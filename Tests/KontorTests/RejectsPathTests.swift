import Foundation
import Testing

/// Where rejected rows go is made sure of before a row is recorded.
struct RejectsPathTests {
  private func account(_ id: String) -> String {
    """
    {"specversion":"1.0","id":"r-\(id)","source":"urn:t","type":"de.kontor.account.registered.v1",\
    "subject":"account/\(id)","time":"2026-01-05T09:00:00Z","data":{"account_id":"\(id)","name":"\(id)",\
    "sector":"Handel","country":"DE"}}
    """
  }

  private func scratch() throws -> Scratch {
    let scratch = try Scratch.withLedger()
    try scratch.write(account("nord") + "\nno event\n" + account("ost") + "\n", to: "in.ndjson")
    return scratch
  }

  private func isEmpty(_ scratch: Scratch) throws -> Bool {
    try !scratch.kontor("accounts", "list", "--json").output.contains("nord")
  }

  @Test func `A file that is read is never written to`() throws {
    let scratch = try scratch()
    let before = try String(contentsOfFile: scratch.path("in.ndjson"), encoding: .utf8)
    try FileManager.default.linkItem(
      atPath: scratch.path("in.ndjson"), toPath: scratch.path("same.ndjson"))
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("link.ndjson"), withDestinationPath: "in.ndjson")
    for path in ["in.ndjson", "./in.ndjson", "same.ndjson", "link.ndjson"] {
      let run = try scratch.kontor("import", "in.ndjson", "--rejects", path)
      #expect(run.status == 74)
      #expect(run.error.contains("it is a file that the import reads"), "\(run.error)")
      #expect(run.error.contains("--rejects"), "\(run.error)")
      #expect(try String(contentsOfFile: scratch.path("in.ndjson"), encoding: .utf8) == before)
    }
    #expect(try isEmpty(scratch))
  }

  @Test(arguments: ["/nowhere/r.ndjson", "folder"])
  func `A place that cannot be written to is refused before anything is recorded`(
    _ path: String
  ) throws {
    let scratch = try scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.path("folder"), withIntermediateDirectories: false)
    let run = try scratch.kontor("import", "in.ndjson", "--rejects", path)
    #expect(run.status == 74)
    #expect(run.error.contains("rejected rows cannot be written there"), "\(run.error)")
    #expect(try isEmpty(scratch))
    #expect(try scratch.kontor("import", "in.ndjson", "--rejects", "r").status == 0)
    #expect(try !isEmpty(scratch))
    #expect(try String(contentsOfFile: scratch.path("r"), encoding: .utf8).contains("no event"))
  }

  #if os(Linux)
    @Test func `An import that fails says what it had come to`() throws {
      let scratch = try scratch()
      let run = try scratch.kontor("import", "in.ndjson", "--rejects", "/dev/full")
      #expect(run.status == 74)
      #expect(
        run.error.contains(
          "device; until then 2 rows were accepted, 0 were duplicates, 1 were rejected, and what"),
        "\(run.error)")
      #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
      #expect(try !isEmpty(scratch))
      #expect(try scratch.kontor("import", "in.ndjson").output.contains("recorded before"))
    }
  #endif

  @Test func `A mapping or a joined table is not written to either`() throws {
    let scratch = try Scratch.withLedger()
    let files = [
      "in.csv": "id,name\nnord,Nord\n", "more.csv": "id,land\nnord,DE\n",
      "map.yaml": """
      mapping: 1
      source: urn:t
      lookups:
        more: {file: more.csv, on: id, key: id}
      events:
        - type: account.registered
          id: account-{id}
          subject: account/{id}
          time: "2026-01-05"
          data: {account_id: "{id}", name: "{name}", sector: Handel, country: "{more.land}"}
      """,
    ]
    for (name, text) in files { try scratch.write(text, to: name) }
    func run(_ rejects: String) throws -> Run {
      try scratch.kontor(
        "import", "in.csv", "--mapping", "map.yaml", "--lookup", "more=./more.csv", "--rejects",
        rejects)
    }
    for name in files.keys.sorted() {
      let run = try run(name)
      #expect(run.status == 74, "\(name): \(run.error)")
      #expect(run.error.contains("it is a file that the import reads"), "\(run.error)")
    }
    for (name, text) in files {
      #expect(try String(contentsOfFile: scratch.path(name), encoding: .utf8) == text)
    }
    let right = try run("rejects")
    #expect(right.output.contains("Accepted"), "\(right.error)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("rejects")))
  }
}
