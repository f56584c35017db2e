import Commission
import Foundation
import Money
import YAMLText

/// A worked case as a text: plans and facts, each known one position after the other, and what must
/// come out of them.
///
/// A plan is written in full under `plan`; under `rules` its usual head is left out, and the heading
/// names what differs from it: `rules version 2 from 2026-07-01 currency USD`.
struct Worksheet {
  struct Malformed: Error, CustomStringConvertible {
    let description: String
  }

  /// What is expected, as of everything or as of a position.
  struct Expectation {
    let knownAt: UInt64
    let lines: [[String]]
  }

  let title: String
  var facts = CommissionFacts()
  var expectations: [Expectation] = []
  var refusal: String?
  var planText = ""
  var position: UInt64 = 0

  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Worksheets")
  static let examples = directory.appending(path: "../../../Schemas/plans/examples").standardized

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".worksheet") }.sorted()
  }

  init(named name: String) throws {
    let text = try String(contentsOf: Self.directory.appending(path: name), encoding: .utf8)
    try self.init(text, name)
  }

  init(_ text: String, _ name: String) throws {
    var sections: [(heading: String, body: [String])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init) {
      if line.hasPrefix("  "), !sections.isEmpty {
        sections[sections.count - 1].body.append(String(line.dropFirst(2)))
      } else {
        sections.append((line, []))
      }
    }
    title = sections.first?.heading ?? name
    let refuses = sections.contains { $0.heading == "refused" }
    for section in sections.dropFirst() where !section.heading.hasPrefix("source:") {
      try read(section.heading, section.body, refuses: refuses)
    }
  }

  private mutating func read(_ heading: String, _ body: [String], refuses: Bool) throws {
    let words = Words(heading)
    switch words.all.first {
    case "plan":
      planText =
        words.all.count > 2
        ? try String(
          contentsOf: Self.examples.appending(path: "\(words.all[2]).yaml"), encoding: .utf8)
        : body.joined(separator: "\n")
      try publish(refuses: refuses)
    case "rules":
      planText = try (Self.head(words) + body).joined(separator: "\n")
      try publish(refuses: refuses)
    case "facts":
      for line in body {
        position += 1
        try readFact(Words(line))
      }
    case "expect":
      let knownAt = words.all.count > 2 ? UInt64(words.all[2]) ?? 0 : .max
      let lines = body.map { $0.split(separator: " ").map(String.init) }
      expectations.append(Expectation(knownAt: knownAt, lines: lines))
    case "refused":
      refusal = body.joined(separator: "\n")
    default:
      throw Malformed(description: "unknown heading: \(heading)")
    }
  }

  private mutating func publish(refuses: Bool) throws {
    position += 1
    if !refuses { facts.publish(try Plan.parse(planText), at: position) }
  }

  private static func head(_ words: Words) throws -> [String] {
    func word(_ name: String, or usual: String) throws -> String {
      words.has(name) ? try words.after(name) : usual
    }
    return [
      "plan: \(try word("plan", or: "plan"))",
      "version: \(try word("version", or: "1"))",
      "effective_from: \(try word("from", or: "2026-01-01"))",
      "currency: \(try word("currency", or: "EUR"))",
      "rounding: \(try word("rounding", or: "half_up"))",
      "legal_type: \(try word("type", or: "provision"))",
    ]
  }
}
