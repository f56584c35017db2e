import LedgerDomain
import LedgerEvents
import Testing

struct PublishingTests {
  private static let text = """
    plan: kam-2026
    version: 2
    effective_from: 2026-01-01
    effective_to: 2027-01-01
    currency: EUR
    rounding: half_up
    legal_type: provision
    clauses:
      - id: grund
        applies_to: {deal: order, kinds: [new, renewal]}
        anchor: booked
        credit:
          mode: split
          parties:
            - {to: seller, share: 100 %}
        base: net
        rate: 2 %
    """

  /// The digest that the story's stand-in gives for a text.
  private func digest(_ text: String) -> String {
    let length = "\(text.utf8.count)"
    return String(repeating: "0", count: 64 - length.count) + length
  }

  private func plan(
    _ text: String = text, _ edit: (inout CommissionPlanVersionPublished) -> Void = { _ in }
  ) -> Record.OneOf_Data {
    var data = CommissionPlanVersionPublished()
    data.planID = "kam-2026"
    data.version = 2
    data.effectiveFrom = .on(20_260_101)
    data.effectiveTo = .on(20_270_101)
    data.text = text
    data.sha256 = digest(text)
    edit(&data)
    return .commissionPlanVersionPublished(data)
  }

  @Test func `A plan version is published once, as its text says`() throws {
    var story = try Story("plan/kam-2026")
    #expect(try story.refusal(plan()) == nil)
    #expect(try story.code(plan { $0.planID = "kam-2027" }) == .subjectDiffers)
    #expect(try story.code(plan { $0.clearEffectiveFrom() }) == .missingValue)
    #expect(try story.code(plan { $0.effectiveTo = .on(20_260_101) }) == .emptyPeriod)
    #expect(try story.code(plan { $0.effectiveTo = .on(20_270_102) }) == .planDiffers)
    #expect(try story.code(plan { $0.clearEffectiveTo() }) == .planDiffers)
    #expect(try story.code(plan { $0.effectiveFrom = .on(20_260_102) }) == .planDiffers)
    #expect(try story.code(plan { $0.version = 3 }) == .planDiffers)
    #expect(try story.code(plan { $0.sha256 = digest("x") }) == .digestDiffers)
    try story.record(plan())
    #expect(try story.code(plan()) == .versionNotAscending)
  }

  @Test func `A plan that cannot be used is refused with the line`() throws {
    let story = try Story("plan/kam-2026")
    let rejection = try #require(
      try story.refusal(plan(Self.text.replacing("rate: 2 %", with: "rate: viel"))))
    #expect(rejection.code == .planInvalid)
    #expect(rejection.reason.contains("17:"))
    #expect(
      try story.code(plan(Self.text.replacing("currency: EUR", with: "currency: CHF")))
        == .foreignCurrency)
  }

  @Test func `A health model is published once and must be one`() throws {
    var story = try Story("health-model/ka-1")
    let model = { (text: String) in
      var data = HealthModelVersionPublished()
      data.modelID = "ka-1"
      data.version = 1
      data.effectiveFrom = .on(20_260_101)
      data.text = text
      data.sha256 = digest(text)
      return Record.OneOf_Data.healthModelVersionPublished(data)
    }
    let rejection = try #require(try story.refusal(model("nothing")))
    #expect(rejection.code == .modelInvalid)
    #expect(rejection.reason.contains("line 1 names no model"))
    try story.record(model("model: ka-1"))
    #expect(try story.code(model("model: ka-1")) == .versionNotAscending)
    #expect(try story.code(.order("or-1")) == .wrongSubject)
  }
}
