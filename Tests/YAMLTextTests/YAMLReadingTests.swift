import Testing
import YAMLText

@Suite struct `Readers of a YAML tree` {
  enum Fruit: String, CaseIterable { case apple, pear }

  struct NoNumber: Error, CustomStringConvertible {
    var description: String { "no number" }
  }

  private func number(_ text: String) throws(NoNumber) -> Int {
    guard let number = Int(text) else { throw NoNumber() }
    return number
  }

  @Test func `Values that are there are read without an issue`() throws {
    let node = try YAMLNode.parse("name: Nordwerk\ncount: 3\nfruit: pear\nlist: [a, b]\n")
    var issues = IssueList()
    #expect(node.string("name", &issues) == "Nordwerk")
    #expect(node.requiredString("name", &issues) == "Nordwerk")
    #expect(node.value("count", &issues, as: number) == 3)
    #expect(node.requiredValue("count", &issues, as: number) == 3)
    #expect(node.choice("fruit", &issues, of: Fruit.self) == .pear)
    #expect(node.required("list", &issues)?.items("list", &issues).count == 2)
    #expect(node.entries("plan", &issues).map(\.key) == ["name", "count", "fruit", "list"])
    #expect(node.string("absent", &issues) == nil)
    #expect(node.value("absent", &issues, as: number) == nil)
    #expect(node.choice("absent", &issues, of: Fruit.self) == nil)
    node.unknownKeys(allowed: ["name", "count", "fruit", "list"], &issues)
    #expect(issues.isEmpty)
    try issues.throwIfAny()
  }

  @Test func `All faults are collected and printed in the order of the text`() throws {
    let node = try YAMLNode.parse(
      "nmae: x\nempty:\ncount: many\nfruit: appel\nlist: a\nzzzzzz: 1\n")
    var issues = IssueList()
    _ = node.child("list")?.items("list", &issues)
    _ = node.child("list")?.entries("list", &issues)
    _ = node.child("list")?.required("name", &issues)
    _ = node.string("empty", &issues)
    _ = node.value("count", &issues, as: number)
    _ = node.choice("fruit", &issues, of: Fruit.self)
    _ = node.requiredString("title", &issues)
    node.unknownKeys(allowed: ["name", "empty", "count", "fruit", "list"], &issues)
    #expect(
      issues.named("p.yaml").description == """
        p.yaml:1:1: "title" is missing
        p.yaml:1:1: unknown key "nmae"; did you mean "name"?
        p.yaml:2:7: empty must be a single value, not empty
        p.yaml:3:8: count: no number
        p.yaml:4:8: fruit cannot be "appel"; write apple, pear; did you mean "apple"?
        p.yaml:5:7: list must be a list, not a single value
        p.yaml:5:7: list must be a mapping, not a single value
        p.yaml:5:7: expected a mapping with "name", not a single value
        p.yaml:6:1: unknown key "zzzzzz"; possible here: name, empty, count, fruit, list
        """)
    #expect(throws: issues) { try issues.throwIfAny() }
  }

  @Test(
    arguments: [
      ("rat", "rate"), ("raet", "rate"), ("Rate", "rate"), ("roudning", "rounding"), ("xyz", nil),
      ("", nil),
      (String(repeating: "r", count: 100), nil),
    ] as [(String, String?)])
  func `A slip of the pen is recognised, a different word is not`(text: String, meant: String?) {
    #expect(closest(to: text, among: ["rate", "rounding", "clauses"]) == meant)
  }
}
