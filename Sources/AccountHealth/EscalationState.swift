import Money

/// An escalation as of one day.
struct EscalationState {
  var severity: Int
  /// Days from raising to the as-of day.
  let raisedAge: Int
  /// Days it waited for somebody else, up to the as-of day or its resolution.
  var pausedDays = 0
  /// Days from resolving to the as-of day, while it is resolved.
  var resolvedAge: Int?
  var acknowledgedAge: Int?
  /// The raising and what came after it.
  var evidence: [HealthFacts.Position]

  /// Days it has been or was open without the pauses; reopening lets the clock go on.
  var workingDays: Int {
    max(0, raisedAge - (resolvedAge ?? 0) - pausedDays)
  }

  /// All escalations raised by `today`; steps of one whose raising is unknown are passed over.
  static func all(of steps: [HealthFacts.EscalationStep], today: Int) -> [EscalationState] {
    guard !steps.isEmpty else { return [] }
    let known = steps.filter { Int($0.day.daysSinceEpoch) <= today }
      .sorted { ($0.escalation, $0.day, $0.position) < ($1.escalation, $1.day, $1.position) }
    var states: [EscalationState] = []
    var index = 0
    while index < known.count {
      let handle = known[index].escalation
      let end = known[index...].firstIndex { $0.escalation != handle } ?? known.count
      if let state = EscalationState(known[index..<end], today: today) { states.append(state) }
      index = end
    }
    return states
  }

  private init?(_ steps: ArraySlice<HealthFacts.EscalationStep>, today: Int) {
    guard
      let raising = steps.first(where: {
        if case .raised = $0.change { true } else { false }
      }),
      case .raised(let raisedSeverity) = raising.change
    else { return nil }
    severity = raisedSeverity
    raisedAge = today - Int(raising.day.daysSinceEpoch)
    evidence = []
    var pausedSince: Int?
    for step in steps {
      let age = today - Int(step.day.daysSinceEpoch)
      evidence.append(step.position)
      switch step.change {
      case .raised(let severity):
        self.severity = severity
      case .acknowledged:
        acknowledgedAge = acknowledgedAge ?? age
      case .paused:
        pausedSince = pausedSince ?? age
      case .resumed:
        if let since = pausedSince { pausedDays += since - age }
        pausedSince = nil
      case .resolved:
        if let since = pausedSince { pausedDays += since - age }
        pausedSince = nil
        resolvedAge = age
      case .reopened:
        resolvedAge = nil
      }
    }
    if let since = pausedSince { pausedDays += since }
  }
}
