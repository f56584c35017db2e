import AccountHealth
import Money
import Testing

/// Why a score changed, on an account small enough for paper.
///
/// The model is voice alone: the score is the mean of the newest answers by what is left of their
/// weight, 6 worth nothing and 9 everything.
struct HealthChangeTests {
  private static let model: HealthModel = {
    var model = HealthModel.keyAccount1
    model.parts = model.parts.filter { $0.dimension == .voice }
    model.parts[0].weight = 100
    return model
  }()

  /// The same, with 5 worth nothing and 10 everything.
  private static let milder: HealthModel = {
    var model = HealthChangeTests.model
    model.version = 2
    model.parts[0].indicators[0].measure = .voice(
      window: 730, halfLife: 180,
      lines: [.init(.nps, PiecewiseLinear(nothing: 5_000, everything: 10_000))])
    return model
  }()

  private func answer(_ score: Int, by contact: UInt32, ago days: Int, at position: UInt64)
    -> HealthFacts.SurveyAnswer
  {
    .init(
      instrument: .nps, score: score, worst: 0, best: 10, contact: contact,
      day: SampleAccount.ago(days), position: position)
  }

  /// 180 days ago one answer of 8 was known; since then a late one of 6 and a new one of 9 came.
  private var change: HealthChange {
    var then = HealthFacts()
    then.surveys = [answer(8, by: 1, ago: 180, at: 1)]
    var corrected = then
    corrected.surveys.append(answer(6, by: 2, ago: 360, at: 2))
    var now = corrected
    now.surveys.append(answer(9, by: 3, ago: 0, at: 3))
    return HealthChange(
      then: SampleAccount.ago(180), modelThen: Self.model, knownThen: then,
      correctedThen: corrected, later: SampleAccount.today, modelLater: Self.milder,
      knownLater: now)
  }

  @Test func `The four parts are those computed on paper and add up`() {
    let change = change
    // 8 is worth (80 - 60) / 30 = 66.66.
    #expect(change.before.exactScore == 6_666)
    // The 6 is worth 0 and half a year older: (1 × 66.66 + 0.5 × 0) / 1.5 = 44.44.
    #expect(change.parts[0].step.after == 4_444)
    // A half-life later both weigh half: the proportion stays.
    #expect(change.parts[1].step.after == 4_444)
    // With 9 worth 100: (1 × 100 + 0.5 × 66.66 + 0.25 × 0) / 1.75 = 76.188….
    #expect(change.parts[2].step.after == 7_618)
    // 9 is worth 80, 8 is worth 60, 6 is worth 20: (80 + 30 + 5) / 1.75 = 65.714….
    #expect(change.parts[3].step.after == 6_571)
    #expect(change.parts.map(\.step.change) == [-2_222, 0, 3_174, -1_047])
    #expect(change.parts.map(\.cause) == HealthChange.Cause.allCases)
    #expect(change.change == -95)
    #expect(change.parts.reduce(0) { $0 + $1.step.change } == change.change)
  }

  @Test func `Each part names the events that came and went`() {
    let lines = change.parts.map(\.step.lines)
    #expect(lines[0].map(\.gained) == [[2]])
    #expect(lines[1].isEmpty)
    #expect(lines[2].map(\.gained) == [[3]])
    #expect(lines[3].map(\.subject) == [.indicator("survey-answers")])
  }

  @Test func `A day without a score counts as nothing in the sum`() {
    var now = HealthFacts()
    now.surveys = [answer(9, by: 1, ago: 10, at: 1)]
    let change = HealthChange(
      then: SampleAccount.ago(30), modelThen: Self.model, knownThen: HealthFacts(),
      correctedThen: HealthFacts(), later: SampleAccount.today, modelLater: Self.model,
      knownLater: now)
    #expect(change.before.exactScore == nil)
    #expect(change.change == 10_000)
    #expect(change.parts.map(\.step.change) == [0, 0, 10_000, 0])
  }

  @Test func `A cap is a line of the step that brought it`() {
    var before = WorkedExampleTests.account()
    let earlier = before.assess()
    before.contract(1, .noticeReceived(effective: SampleAccount.ago(-105)), ago: 3)
    let step = HealthStep(from: earlier, to: before.assess())
    #expect(step.change == 3_900 - 6_308)
    #expect(step.lines.contains { $0.subject == .cap("notice-received") })
    #expect(step.lines.reduce(0) { $0 + $1.change } == step.change)
  }
}
