import Dispatch
import Foundation
import Importing
import Journal
import LedgerEvents
import Synchronization
import Testing
import TransparencyLog

@testable import Ledger

struct ImportTests {
  @Test func `Every line of a sample ledger is accepted`() throws {
    let imported = try SampleFile.imported.get()
    let lines = try SampleFile.bytes.get().count { $0 == 0x0A }
    if let path = imported.report.rejectsPath {
      let rejects = try String(contentsOfFile: path, encoding: .utf8)
      Issue.record("\(rejects.prefix(4_000))")
    }
    #expect(imported.report.rows == lines && imported.report.accepted == lines)
    #expect(imported.report.duplicates == 0 && imported.report.rejected == 0)
    #expect(imported.report.events == lines)
    // The ledger's creation, the lines, the import.
    #expect(try imported.ledger.journal.head().size == UInt64(lines) + 2)
  }

  @Test func `The same file again changes nothing`() throws {
    let imported = try SampleFile.imported.get()
    let report = imported.repeated
    #expect(report.rows == imported.report.rows && report.duplicates == report.rows)
    #expect(report.accepted == 0 && report.rejected == 0 && report.events == 0)
    #expect(report.sha256 == imported.report.sha256 && report.rejectsPath == nil)
    let imports = try imported.ledger.events(of: Ledger.subject).filter {
      $0.header.type == ImportCompleted.typeNumber
    }
    #expect(imports.count == 1)
  }

  @Test func `The import says which file it was`() throws {
    let imported = try SampleFile.imported.get()
    let last = try #require(try imported.ledger.allEvents().last)
    guard case .importCompleted(let completed) = try last.data() else {
      Issue.record("the last event is no import")
      return
    }
    #expect(completed.fileSha256 == (try sha256sum(imported.directory["sample.ndjson"])))
    #expect(completed.rows == UInt64(imported.report.rows))
    #expect(completed.accepted == completed.rows)
    #expect(completed.duplicates == 0 && completed.rejected == 0)
    #expect(last.actor == TemporaryLedger.actor)
  }

  private func sha256sum(_ path: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sha256sum", path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(text.prefix(64))
  }

  @Test func `What was imported verifies, and its root is that of the exported records`() throws {
    let ledger = try SampleFile.imported.get().ledger
    let head = try ledger.journal.head()
    #expect(try ledger.journal.verify() == .sound(size: head.size, root: head.root))
    let exported = try ledger.exported(.records)
    #expect(MerkleRoot.records(exported: exported).count == Int(head.size))
    #expect(MerkleRoot.of(exported: exported) == head.root.hexadecimal)
  }

  @Test func `Each event of an import stands in the journal as its line says`() throws {
    let ledger = try SampleFile.imported.get().ledger
    let lines = try SampleFile.bytes.get().split(separator: 0x0A)
    let events = try ledger.allEvents()
    for (line, stored) in zip(lines, events.dropFirst()).filter({ $0.1.position % 97 == 0 }) {
      let event = try CloudEvents.parse(Array(line))
      #expect(stored.id == event.id && stored.subject == event.subject)
      #expect(stored.rawPayload == event.payload)
      #expect(try stored.occurrence == event.occurrence)
    }
  }

  @Test func `An import that was interrupted is finished by the same import`() throws {
    let temporary = try TemporaryLedger()
    let path = temporary.directory["sample.ndjson"]
    try Data(SampleFile.bytes.get()).write(to: URL(filePath: path))
    #expect(throws: LedgerError.self) {
      try importClosing(temporary.ledger, path, rejects: temporary.directory["rejects.ndjson"])
    }
    try temporary.reopen()
    let before = try temporary.ledger.journal.head().size
    #expect(before > 300 && before < 2_000)
    let report = try temporary.ledger.importRows(
      from: path, .cloudEvents(nil), actor: TemporaryLedger.actor,
      rejectsPath: temporary.directory["rejects.ndjson"])
    let whole = try SampleFile.imported.get()
    #expect(report.rows == whole.report.rows && report.rejected == 0)
    #expect(report.duplicates == Int(before) - 1)
    #expect(report.accepted == report.rows - report.duplicates)
    #expect(report.sha256 == whole.report.sha256)
    let (left, right) = try (temporary.ledger.foreignContents(), whole.ledger.foreignContents())
    #expect(left == right)
    let head = try temporary.ledger.journal.head()
    #expect(try temporary.ledger.journal.verify() == .sound(size: head.size, root: head.root))
  }

  /// Closes the ledger under the import when some groups are on disk.
  private func importClosing(_ ledger: Ledger, _ path: String, rejects: String) throws {
    _ = try ledger.importRows(
      from: path, .cloudEvents(nil), actor: TemporaryLedger.actor, rejectsPath: rejects,
      group: .init(rows: 100)
    ) { report in
      if report.rows >= 300 { ledger.close() }
    }
  }

  @Test func `However small the groups, the ledger is the same`() throws {
    let temporary = try TemporaryLedger()
    let lines = try SampleFile.bytes.get().split(separator: 0x0A).prefix(300)
    let path = temporary.directory["some.ndjson"]
    try Data(lines.joined(separator: [0x0A])).write(to: URL(filePath: path))
    let report = try temporary.ledger.importRows(
      from: path, .cloudEvents(nil), actor: "kam-1",
      rejectsPath: temporary.directory["rejects.ndjson"], group: .init(rows: 1_000, bytes: 1))
    #expect(report.accepted == 300 && report.rows == 300)
    let whole = try SampleFile.imported.get().ledger.foreignContents()
    #expect(try temporary.ledger.foreignContents() == Array(whole.prefix(300)))
  }

  @Test func `A file that is not there is named, and nothing is recorded`() throws {
    let temporary = try TemporaryLedger()
    let path = temporary.directory["nowhere.ndjson"]
    let error = #expect(throws: LedgerError.self) {
      try temporary.ledger.importRows(
        from: path, .cloudEvents(nil), actor: "kam-1",
        rejectsPath: temporary.directory["rejects.ndjson"])
    }
    #expect("\(try #require(error))".contains(path))
    #expect(try temporary.ledger.journal.head().size == 1)
  }

  @Test func `A rejects file that cannot be written stops the import and says why`() throws {
    let temporary = try TemporaryLedger()
    let path = temporary.directory["bad.ndjson"]
    try Data("nonsense\n".utf8).write(to: URL(filePath: path))
    let rejects = temporary.directory["no/such/folder/rejects.ndjson"]
    let error = #expect(throws: LedgerError.self) {
      try temporary.ledger.importRows(
        from: path, .cloudEvents(.lines), actor: "kam-1", rejectsPath: rejects)
    }
    #expect("\(try #require(error))".contains(rejects))
  }

  @Test func `Imports of one file at once each get a number of their own`() throws {
    let temporary = try TemporaryLedger()
    defer { withExtendedLifetime(temporary) {} }
    let ledger = temporary.ledger
    let errors = Mutex<[String]>([])
    for round in 0..<10 {
      let sha = String(repeating: "\(round)", count: 64)
      DispatchQueue.concurrentPerform(iterations: 8) { number in
        var report = ImportReport()
        // Two of them did the same, the others each something else.
        report.accepted = max(2, number + 1)
        report.rows = report.accepted
        report.sha256 = sha
        let result = Result { try ledger.recordImport(report, actor: "kam-1") }
        if case .failure(let error) = result { errors.withLock { $0.append("\(error)") } }
      }
      let imports = try imports(in: ledger).filter { $0.fileSha256 == sha }
      let stem = "import-\(sha.prefix(32))"
      #expect(Set(imports.map(\.batchID)) == Set([stem] + (2...8).map { "\(stem)-\($0)" }))
      #expect(imports.map(\.accepted).sorted() == [2, 2, 3, 4, 5, 6, 7, 8])
    }
    let found = errors.withLock { $0 }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `Two imports of one file at once record each row once, and say so`() throws {
    let temporary = try TemporaryLedger()
    defer { withExtendedLifetime(temporary) {} }
    let (ledger, directory) = (temporary.ledger, temporary.directory)
    for round in 0..<5 {
      let lines = (0..<40).map { number in
        let id = "a\(round)-\(number)"
        return line(id, "account.registered", accountData(id), on: "account/\(id)")
      }
      let path = directory["round-\(round).ndjson"]
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
      let rejects = (0..<2).map { directory["rejects-\(round)-\($0).ndjson"] }
      let results = Mutex<[Result<ImportReport, any Error>]>([])
      DispatchQueue.concurrentPerform(iterations: 2) { number in
        let result = Result<ImportReport, any Error> {
          try ledger.importRows(
            from: path, .cloudEvents(.lines), actor: "kam-1", rejectsPath: rejects[number],
            group: .init(rows: 4))
        }
        results.withLock { $0.append(result) }
      }
      let reports = try results.withLock { $0 }.map { try $0.get() }
      #expect(reports.map(\.rows) == [40, 40] && reports.allSatisfy { $0.rejected == 0 })
      #expect(reports.reduce(0) { $0 + $1.accepted } == 40)
      let imports = try imports(in: ledger).filter { $0.fileSha256 == reports[0].sha256 }
      #expect(imports.reduce(0) { $0 + Int($1.accepted) } == 40)
    }
  }

  private func imports(in ledger: Ledger) throws -> [ImportCompleted] {
    try ledger.events(of: Ledger.subject).compactMap { event in
      guard case .importCompleted(let completed) = try event.data() else { return nil }
      return completed
    }
  }

  @Test func `A file with nothing new but one line becomes another import`() throws {
    let temporary = try TemporaryLedger()
    let first = line("1", "account.registered", accountData("a"), on: "account/a")
    let second = line("2", "account.registered", accountData("b"), on: "account/b")
    // The first import rejects the order, the second knows its account.
    let booked = line("3", "order.booked", orderData("or-1", "1.00"), on: "account/b")
    #expect(try temporary.importEvents(Array("\(booked)\n".utf8), as: "x").rejected == 1)
    #expect(try temporary.importEvents(Array("\(first)\n\(second)\n".utf8)).accepted == 2)
    let again = try temporary.importEvents(Array("\(booked)\n".utf8), as: "x")
    #expect(again.accepted == 1 && again.rejected == 0)
    let imports = try temporary.ledger.events(of: Ledger.subject).dropFirst().map(\.id)
    #expect(imports.count == 3 && Set(imports).count == 3)
    #expect(imports.last == "import-\(again.sha256.prefix(32))-2")
  }
}
