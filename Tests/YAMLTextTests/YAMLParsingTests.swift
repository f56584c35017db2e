import Testing
import YAMLText

@Suite struct `YAML texts` {
  private func failure(_ text: String) -> String {
    do {
      _ = try YAMLNode.parse(text)
      return "accepted"
    } catch {
      return error.named("plan.yaml").description
    }
  }

  @Test func `Every node knows its line and column`() throws {
    let node = try YAMLNode.parse(
      """
      # Provisionsplan
      plan: nordwerk
      clauses:
        - id: grund
          rate: 5 %
        - {id: zusatz, rate: 1 %}
      """)
    let clauses = try #require(node.child("clauses"))
    guard case .sequence(let items) = clauses.content else {
      Issue.record("clauses is no list")
      return
    }
    #expect(items.map(\.line) == [4, 6])
    #expect(items.map(\.column) == [5, 5])
    let rate = try #require(items.last?.child("rate"))
    #expect((rate.line, rate.column, rate.text) == (6, 24, "1 %"))
    #expect(node.child("nothing") == nil)
    #expect(rate.child("nothing") == nil)
  }

  @Test(arguments: [
    "no", "1.10", "~", "null", "2026-03-01", "0x1F", "Yes", "1_000", "Müller & Söhne *2",
  ])
  func `A scalar stays the text it was written as`(text: String) throws {
    #expect(try YAMLNode.parse("value: \(text)").child("value")?.text == text)
  }

  @Test func `Quoted, literal and folded texts are read`() throws {
    let node = try YAMLNode.parse(
      "a: \"x # y\"\nb: |\n  one\n  two\nc: 'it''s'\nd: >-\n  one\n  two\n")
    #expect(
      ["a", "b", "c", "d"].map { node.child($0)?.text } == [
        "x # y", "one\ntwo\n", "it's", "one two",
      ])
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3", "plan.yaml:1:1: key \"a\" is written twice"),
    ("x:\n  a: 1\n  \"a\": 3", "plan.yaml:2:3: key \"a\" is written twice"),
    ("a: &one 1\nb: *one", "plan.yaml:1:4: anchors and aliases are not accepted (&one)"),
    ("a: 1\n---\nb: 2", "plan.yaml:2:1: but found another document"),
    ("a:\n\tb: 1", "plan.yaml:2:1: a tab"),
    ("a: 1 \u{7}", "plan.yaml:1:6: a control character"),
    ("a: !!int 1", "plan.yaml:1:4: the tag tag:yaml.org,2002:int is not accepted"),
    ("a: !secret 1", "plan.yaml:1:4: the tag !secret is not accepted"),
    ("a: *nobody", "plan.yaml:1:4: found undefined alias"),
    ("? [a, b]\n: 1", "plan.yaml:1:3: a key must be a text, not a list"),
    ("\"\": 1", "plan.yaml:1:1: a key must be a text, not empty"),
    ("a: [1, 2", "plan.yaml:"), ("a: \"open", "plan.yaml:"), ("a: b: c", "plan.yaml:1:5:"),
    ("", "plan.yaml:1:1: the text holds no YAML document"),
    ("# only a comment", "plan.yaml:1:1: the text holds no YAML document"),
    ("a:\n   b: 1\n  c: 2", "plan.yaml:3:3:"),
  ])
  func `What is ambiguous or dangerous is refused with its place`(text: String, expected: String) {
    #expect(failure(text).hasPrefix(expected), Comment(rawValue: failure(text)))
  }

  @Test func `Nesting has a limit that is far from the end of the stack`() {
    let nested = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(failure(nested).contains("1:34: nested deeper than 32 levels"))
    #expect(failure(String(repeating: "[", count: 100_000)) != "accepted")
    #expect(failure(String(repeating: "- ", count: 100_000)) != "accepted")
    let deep = String(repeating: "[", count: 990) + String(repeating: "]", count: 990)
    #expect(failure(deep).contains("nested deeper"))
  }

  @Test func `A text of nested aliases is refused at once`() {
    var text = "a0: &a0 [x]\n"
    for level in 1...40 {
      let above = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\(above), \(above), \(above)]\n"
    }
    #expect(failure(text).contains("too many aliases"))
    var smaller = "a0: &a0 [x]\n"
    for level in 1...9 {
      smaller += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(failure(smaller + "*a9 : 1\n").contains("anchors and aliases are not accepted"))
  }

  @Test func `A text over a megabyte is refused`() {
    #expect(
      failure(String(repeating: "# 34567\n", count: 140_000)).contains("larger than a megabyte"))
  }

  @Test func `Windows line ends and a byte order mark are no fault`() throws {
    let node = try YAMLNode.parse("\u{FEFF}a: 1\r\nb: 2\r\n")
    #expect(node.child("a")?.text == "1")
    #expect(node.child("b")?.line == 2)
  }

  @Test(arguments: 0..<200)
  func `A damaged text is read or refused, never more`(seed: UInt64) {
    var random = Dice(seed: seed)
    var bytes = Array(
      "plan: \"nord\"\nclauses:\n  - {id: a, rate: 5 %}\n  - id: b # x\n    note: |\n      t\n".utf8
    )
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      let damage = Array(":-[]{}&*!|>'\"%@`#,? \n\t\\x".utf8)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[index] = damage.randomElement(using: &random) ?? 0
      case 1: bytes.insert(damage.randomElement(using: &random) ?? 0, at: index)
      default: bytes.remove(at: index)
      }
    }
    do {
      _ = try YAMLNode.parse(String(decoding: bytes, as: UTF8.self))
    } catch {
      #expect(error.issues.allSatisfy { $0.line >= 1 && $0.column >= 1 }, Comment("seed \(seed)"))
    }
  }
}
