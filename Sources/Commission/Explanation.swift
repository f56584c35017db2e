import Money

extension CommissionCalculation {
  /// The derivation of every line of a deal, beside its line.
  ///
  /// Runs the same steps as `post` and keeps what they found, so an explanation cannot differ from the
  /// amount that it explains.
  package func explain(
    _ deal: Deal, _ names: NameTable
  ) throws(CommissionError) -> [(line: CommissionLine, derivation: DerivationNode)] {
    var explained: [(line: CommissionLine, derivation: DerivationNode)] = []
    var omissions: [Omission] = []
    do {
      try walk(deal, &omissions) { line, posting in
        explained.append((line, posting().derivation(names)))
      }
    } catch {
      throw CommissionError(deal: deal.id, fault: error)
    }
    return explained
  }

  /// Computes all deals of the facts, each once, in the order of the ids of their lines.
  ///
  /// Throws `CommissionFault.contradiction` when two deals with one id say different things.
  package func post(allOf facts: CommissionFacts) throws(CommissionError) -> Postings {
    var deals: [Name: Deal] = [:]
    var postings = Postings()
    for deal in facts.deals where deal.position <= knownAt {
      if let known = deals.updateValue(deal, forKey: deal.id) {
        guard known == deal else { throw CommissionError(deal: deal.id, fault: .contradiction) }
      } else {
        try post(deal, into: &postings)
      }
    }
    postings.lines = postings.lines.map { ($0.id(facts.names), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    postings.omissions = postings.omissions.map { ($0.text(facts.names), $0) }
      .sorted { $0.0 < $1.0 }.map(\.1)
    return postings
  }
}
