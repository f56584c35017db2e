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
    let running = try made(view).store
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
      if var found = result {
        try findOrigins(view, running, found.sumOrigins, &found.difference)
        return found.difference
      }
    }
    throw .notReady(name: name, generation: number)
  }

  private struct Comparison {
    var difference: ViewDifference
    let sumOrigins: [String: UInt64]
  }

  /// Nil where somebody carried one of them on in between.
  private func compare(
    _ view: any ViewDefinition, _ running: ViewStore, _ other: ViewStore, _ limit: Int,
    needsOneSize: Bool
  ) throws(ProjectionError) -> Comparison? {
    let rules = try (running.rules() ?? view.rules, other.rules() ?? view.rules)
    return try running.read { old, oldCursor throws(LMDBError) in
      do throws(ProjectionError) {
        return try other.read { new, newCursor throws(LMDBError) -> Comparison? in
          if needsOneSize, oldCursor.size != newCursor.size { return nil }
          var merge = RowMerge(view, limit: limit)
          try merge.run(old, running.rows, new, other.rows)
          let difference = ViewDifference(
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
          return Comparison(difference: difference, sumOrigins: merge.sumOrigins)
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
}
