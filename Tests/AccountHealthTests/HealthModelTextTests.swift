import AccountHealth
import Money
import Testing
import YAMLText

struct HealthModelTextTests {
  @Test func `The shipped file says what the built-in model is`() throws {
    let text = try HealthModelText.parse(ModelFiles.keyAccount1())
    #expect(text.model == .keyAccount1)
    #expect(text.effectiveFrom == (try CalendarDay(parsing: "1970-01-01")))
    #expect(text.effectiveTo == nil)
  }

  @Test func `A model read from a text is sound`() throws {
    let text = try HealthModelText.parse(
      ModelFiles.own("title: KA-1", "works_agreement: BV Kennzahlen\neffective_to: 2030-01-01"))
    #expect(text.model.problems == [])
    #expect(text.model.name == "own")
    #expect(text.worksAgreement == "BV Kennzahlen")
    #expect(text.isInForce(on: try CalendarDay(parsing: "2029-12-31")))
    #expect(!text.isInForce(on: try CalendarDay(parsing: "2030-01-01")))
  }

  /// What was replaced by what, the line and column of the issue, and a part of its message.
  static let mutations: [(String, String, Int, Int, String)] = [
    ("model: own", "model: Own", 5, 8, "is no id"),
    ("version: 1\n", "version: 0\n", 6, 10, "is no version"),
    ("effective_from: 1970-01-01", "effective_from: heute", 8, 17, "effective_from"),
    (
      "title: KA-1", "effective_to: 1960-01-01", 7, 15, "must lie after effective_from 1970-01-01"
    ),
    ("    weight: 30\n", "    weight: 31\n", 11, 3, "dimensions sum to 101, not to 100"),
    ("        weight: 25\n", "        weight: 24\n", 14, 7, "relationship sum to 99, not to 100"),
    ("        weight: 25\n", "        weight: 0\n", 21, 17, "is no weight"),
    (
      "measure: buying_centre_coverage", "measure: buying_center_coverage", 15, 18,
      "did you mean \"buying_centre_coverage\""
    ),
    (
      "        window_days: 180\n        weight: 40", "        weight: 40", 14, 9,
      "\"window_days\" is missing"
    ),
    (
      "measure: days_since_top_level", "measure: days_since_top_level\n        alone_days: 3", 21,
      21, "has no meaning for the measure days_since_top_level"
    ),
    ("- id: top-level-contact", "- id: account-plan", 29, 13, "account-plan stands there twice"),
    (
      "{at: 90, points: 100}, {at: 365, points: 0}", "{at: 365, points: 0}, {at: 90, points: 100}",
      22, 44, "the corners do not ascend"
    ),
    ("{at: 90, points: 100}, {at: 365, points: 0}", "{at: 90, points: 100}", 22, 16, "two corners"),
    (
      "{at: 90, points: 100}, {at: 365, points: 0}", "{at: 90, points: 7}, {at: 365, points: 7}",
      22, 16, "worth the same"
    ),
    ("{at: -20 %, points: 0}", "{at: -20, points: 0}", 44, 22, "is no percentage"),
    ("{at: -20 %, points: 0}", "{at: -20 %, points: 101}", 44, 37, "are no points"),
    ("{at: 3, points: 0}", "{at: 3, punkte: 0}", 80, 47, "unknown key \"punkte\""),
    ("- instrument: csat", "- instrument: nps", 99, 13, "the instrument stands there twice"),
    ("- instrument: csat", "- instrument: zsat", 99, 25, "did you mean \"csat\""),
    ("at_most: 39", "at_most: 100", 105, 38, "caps nothing"),
    ("when: decider_lost", "when: decider_gone", 108, 12, "cannot be \"decider_gone\""),
    ("{when: decider_lost", "{when: severity_1_overdue", 108, 12, "capped twice"),
    (", within_days: 90", "", 107, 5, "\"within_days\" is missing"),
    ("amber_from: 50", "amber_from: 75", 112, 15, "amber must begin below green"),
    ("minimum_coverage: 60 %", "minimum_coverage: 160 %", 113, 21, "is no share"),
    (
      "{severity: 2, weight: 1", "{severity: 2, weight: 3", 120, 29,
      "weighs more than the one before"
    ),
    ("severity: 4", "severity: 5", 122, 18, "severity 4 must stand here"),
    ("    - {severity: 4, weight: 0.25, target_days: 20}\n", "", 119, 5, "there are 3 severities"),
    ("visits_from: 115 %", "visits_from: 15 %", 130, 18, "is no increase"),
    ("minimum_closed_now: 3", "minimum_closed_now: 30", 134, 25, "more than minimum_closed 10"),
    ("renewal:\n  opportunity_days: 365\n", "", 5, 1, "\"renewal\" is missing"),
    ("bands:", "band:", 110, 1, "did you mean \"bands\""),
    (
      "measure: contribution_margin\n        revenue: ordered",
      "measure: revenue_against_path\n        minimum_days: 90\n        revenue: invoiced", 46, 18,
      "revenue-path measures the same already"
    ),
    ("minimum_days: 90", "minimum_days: 400", 42, 23, "longer than window_days 365"),
  ]

  @Test(arguments: mutations)
  func `What cannot be meant is refused at its place`(
    old: String, new: String, line: Int, column: Int, message: String
  ) throws {
    let text = try ModelFiles.own(old, new)
    do {
      _ = try HealthModelText.parse(text)
      Issue.record("\(old) → \(new) was accepted")
    } catch {
      let issues = error
      let found = issues.issues.contains {
        $0.line == line && $0.column == column && "\($0)".contains(message)
      }
      #expect(found, "\(line):\(column): \(message)\nfound:\n\(issues)")
    }
  }

  @Test func `Every fault of a text is named at once`() throws {
    let text = try ModelFiles.own("weight: 30", "weight: 31")
      .replacing("at_most: 39", with: "at_most: 390")
      .replacing("green_from: 75", with: "green_from: viel")
    let issues = #expect(throws: IssueList.self) { try HealthModelText.parse(text) }
    #expect(issues?.issues.map(\.line).sorted() == [11, 105, 111])
  }

  @Test func `The built-in version cannot say something else`() throws {
    let text = try ModelFiles.keyAccount1().replacing("green_from: 75", with: "green_from: 80")
    let issues = #expect(throws: IssueList.self) { try HealthModelText.parse(text) }
    #expect(issues?.issues.map(\.line) == [6])
    let next = text.replacing("version: 1\n", with: "version: 2\n")
    #expect(try HealthModelText.parse(next).model.bands.green == 8_000)
  }

  @Test func `Numbers are exact to the last digit`() throws {
    let text = try ModelFiles.own("{severity: 4, weight: 0.25", "{severity: 4, weight: 0.0625")
      .replacing("at_most: 69", with: "at_most: 69.05")
      .replacing("{at: -15 %, points: 0}", with: "{at: -12.34 %, points: 0.5}")
    let model = try HealthModelText.parse(text).model
    #expect(model.service.weights == [20_000, 10_000, 5_000, 625])
    #expect(model.caps.last?.limit == 6_905)
    let winRate = model.parts[1].indicators[2].scale.breakpoints[0]
    #expect(winRate == .init(-1_234, worth: 50))
  }

  @Test func `The schema offers the words that the reader accepts`() throws {
    let schema = try ModelFiles.schema()
    // Every key and word of the shipped file stands in the schema.
    let words = try ModelFiles.keyAccount1().split(whereSeparator: \.isNewline)
      .map { $0.prefix { $0 != "#" } }.joined(separator: "\n")
      .matches(of: /([a-z_0-9]+):(?: ([a-z_0-9]{4,}))?/)
    #expect(words.count > 100)
    for word in words where word.1.first?.isLetter == true {
      #expect(schema.contains("\"\(word.1)\""), "\(word.1)")
    }
    for measure in words.compactMap({ $0.1 == "measure" ? $0.2 : nil }) {
      #expect(schema.contains("\"\(measure)\""), "\(measure)")
    }
  }

  /// Lines removed, doubled, cut and moved at random: read or refused with a line, never more.
  @Test(arguments: 0..<150)
  func `A damaged model is read or refused with a line`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var lines = try ModelFiles.own().split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let index = Int.random(in: 0..<lines.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: lines.remove(at: index)
      case 1: lines.insert(lines[index], at: index)
      case 2: lines[index] = String(lines[index].dropLast(Int.random(in: 1...4, using: &random)))
      default: lines[index] = "  " + lines[index]
      }
    }
    do {
      let model = try HealthModelText.parse(lines.joined(separator: "\n")).model
      #expect(model.problems == [], "seed \(seed)")
    } catch {
      let issues = error
      #expect(!issues.isEmpty, "seed \(seed)")
      #expect(issues.issues.allSatisfy { $0.line >= 1 && $0.line <= lines.count + 1 })
    }
  }
}
