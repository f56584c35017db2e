import Money

/// An opportunity of the pipeline as of one day.
struct OpportunityState {
  var kind: KPIFacts.OpportunityStep.Kind?
  /// The day it was identified; nothing where that is not known.
  var identified: CalendarDay?
  var value: Int64?
  var probability: Int?
  var expectedCloses: [CalendarDay] = []
  var closed: (day: CalendarDay, won: Bool)?
  var lastDay: CalendarDay
  var evidence: [KPIFacts.Position] = []

  static func all(of steps: [KPIFacts.OpportunityStep], today: CalendarDay) -> [OpportunityState] {
    let known = steps.filter { $0.day <= today }
      .sorted { ($0.opportunity, $0.day, $0.position) < ($1.opportunity, $1.day, $1.position) }
    var states: [OpportunityState] = []
    var current: KPIFacts.Handle?
    for step in known {
      if step.opportunity != current {
        current = step.opportunity
        states.append(OpportunityState(lastDay: step.day))
      }
      states[states.count - 1].take(step)
    }
    return states
  }

  private mutating func take(_ step: KPIFacts.OpportunityStep) {
    lastDay = step.day
    evidence.append(step.position)
    switch step.change {
    case .identified(let kind, let isDated):
      self.kind = kind
      if isDated { identified = step.day }
    case .moved: break
    case .won: closed = (step.day, true)
    case .lost: closed = (step.day, false)
    }
    value = step.value ?? value
    probability = step.probability ?? probability
    if let day = step.expectedClose { expectedCloses.append(day) }
  }
}
