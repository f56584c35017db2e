import Foundation
import Importing
import LedgerEvents
import Money

@testable import Ledger

/// The public data sets, which are no part of the project and lie beside it in `../shared/data`.
///
/// `KONTOR_DATA_SETS` names another folder.
enum DataSets {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let folder =
    ProcessInfo.processInfo.environment["KONTOR_DATA_SETS"]
    ?? root.deletingLastPathComponent().appending(path: "shared/data").path

  static let arePresent: Bool = {
    let isPresent = FileManager.default.fileExists(atPath: "\(folder)/README.md")
    if !isPresent { print("The tests on public data are skipped: \(folder) is not there.") }
    return isPresent
  }()

  static let maven = Result {
    try ImportedDataSet(
      "maven-crm",
      [
        ("accounts.yaml", "accounts.csv"), ("teams.yaml", "sales_teams.csv"),
        ("pipeline.yaml", "sales_pipeline.csv"),
      ])
  }

  static let adventureWorks = Result { try importAdventureWorks() }

  /// In a ledger of its own, for a test that writes.
  static func importAdventureWorks() throws -> ImportedDataSet {
    try ImportedDataSet(
      "adventureworks",
      [
        ("sellers.yaml", "derived_employee_map.csv"), ("resellers.yaml", "Resellers.csv"),
        ("orders.yaml", "FactResellerSales.csv"), ("targets.yaml", "ResellerSalesTargets.csv"),
      ])
  }

  /// The text of a file of the data sets.
  static func text(_ file: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
  }

  /// The records of a file that has no quotes, split by hand.
  static func records(_ file: String) throws -> [[String: String]] {
    var lines = try text(file).split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map {
        String($0.drop { $0 == "\u{FEFF}" })
      }
    }
    let header = lines.removeFirst()
    return lines.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }
}

/// A data set as the whole product has taken it: every file through its mapping into one ledger.
struct ImportedDataSet: Sendable {
  let directory: TemporaryDirectory
  let ledger: Ledger
  /// By the name of the table.
  private(set) var reports: [String: ImportReport] = [:]
  /// What the ledger holds, read back from its records.
  let events: [Event]

  struct Event: Sendable {
    let stored: StoredEvent
    let data: Record.OneOf_Data

    var day: UInt32 { stored.header.businessDay }
    var account: String { String(stored.subject.dropFirst("account/".count)) }
  }

  init(_ name: String, _ files: [(mapping: String, table: String)]) throws {
    directory = try TemporaryDirectory()
    directory.lastToTheEnd()
    try Ledger.create(
      at: directory["ledger"],
      terms: .init(name: name, currency: try Currency("USD"), timeZone: "America/Los_Angeles"),
      actor: TemporaryLedger.actor)
    ledger = try Ledger(opening: directory["ledger"])
    let folder = "\(DataSets.folder)/\(name)"
    for (mapping, table) in files {
      let path = DataSets.root.appending(path: "Schemas/mappings/\(name)/\(mapping)").path
      let mapping = try Mapping(
        parsing: String(contentsOfFile: path, encoding: .utf8), path: path)
      reports[table] = try ledger.importRows(
        from: "\(folder)/\(table)", .table(mapping, folder: folder, lookups: [:]),
        actor: TemporaryLedger.actor, rejectsPath: directory["\(table).rejects.ndjson"])
    }
    events = try ledger.allEvents().map { Event(stored: $0, data: try $0.data()) }
  }

  /// What the rejects files say, for a message.
  var rejects: String {
    reports.values.compactMap { report in
      report.rejectsPath.flatMap { try? String(contentsOfFile: $0, encoding: .utf8) }
    }.joined().prefix(3_000).description
  }
}
