package import Money

/// One step on the way to an amount: what went in, what came out, and by which words of the plan.
package struct DerivationNode: Hashable, Sendable {
  package enum Step: String, CaseIterable, Sendable {
    case select, credit, base, attainment, rate, limit, release, settle
  }

  package struct Input: Hashable, Sendable {
    package let name: String
    package let value: String
    /// Position of the event that says so.
    package let position: UInt64

    init(_ name: String, _ value: String, at position: UInt64) {
      self.name = name
      self.value = value
      self.position = position
    }
  }

  package let step: Step
  package let summary: String
  package let inputs: [Input]
  package let before: Amount?
  package let after: Amount?
  /// The mode by which `after` was rounded, nil where the step does not round.
  package let rounding: Rounding?
  package let children: [DerivationNode]

  init(
    step: Step, summary: String, inputs: [Input] = [], before: Amount? = nil,
    after: Amount? = nil, rounding: Rounding? = nil, children: [DerivationNode] = []
  ) {
    self.step = step
    self.summary = summary
    self.inputs = inputs
    self.before = before
    self.after = after
    self.rounding = rounding
    self.children = children
  }
}
