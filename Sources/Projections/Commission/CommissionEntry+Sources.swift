import Commission

extension CommissionEntry {
  /// The positions of every event that the line rests on, where it was asked for its derivation: the
  /// inputs of its steps, the event that made it, and the correction in force on that.
  package var sources: [UInt64] {
    var positions: Set<UInt64> = [trigger.position]
    if let correction = trigger.correctedBy { positions.insert(correction) }
    func take(_ node: DerivationNode) {
      for input in node.inputs where input.position != .max { positions.insert(input.position) }
      for child in node.children { take(child) }
    }
    if let derivation { take(derivation) }
    return positions.sorted()
  }
}
