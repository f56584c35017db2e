import Foundation

/// A session at the shell: commands with what they print, as a text file.
///
///     # A comment.
///     $ kontor stat
///     > | head -1
///     Ledger  …
///     [0]
///
/// A line that begins with `> ` continues the command. `…` stands for any text within a line; a line
/// of nothing but `…` stands for any lines. The code in brackets is 0 where it is left out.
struct Transcript {
  struct Step {
    var line: Int
    var command: String
    var expected: [String] = []
    var status: Int32 = 0
  }

  let name: String
  private(set) var steps: [Step] = []

  init(_ url: URL) throws {
    name = url.deletingPathExtension().lastPathComponent
    let lines = try String(contentsOf: url, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("$ ") {
        steps.append(Step(line: index + 1, command: String(line.dropFirst(2))))
      } else if !steps.isEmpty, line.hasPrefix("> "), steps[steps.count - 1].expected.isEmpty {
        steps[steps.count - 1].command += "\n" + line.dropFirst(2)
      } else if !steps.isEmpty, line.hasPrefix("["), line.hasSuffix("]"),
        let status = Int32(line.dropFirst().dropLast())
      {
        steps[steps.count - 1].status = status
      } else if !steps.isEmpty, !line.hasPrefix("#") {
        steps[steps.count - 1].expected.append(String(line))
      }
    }
    // Empty lines that only part one command from the next were not printed by it.
    for index in steps.indices {
      while steps[index].expected.last?.isEmpty == true { steps[index].expected.removeLast() }
    }
  }

  /// Whether printed lines are what was expected.
  static func matches(_ printed: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return printed.isEmpty }
    if first == "…" {
      return (printed.startIndex...printed.endIndex).contains {
        matches(printed[$0...], expected.dropFirst())
      }
    }
    guard let line = printed.first, matches(line[...], first[...]) else { return false }
    return matches(printed.dropFirst(), expected.dropFirst())
  }

  private static func matches(_ line: Substring, _ pattern: Substring) -> Bool {
    guard let wildcard = pattern.firstIndex(of: "…") else { return line == pattern }
    guard line.hasPrefix(pattern[..<wildcard]) else { return false }
    let rest = pattern[pattern.index(after: wildcard)...]
    var tail = line.dropFirst(pattern.distance(from: pattern.startIndex, to: wildcard))
    while true {
      if matches(tail, rest) { return true }
      if tail.isEmpty { return false }
      tail = tail.dropFirst()
    }
  }
}
