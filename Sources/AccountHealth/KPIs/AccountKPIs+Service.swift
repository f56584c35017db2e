import Money

extension AccountKPIs {
  mutating func takeService() {
    let resolved = view.escalations.filter { escalation in
      escalation.resolvedAge.map(period.ages.contains) ?? false
    }
    let part = KPIPart(
      values: resolved.map(\.workingDays), evidence: resolved.flatMap(\.evidence))
    self[.resolutionMedian] = part
    self[.resolutionP90] = part
    takeReactions()
    guard !view.escalations.isEmpty else { return }
    let open = view.escalations.filter { $0.resolvedAge == nil }
    let events = open.flatMap(\.evidence)
    self[.openEscalations] = KPIPart(
      top: Int128(open.count), n: view.escalations.count, evidence: events)
    let ages = KPIPart(values: open.map(\.workingDays), evidence: events)
    self[.openEscalationAge] = ages
    self[.openEscalationOldest] = ages
    let silent = open.filter { $0.acknowledgedAge == nil }
    self[.unacknowledged] = KPIPart(
      top: Int128(silent.count), n: view.escalations.count, evidence: silent.flatMap(\.evidence))
  }

  /// To the second where both moments are known to it; the first acknowledgement counts.
  private mutating func takeReactions() {
    let known = facts.reactions.filter { isPast($0.day) }
      .sorted {
        ($0.escalation, $0.seconds, $0.position) < ($1.escalation, $1.seconds, $1.position)
      }
    var raised: [KPIFacts.Handle: KPIFacts.Reaction] = [:]
    var acknowledged: [KPIFacts.Handle: KPIFacts.Reaction] = [:]
    for step in known {
      if step.severity != nil {
        raised[step.escalation] = raised[step.escalation] ?? step
      } else {
        acknowledged[step.escalation] = acknowledged[step.escalation] ?? step
      }
    }
    var time = KPIPart()
    var soon = KPIPart()
    for (escalation, end) in acknowledged.sorted(by: { $0.key < $1.key })
    where period.contains(end.day) {
      guard let start = raised[escalation] else { continue }
      // A moment and a mere day of the same date must not give less than nothing.
      let seconds = max(0, end.seconds - start.seconds)
      time.values.append(Int(seconds / 3_600))
      time.n += 1
      time.evidence += [start.position, end.position]
      guard start.severity == 1 else { continue }
      soon.bottom += 1
      soon.n += 1
      soon.top += seconds <= 48 * 3_600 ? 1 : 0
      soon.evidence += [start.position, end.position]
    }
    self[.reactionTime] = time
    self[.reactionWithin48Hours] = soon
  }

  mutating func takeHandovers() {
    struct State {
      var receiver: KPIFacts.Handle?
      var initiated: CalendarDay?
      var items: Set<Int> = []
      var completed: CalendarDay?
      var evidence: [KPIFacts.Position] = []
    }
    var states: [KPIFacts.Handle: State] = [:]
    for step in facts.handovers where isPast(step.day) {
      var state = states[step.handover] ?? State()
      switch step.change {
      case .initiated(let receiver):
        state.receiver = receiver
        state.initiated = step.day
      case .item(let item): state.items.insert(item)
      case .completed: state.completed = step.day
      }
      state.evidence.append(step.position)
      states[step.handover] = state
    }
    guard !states.isEmpty else { return }
    let open = states.values.filter { $0.completed == nil }
    self[.handoversOpen] = KPIPart(
      top: Int128(open.count), n: states.count, evidence: open.flatMap(\.evidence))
    for state in states.sorted(by: { $0.key < $1.key }).map(\.value) {
      guard let completed = state.completed, period.contains(completed) else { continue }
      if let initiated = state.initiated {
        self[.handoverLeadTime].add(
          KPIPart(values: [days(initiated, completed)], evidence: state.evidence))
      }
      self[.handoverChecklist].add(
        KPIPart(
          top: Int128(state.items.count), bottom: Int128(KPIFacts.HandoverStep.checklist), n: 1,
          evidence: state.evidence))
      let first = facts.meetings.filter { meeting in
        completed <= meeting.day && isPast(meeting.day)
          && state.receiver.map(meeting.employees.contains) ?? false
      }.min { ($0.day, $0.position) < ($1.day, $1.position) }
      if let first {
        self[.handoverFirstContact].add(
          KPIPart(
            values: [days(completed, first.day)], evidence: state.evidence + [first.position]))
      }
    }
  }
}
