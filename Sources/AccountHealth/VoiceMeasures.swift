import Money

extension AccountView {
  /// The newest answer of each contact in the window, of the instruments `isAsked` accepts.
  ///
  /// An answer without a contact stands for itself.
  func newestAnswers(
    window: Int, isAsked: (HealthFacts.Instrument) -> Bool
  ) -> [HealthFacts.SurveyAnswer] {
    let answers = facts.surveys.filter {
      (0..<window).contains(age($0.day)) && $0.worst != $0.best && isAsked($0.instrument)
    }
    .sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    var newest: [HealthFacts.SurveyAnswer] = []
    for answer in answers {
      if let contact = answer.contact { newest.removeAll { $0.contact == contact } }
      newest.append(answer)
    }
    return newest
  }

  /// The mean of the newest answers by what is left of their weight.
  ///
  /// The newest of all decides how strong the evidence still is.
  func voice(window: Int, halfLife: Int, lines: [HealthModel.InstrumentLine]) -> Measurement {
    let answers = newestAnswers(window: window) { instrument in
      lines.contains { $0.instrument == instrument }
    }
    var weights: Int128 = 0
    var sum: Int128 = 0
    var strength = 0
    var evidence: [HealthFacts.Position] = []
    for answer in answers {
      guard let line = lines.first(where: { $0.instrument == answer.instrument }) else { continue }
      let weight = EvidenceDecay.rest(age: age(answer.day), halfLife: halfLife)
      guard weight > 0 else { continue }
      weights += Int128(weight)
      sum += Int128(weight) * Int128(line.scale.worth(of: answer.place))
      strength = max(strength, weight)
      evidence.append(answer.position)
    }
    guard weights > 0 else { return .missing(.noAnswer) }
    return .known(.init(Int(clamping: sum / weights), strength: strength, evidence: evidence))
  }
}

extension HealthFacts.SurveyAnswer {
  /// Where the answer stands between the worst and the best end of its scale, in basis points.
  var place: Int {
    let span = Int128(best) - Int128(worst)
    let into = Int128(score) - Int128(worst)
    return span > 0
      ? Ratio.basisPoints(into, of: span) : Ratio.basisPoints(-into, of: -span)
  }
}
