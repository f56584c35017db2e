import Foundation
import Testing

@Suite struct `The sources of the engine` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources").standardized

  /// What would make two runs over the same facts differ, or an amount inexact.
  private static let forbidden = [
    "Double", "Float", "CGFloat", "Decimal", "Foundation", "Date(", "Date.", "Clock",
    "ContinuousClock", "SuspendingClock",
    "TimeZone", "Locale", ".random", "arc4random", "RandomNumberGenerator", "shuffled", "UUID",
    "gettimeofday", "clock_gettime", "time(", "getenv", "ProcessInfo", "Glibc", "Darwin", "Musl",
  ]

  @Test(arguments: ["Commission", "Money"])
  func `Know no clock, no chance and no floating point`(module: String) throws {
    let folder = Self.root.appending(path: module)
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var count = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      count += 1
      let text = try String(contentsOf: file, encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        // Comments may speak of them, and words inside quotes are not called.
        let code = withoutQuotes(line)
        guard let code = code.split(separator: "//", omittingEmptySubsequences: false).first else {
          continue
        }
        for word in Self.forbidden where stands(word, in: code) {
          Issue.record("\(file.path):\(index + 1): \(word) in \(line)")
        }
      }
    }
    #expect(count > 10)
  }

  private func withoutQuotes(_ line: Substring) -> String {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined()
  }

  /// As a word of its own: `statementDate(` is not `Date(`.
  private func stands(_ word: String, in code: Substring) -> Bool {
    code.ranges(of: word).contains { range in
      guard range.lowerBound > code.startIndex, word.first?.isLetter ?? false else { return true }
      let before = code[code.index(before: range.lowerBound)]
      return !(before.isLetter || before.isNumber || before == "_")
    }
  }

  @Test(arguments: [
    "let x: Double = 1", "import Foundation", "a + Float(b)", "Date()", "ContinuousClock.now",
    "Int.random(in: 0...1)",
  ])
  func `Are searched for what they must not know`(line: String) {
    #expect(Self.forbidden.contains { stands($0, in: line[...]) })
  }

  @Test(arguments: ["func isUpToDate(x)", "let doubleCredit = true", "runtime(x)"])
  func `May have words that only sound like it`(line: String) {
    #expect(!Self.forbidden.contains { stands($0, in: line[...]) })
  }
}
