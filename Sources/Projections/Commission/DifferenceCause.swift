import Commission
import Money

extension PlanDifference {
  /// Why an amount is not the same under both plans, in the order of the engine's steps.
  package enum Reason: String, CaseIterable, Sendable {
    case onlyInOld = "only-in-old"
    case onlyInNew = "only-in-new"
    /// The amounts are in two currencies.
    case currency
    case credit
    case base
    case tiers
    case rate
    case limit
    case release
    case reversal
    /// No step says why, but the words of the clause are others.
    case clauseText = "clause-text"
    /// Terms that no step shows.
    case terms
  }
}

/// The first step by which two sets of lines for the same deal, payee and clause part.
struct DifferenceCause {
  let reason: PlanDifference.Reason
  var detail: String?
  /// How many more steps differ.
  var further = 0

  init(reason: PlanDifference.Reason, detail: String? = nil) {
    self.reason = reason
    self.detail = detail
  }

  init(_ old: [CommissionEntry], _ new: [CommissionEntry]) {
    var details: [PlanDifference.Reason: String?] = [:]
    func note(_ reason: PlanDifference.Reason, _ detail: String? = nil) {
      if details[reason] == nil { details[reason] = .some(detail) }
    }
    let earlier = Dictionary(old.map { (Event($0), $0) }, uniquingKeysWith: { first, _ in first })
    let later = Dictionary(new.map { (Event($0), $0) }, uniquingKeysWith: { first, _ in first })
    for line in old {
      guard let other = later[Event(line)] else {
        note(line.reasonAlone, "\(line.trigger.id) on \(line.trigger.day) only in the old plan")
        continue
      }
      guard line.amount != other.amount || line.payable != other.payable else { continue }
      for (reason, detail) in PairOfLines(old: line, new: other).differences {
        note(reason, detail)
      }
    }
    for line in new where earlier[Event(line)] == nil {
      note(line.reasonAlone, "\(line.trigger.id) on \(line.trigger.day) only in the new plan")
    }
    let order = PlanDifference.Reason.allCases
    let found = order.filter { details[$0] != nil }
    if let first = found.first {
      reason = first
      detail = details[first] ?? nil
      further = found.count - 1
    } else {
      reason = Self.text(old) == Self.text(new) ? .terms : .clauseText
    }
  }

  /// The words of the clause, as the derivation gives them.
  private static func text(_ lines: [CommissionEntry]) -> String? {
    lines.first?.derivation?.step(.select)?.inputs.first { $0.name == "clause" }?.value
  }

  /// What makes a line of one side the counterpart of one of the other.
  private struct Event: Hashable {
    let id: String
    let day: CalendarDay
    let kind: Commission.Trigger.Kind
    let role: String

    init(_ line: CommissionEntry) {
      id = line.trigger.id
      day = line.trigger.day
      kind = line.trigger.kind
      role = line.role
    }
  }
}

/// What one event means for one payee under the old and under the new plan.
private struct PairOfLines {
  let old: CommissionEntry
  let new: CommissionEntry

  /// The steps whose outcome differs, with what each gave.
  var differences: [(PlanDifference.Reason, String?)] {
    guard old.deal != nil else { return differencesOfNotes }
    var found: [(PlanDifference.Reason, String?)] = []
    let isBaseSame = outcome(.base, \.after)
    if old.share != new.share {
      found.append((.credit, "\(old.share) → \(new.share)"))
    } else if isBaseSame, !outcome(.credit, \.after) {
      found.append((.credit, nil))
    }
    if !isBaseSame { found.append((.base, change(.base))) }
    if bands(old) != bands(new) { found.append((.tiers, change(old.rate, new.rate))) }
    if isRateOther(isBaseSame) { found.append((.rate, change(old.rate, new.rate))) }
    if old.cut != new.cut {
      found.append((.limit, "cut \(old.cut) → \(new.cut)"))
    } else if found.isEmpty, limits(old) != limits(new) {
      // A minimum leaves no other trace than the amount.
      found.append((.limit, limits(new)))
    }
    if words(.release, old) != words(.release, new) {
      found.append((.release, "payable \(old.payable) → \(new.payable)"))
    }
    return found
  }

  /// For a bonus, whose steps are notes: those that say something else.
  private var differencesOfNotes: [(PlanDifference.Reason, String?)] {
    func notes(_ line: CommissionEntry, _ step: DerivationNode.Step) -> [String] {
      line.derivation?.children.filter { $0.step == step }.map(\.summary) ?? []
    }
    let steps: [(DerivationNode.Step, PlanDifference.Reason)] = [
      (.base, .base), (.attainment, .tiers), (.rate, .rate), (.limit, .limit),
    ]
    return steps.compactMap { step, reason in
      let (before, after) = (notes(old, step), notes(new, step))
      guard before != after else { return nil }
      let first = zip(before, after).first { $0 != $1 }
      return (reason, first.map { "\($0) → \($1)" })
    }
  }

  private func isRateOther(_ isBaseSame: Bool) -> Bool {
    if old.rate != new.rate { return true }
    if extras(old) != extras(new) { return true }
    guard isBaseSame, old.rate == nil else { return false }
    // Rates by line and fixed amounts show in the inputs and in what comes out.
    if values(.rate) != values(.rate, ofNew: true) { return true }
    return outcome(.rate, \.before) && !outcome(.rate, \.after) && limits(old) == limits(new)
  }

  private func outcome(_ step: DerivationNode.Step, _ of: KeyPath<DerivationNode, Amount?>) -> Bool
  {
    old.derivation?.step(step)?[keyPath: of] == new.derivation?.step(step)?[keyPath: of]
  }

  private func values(_ step: DerivationNode.Step, ofNew: Bool = false) -> [String] {
    (ofNew ? new : old).derivation?.step(step)?.inputs.map(\.value) ?? []
  }

  /// The bands reached; a band that multiplies by one is as good as none.
  private func bands(_ line: CommissionEntry) -> [String] {
    let inputs = line.derivation?.step(.attainment)?.inputs ?? []
    return inputs.filter { $0.name == "slice" }.map(\.value).filter {
      !$0.contains(" at 100 % (") && !$0.hasSuffix(": 100 %")
    }
  }

  private func words(_ step: DerivationNode.Step, _ line: CommissionEntry) -> String {
    line.derivation?.step(step)?.summary ?? ""
  }

  /// The limits of the clause, without what they cut.
  private func limits(_ line: CommissionEntry) -> String {
    words(.limit, line).components(before: "; cut: ")
  }

  /// What a rate is multiplied by.
  private func extras(_ line: CommissionEntry) -> [Substring] {
    words(.rate, line).split(separator: ";").filter {
      $0.hasPrefix(" multiplier") || $0.hasPrefix(" kept")
    }
  }

  private func change(_ step: DerivationNode.Step) -> String? {
    guard let before = old.derivation?.step(step)?.after,
      let after = new.derivation?.step(step)?.after
    else { return nil }
    return "\(before) → \(after)"
  }

  private func change(_ before: Rate?, _ after: Rate?) -> String? {
    guard let before, let after, before != after else { return nil }
    return "\(before) → \(after)"
  }
}

extension CommissionEntry {
  /// Why there is such a line, where the other plan has none for the same event.
  fileprivate var reasonAlone: PlanDifference.Reason {
    switch trigger.kind {
    case .otherDeal: .tiers
    case .milestone, .date, .sale: .release
    case .reversal: .reversal
    case .periodEnd, .adjustment: .limit
    }
  }
}

extension DerivationNode {
  /// The node of a step below this one.
  func step(_ step: Step) -> DerivationNode? { children.first { $0.step == step } }
}

extension String {
  /// What stands before a text; all where it does not occur.
  fileprivate func components(before text: String) -> String {
    ranges(of: text).first.map { String(self[..<$0.lowerBound]) } ?? self
  }
}
