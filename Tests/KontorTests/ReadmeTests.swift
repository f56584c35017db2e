import Foundation
import Testing

/// The session that opens the README, run as it stands there; messages on standard error are left out.
struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appending(path: "../..").standardized

  @Test func `The README's session prints what the README says`() throws {
    try DocumentedSession.run(
      Self.root.appending(path: "README.md"), blocks: 1, steps: 7, ledger: "nordwerk-ledger")
  }

  @Test func `What the README is about stands in its first forty lines`() throws {
    let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
    let opening = readme.split(separator: "\n", omittingEmptySubsequences: false).prefix(40)
      .joined(separator: "\n")
    for part in ["```console", "decide", "Tools/quickstart", "Tools/test"] {
      #expect(opening.contains(part), "\(part)")
    }
  }
}
