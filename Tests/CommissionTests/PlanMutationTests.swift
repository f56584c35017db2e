import Commission
import Testing
import YAMLText

/// What damages a plan is refused or changes what it says; nothing is ignored.
@Suite struct `Damaged plans` {
  private func check(_ mutation: PlanMutation, _ note: Comment) throws {
    let original = try Plan.parse(mutation.original)
    let plan: Plan
    do {
      plan = try Plan.parse(mutation.text)
    } catch {
      #expect(mutation.expectation != .neutral, note)
      #expect(!error.issues.isEmpty, note)
      let lines = 1...(PlanMutation.lineCount + 2)
      #expect(
        error.issues.allSatisfy {
          lines.contains($0.line) && $0.column >= 1 && !$0.message.isEmpty
        }, note)
      return
    }
    switch mutation.expectation {
    case .refused: Testing.Issue.record("accepted: \(note)")
    case .refusedOrChanged: #expect(plan != original, note)
    case .neutral: #expect(plan == original, note)
    }
  }

  @Test(arguments: 0..<200)
  func `A damage is refused with its line or changes the meaning`(seed: UInt64) throws {
    var random = Dice(seed: seed)
    let mutation = PlanMutation.random(&random)
    try check(mutation, "seed \(seed): \(mutation.name)")
  }

  @Test(arguments: 0..<PlanMutation.lineCount)
  func `No line can be left out unnoticed`(line: Int) throws {
    let mutation = PlanMutation.deleted(line: line)
    try check(mutation, Comment(rawValue: mutation.name))
  }
}
