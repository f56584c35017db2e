import Foundation
import Testing

/// The tours of the three roles, run as they stand in the documentation.
struct ToursTests {
  private static let pages = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Ledger/Ledger.docc").standardized

  @Test(arguments: [("TourOfAKeyAccountManager", 16), ("TourOfOperations", 34)])
  func `A tour prints what its page says`(_ name: String, _ steps: Int) throws {
    try DocumentedSession.run(
      Self.pages.appending(path: "\(name).md"), steps: steps, ledger: "ledger")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/openssl")))
  func `The auditor's tour prints what its page says`() throws {
    try DocumentedSession.run(
      Self.pages.appending(path: "TourOfAnAuditor.md"), steps: 32, ledger: "ledger")
  }

  @Test func `The README leads to each tour`() throws {
    let readme = try String(
      contentsOf: Self.pages.appending(path: "../../../README.md").standardized, encoding: .utf8)
    for name in ["TourOfAKeyAccountManager", "TourOfOperations", "TourOfAnAuditor"] {
      #expect(readme.contains("Sources/Ledger/Ledger.docc/\(name).md"), "\(name)")
    }
  }
}
