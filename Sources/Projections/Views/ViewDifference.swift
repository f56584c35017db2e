import Journal
import LMDB
package import TransparencyLog

/// What would change if another generation answered.
package struct ViewDifference: Sendable {
  package struct Side: Equatable, Sendable {
    package let generation: UInt32
    package let digest: Hash
    package let rules: [String]
  }

  package struct Row: Equatable, Sendable {
    package let key: String
    package let fields: [FieldChange]
    /// The first event that makes the difference, where it can be told.
    package var origin: UInt64?
  }

  package let name: String
  package let running: Side
  package let candidate: Side
  /// Both speak for this size, unless the running one can no longer be carried on.
  package let size: UInt64
  package let runningSize: UInt64
  package let rows: Int
  package let changed: Int
  package let added: Int
  package let removed: Int
  /// The first of them, in the order of keys.
  package var changes: [Row]
  /// Accounts in quarantine in one generation only.
  package let quarantine: [FieldChange]

  package var count: Int { changed + added + removed }
  package var isEmpty: Bool { count == 0 && quarantine.isEmpty }
}

extension Views {
  /// Brings both generations to one size and compares them row by row.
  package func difference(
    _ name: String, candidate: UInt32? = nil, limit: Int = 20
  ) throws(ProjectionError) -> ViewDifference {
    let view = try definition(name)
    let running = try running(view)
    let number: UInt32?
    if let candidate { number = candidate } else { number = try self.candidate(name) }
    guard let number else { throw .noCandidate(name: name, running: running.generation) }
    let other = try store(name, number)
    // Rows of another program are compared as they lie.
    let found = try running.rules()
    let format = try running.cursor()?.format ?? view.format
    let isCarriedOn = (found == nil || found == view.rules) && format == view.format
    for _ in 0..<1_000 {
      _ = try other.catchUp(view, history)
      if isCarriedOn { _ = try running.catchUp(view, history) }
      let result = try compare(view, running, other, limit, needsOneSize: isCarriedOn)
      if var result {
        try findOrigins(view, running, &result)
        return result
      }
    }
    throw .notReady(name: name, generation: number)
  }

  /// Nil where somebody carried one of them on in between.
  private func compare(
    _ view: any ViewDefinition, _ running: ViewStore, _ other: ViewStore, _ limit: Int,
    needsOneSize: Bool
  ) throws(ProjectionError) -> ViewDifference? {
    let rules = try (running.rules() ?? view.rules, other.rules() ?? view.rules)
    return try running.read { old, oldCursor throws(LMDBError) in
      do throws(ProjectionError) {
        return try other.read { new, newCursor throws(LMDBError) -> ViewDifference? in
          if needsOneSize, oldCursor.size != newCursor.size { return nil }
          var merge = RowMerge(view, limit: limit)
          try merge.run(old, running.rows, new, other.rows)
          return ViewDifference(
            name: view.name,
            running: .init(
              generation: running.generation, digest: try running.digest(old), rules: rules.0),
            candidate: .init(
              generation: other.generation, digest: try other.digest(new), rules: rules.1),
            size: newCursor.size, runningSize: oldCursor.size, rows: merge.rows,
            changed: merge.changed, added: merge.added, removed: merge.removed,
            changes: merge.changes,
            quarantine: Self.changes(
              try running.quarantined(old), try other.quarantined(new)))
        }
      } catch {
        guard case .view(_, let reason) = error else {
          throw .other(call: "comparing generations", code: 0)
        }
        throw reason
      }
    }
  }

  private static func changes(
    _ old: [QuarantinedAccount], _ new: [QuarantinedAccount]
  ) -> [FieldChange] {
    let before = Dictionary(
      old.map { ($0.account, $0.quarantine.reason) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(
      new.map { ($0.account, $0.quarantine.reason) }, uniquingKeysWith: { first, _ in first })
    return Set(before.keys).union(after.keys).sorted().compactMap { account in
      guard before[account] != after[account] else { return nil }
      return FieldChange(
        name: account, old: before[account] ?? "answered", new: after[account] ?? "answered")
    }
  }

  /// Names the event that makes each difference.
  ///
  /// A line of commission names its event itself. The row of an account is folded to ever shorter
  /// beginnings of its stream until it is the old one: what comes next is what the old one lacks.
  /// Rows of another arithmetic are no such beginning, and nothing is named.
  private func findOrigins(
    _ view: any ViewDefinition, _ running: ViewStore, _ difference: inout ViewDifference
  ) throws(ProjectionError) {
    for index in difference.changes.indices {
      let key = difference.changes[index].key
      let old = try running.row(key)
      switch view {
      case let view as any LedgerView:
        let new = try store(view.name, difference.candidate.generation).row(key)
        difference.changes[index].origin =
          new.flatMap { view.origin(key, $0) } ?? old.flatMap { view.origin(key, $0) }
      case let view as any AccountView:
        difference.changes[index].origin = try origin(view, key, old, below: difference.size)
      default: break
      }
    }
  }

  private func origin(
    _ view: any AccountView, _ account: String, _ old: [UInt8]?, below size: UInt64
  ) throws(ProjectionError) -> UInt64? {
    let positions = try history.positions(of: account).filter { $0 < size }
    // A stream this long would be folded too often.
    guard positions.count <= 2_000 else { return nil }
    for position in positions.reversed() {
      let standpoint = try history.standpoint(Clocks(knownAt: .size(position)))
      if try view.settled(account, history, standpoint).row == old { return position }
    }
    return nil
  }
}
