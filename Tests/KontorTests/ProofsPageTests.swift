import Foundation
import Testing

/// The page that tells outsiders how to check a ledger, with and without the program.
struct ProofsPageTests {
  private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Ledger/Ledger.docc/Proofs.md").standardized

  @Test func `The page's session prints what the page says`() throws {
    try DocumentedSession.run(Self.page, blocks: 1, steps: 12, ledger: "ledger")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/openssl")))
  func `The page's commands without the program check a leaf and a checkpoint`() throws {
    try DocumentedSession.run(Self.page, blocks: 3, steps: 20, ledger: "ledger")
  }
}
