import Commission
import Foundation
import Money
import YAMLText

/// A worked case as a text: plans and facts, each known one position after the other, and what must
/// come out of them.
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
  private var position: UInt64 = 0

  static let directory = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Worksheets")
  static let examples = directory.appending(path: "../../../Schemas/plans/examples").standardized

  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { $0.hasSuffix(".worksheet") }.sorted()
  }

  init(named name: String) throws {
    let text = try String(contentsOf: Self.directory.appending(path: name), encoding: .utf8)
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
    let words = heading.split(separator: " ").map(String.init)
    switch words.first {
    case "plan":
      planText =
        words.count > 2
        ? try String(
          contentsOf: Self.examples.appending(path: "\(words[2]).yaml"), encoding: .utf8)
        : body.joined(separator: "\n")
      position += 1
      if !refuses { facts.publish(try Plan.parse(planText), at: position) }
    case "facts":
      for line in body {
        position += 1
        try readFact(Words(line))
      }
    case "expect":
      let knownAt = words.count > 2 ? UInt64(words[2]) ?? 0 : .max
      let lines = body.map { $0.split(separator: " ").map(String.init) }
      expectations.append(Expectation(knownAt: knownAt, lines: lines))
    case "refused":
      refusal = body.joined(separator: "\n")
    default:
      throw Malformed(description: "unknown heading: \(heading)")
    }
  }

  private mutating func readFact(_ words: Words) throws {
    switch words.all[0] {
    case "assign":
      facts.assignments.append(
        Assignment(
          account: facts.names.name(words.all[1]), employee: facts.names.name(words.all[3]),
          role: try words.role(words.all[2]), from: try words.day("from"),
          ending: try words.has("until")
            ? .init(day: words.day("until"), position: position) : nil,
          position: position, weight: words.number("weight") ?? 10_000))
    case "end":
      let (account, employee) = (facts.names.known(words.all[1]), facts.names.known(words.all[3]))
      facts.assignments = try facts.assignments.map {
        guard $0.account == account, $0.employee == employee else { return $0 }
        return Assignment(
          account: $0.account, employee: $0.employee, role: $0.role, from: $0.from,
          ending: .init(day: try words.day("until"), position: position), position: $0.position)
      }
    case "report":
      let manager = try words.after("to")
      facts.reporting.append(
        Reporting(
          employee: facts.names.name(words.all[1]),
          manager: manager == "nobody" ? nil : facts.names.name(manager),
          from: try words.day("from"), position: position))
    case "split":
      facts.splits.append(try split(words))
    case "cancel", "credit-note", "reduce":
      try reverse(words)
    default:
      facts.deals.append(try deal(words))
    }
  }

  private mutating func split(_ words: Words) throws -> AgreedSplit {
    var shares: [AgreedSplit.Share] = []
    for index in stride(from: 3, to: words.all.count, by: 2) {
      let parts = words.all[index].split(separator: ":").map(String.init)
      shares.append(
        .init(
          employee: facts.names.name(parts[0]),
          role: parts.count > 1 ? try words.role(parts[1]) : nil,
          weight: Int64(words.all[index + 1]) ?? 0))
    }
    return AgreedSplit(
      deal: facts.names.name(words.all[1]),
      dealType: facts.deals.first { $0.id == facts.names.known(words.all[1]) }?.type ?? .order,
      mode: words.all[2] == "split" ? .split : .fullEach,
      shares: shares, position: position)
  }

  private mutating func reverse(_ words: Words) throws {
    let deal = facts.names.name(try words.after("of"))
    let reduction: Reversal.Reduction
    switch words.all[0] {
    case "cancel": reduction = .everything
    case "reduce":
      reduction = .line(
        Int((words.number("line") ?? 1) - 1), net: try words.lines()[0].net,
        cost: try words.lines()[0].cost)
    default: reduction = .whole(net: try words.lines()[0].net, cost: try words.lines()[0].cost)
    }
    let reversal = Reversal(
      id: facts.names.name(words.all[1]), day: try words.day("day"), position: position,
      reductions: [reduction])
    for index in facts.deals.indices where facts.deals[index].id == deal {
      facts.deals[index].reversals.append(reversal)
    }
  }

  private mutating func deal(_ words: Words) throws -> Deal {
    guard let type = DealType(rawValue: words.all[0]) else {
      throw Malformed(description: "unknown fact: \(words.all)")
    }
    return Deal(
      id: facts.names.name(words.all[1]), type: type,
      account: facts.names.name(try words.after("account")),
      seller: words.has("seller") ? facts.names.name(try words.after("seller")) : nil,
      kind: words.has("kind") ? BusinessKind(rawValue: try words.after("kind")) : nil,
      day: try words.day("day"), lines: try words.lines(), position: position)
  }
}

/// The words of one fact.
struct Words {
  let all: [String]

  init(_ line: String) {
    all = line.split(separator: " ").map(String.init)
  }

  func has(_ word: String) -> Bool { all.contains(word) }

  func after(_ word: String) throws -> String {
    guard let index = all.firstIndex(of: word), index + 1 < all.count else {
      throw Worksheet.Malformed(description: "no \(word) in \(all.joined(separator: " "))")
    }
    return all[index + 1]
  }

  func day(_ word: String) throws -> CalendarDay { try CalendarDay(parsing: after(word)) }

  func number(_ word: String) -> Int64? { has(word) ? try? Int64(after(word)) : nil }

  func role(_ word: String) throws -> Role {
    guard let role = Role(rawValue: word) else {
      throw Worksheet.Malformed(description: "unknown role: \(word)")
    }
    return role
  }

  /// Each `net`, with the `cost` that follows it, is a line; the last word may name the currency.
  func lines() throws -> [DealLine] {
    let currency = (try? Currency(all.last ?? "")) ?? .eur
    var lines: [DealLine] = []
    for index in all.indices where all[index] == "net" {
      let hasCost = index + 2 < all.count && all[index + 2] == "cost"
      lines.append(
        DealLine(
          net: try Amount(parsing: all[index + 1], currency: currency),
          cost: hasCost ? try Amount(parsing: all[index + 3], currency: currency) : nil))
    }
    return lines
  }
}
