import Foundation
import Importing
import Testing

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

  static let pipeline = Result {
    try imported("maven-crm/pipeline.yaml", "maven-crm/sales_pipeline.csv")
  }

  static let orders = Result {
    try imported("adventureworks/orders.yaml", "adventureworks/FactResellerSales.csv")
  }

  /// The records of a file that has no quotes, split by hand.
  static func records(_ file: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
    var lines = text.unicodeScalars.split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { field in
        String(String.UnicodeScalarView(field.filter { $0 != "\r" && $0 != "\u{FEFF}" }))
      }
    }
    let header = lines.removeFirst()
    return lines.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  /// Cents of a figure with at most two decimals.
  static func cents(_ text: String) throws -> Int {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count > 1 ? String(parts[1]) : ""
    let digits = parts[0] + decimals.padding(toLength: 2, withPad: "0", startingAt: 0)
    return try #require(Int(digits, radix: 10))
  }

  static func imported(_ mapping: String, _ file: String) throws -> Imported {
    let path = root.appending(path: "Schemas/mappings/\(mapping)").path
    let folder = "\(folder)/\(file.split(separator: "/")[0])"
    return try Imported(
      mapping: String(contentsOfFile: path, encoding: .utf8),
      input: FileChunks(path: "\(Self.folder)/\(file)"), folder: folder)
  }
}
