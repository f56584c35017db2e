import AccountHealth
import Testing

struct HealthModelTests {
  @Test func `The built-in model is sound`() {
    #expect(HealthModel.keyAccount1.problems == [])
    #expect(HealthModel.keyAccount1.parts.map(\.weight) == [30, 25, 20, 15, 10])
  }

  @Test func `A model says everything that is wrong with it`() {
    var model = HealthModel.keyAccount1
    model.parts[0].weight = 31
    model.parts[0].indicators[0].weight = -40
    model.parts[1].indicators[0].id = "contract-end"
    model.parts[2].indicators[1].scale = PiecewiseLinear([])
    model.parts[3].indicators[0].scale = PiecewiseLinear([.init(1, worth: 0), .init(1, worth: 1)])
    model.parts[3].indicators[1].measure = .resolutionTime(window: 0)
    model.parts[4].indicators[0].scale = PiecewiseLinear([.init(1, worth: 10_001)])
    model.parts[4].weight = -10
    model.caps[0].limit = 10_001
    model.bands.amber = 8_000
    #expect(
      model.problems == [
        "the weights of the dimensions sum to 81, not to 100",
        "the weights of the indicators of relationship sum to 20, not to 100",
        "the weight of buying-centre-coverage is negative",
        "the indicator contract-end stands there twice",
        "contract-value has no breakpoints",
        "the breakpoints of escalation-load do not ascend at 1",
        "resolution-time looks at 0 days, which is no window",
        "the weight of voice is negative",
        "survey-answers is worth less than 0 or more than 100 points at 1",
        "the cap notice-received has a limit outside 0 to 100 points",
        "the bands are not in order: amber 8000, green 7500",
      ])
  }

  @Test func `Other weights give another score`() {
    var model = HealthModel.keyAccount1
    model.parts = model.parts.filter { $0.dimension == .voice }
    model.parts[0].weight = 100
    // Voice alone: 8 of 10 is worth 66.66.
    #expect(WorkedExampleTests.account().assess(model).exactScore == 6_666)
  }
}
