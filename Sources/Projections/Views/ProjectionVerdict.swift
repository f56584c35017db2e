import LMDB

/// What became of a stored projection when its rows were derived again from the records.
package struct ProjectionVerdict: Equatable, Sendable {
  package enum Outcome: Equatable, Sendable {
    case sound(rows: Int)
    /// Rows that are not what the records say, or a file that cannot be read.
    case wrong(String)
    /// It could not be looked at, such as in a directory that cannot be written.
    case unverified(String)
  }

  package let name: String
  package let generation: UInt32
  package let outcome: Outcome

  package init(name: String, generation: UInt32, outcome: Outcome) {
    self.name = name
    self.generation = generation
    self.outcome = outcome
  }
}

extension Views {
  /// Derives the rows of every running generation again, and says what became of each.
  ///
  /// To be asked once the records are known to be sound. `begun` is told before each: a file with
  /// damaged pages can end the process with a signal, and its caller then knows which it was.
  package func verdicts(
    begun: (String, UInt32) -> Void = { _, _ in }, each: (ProjectionVerdict) -> Void
  ) {
    for name in Views.names {
      guard let generation = try? runningGeneration(name) else { continue }
      begun(name, generation)
      guard let outcome = verdict(name) else { continue }
      each(ProjectionVerdict(name: name, generation: generation, outcome: outcome))
    }
  }

  /// Nil where there are no rows: nobody has asked yet, or the next question makes them anew.
  private func verdict(_ name: String) -> ProjectionVerdict.Outcome? {
    do throws(ProjectionError) {
      guard let status = try list(name).first(where: \.isRunning) else { return nil }
      switch status.state {
      case .unmade, .building, .interrupted, .fault: return nil
      case .otherRules(let rules):
        return .unverified("made under \(rules.joined(separator: ", ")), not this program's rules")
      case .unreadable(let reason, let isRefused):
        return isRefused ? .unverified(reason) : .wrong(reason)
      case .current, .behind: break
      }
      let found = try verify(name, limit: 1)
      // The next question makes it anew, so no answer comes from it.
      guard found.fault == nil else { return nil }
      guard let first = found.differences.first else { return .sound(rows: found.rows) }
      return .wrong(
        """
        \(found.differenceCount) of \(found.rows) rows are not what the records say, the first of \
        them \(first.key)
        """)
    } catch {
      if case .view(_, let reason) = error, reason.isRefusal { return .unverified("\(error)") }
      return .wrong("\(error)")
    }
  }
}
