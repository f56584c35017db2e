import Money

/// What is different about an account between two standpoints, and which events made it so.
package struct StandingDifference: Sendable {
  /// A thing that appeared, changed or went.
  package struct Change: Sendable, Equatable {
    package enum Kind: String, Sendable { case new, changed, gone }

    package let kind: Kind
    /// The thing as it stands afterwards; of a thing that went, as it stood before.
    package let thing: StandingThing
    package let members: [Member]
  }

  /// A member that differs.
  package struct Member: Sendable, Equatable {
    package let name: String
    package let old: StandingValue?
    package let new: StandingValue?
    /// The events that made the difference; empty where only time passed.
    package let events: [UInt64]

    package var isByTime: Bool { events.isEmpty }
  }

  package let before: AccountStanding
  package let after: AccountStanding
  package let changes: [Change]
  package let events: ChangedEvents

  /// Compares things by kind, account and id, and their members by name.
  static func changes(from before: [StandingThing], to after: [StandingThing]) -> [Change] {
    var old: [StandingFold.Key: StandingThing] = [:]
    for thing in before { old[thing.key] = thing }
    var changes: [Change] = []
    for thing in after {
      let earlier = old.removeValue(forKey: thing.key)
      let members = members(from: earlier, to: thing)
      if earlier == nil || !members.isEmpty {
        changes.append(
          Change(kind: earlier == nil ? .new : .changed, thing: thing, members: members))
      }
    }
    for thing in before where old[thing.key] != nil {
      changes.append(Change(kind: .gone, thing: thing, members: members(from: thing, to: nil)))
    }
    return changes
  }

  private static func members(
    from before: StandingThing?, to after: StandingThing?
  ) -> [Member] {
    var old: [String: StandingThing.Member] = [:]
    for member in before?.members ?? [] { old[member.name] = member }
    var members: [Member] = []
    for member in after?.members ?? [] {
      let earlier = old.removeValue(forKey: member.name)
      guard earlier?.value != member.value else { continue }
      // What both sides rest on did not make the difference; a member that only the later side
      // has differs from everything that was known of the thing.
      let events =
        earlier.map { Set(member.events).symmetricDifference($0.events) }
        ?? Set(member.events).subtracting(before?.events ?? [])
      members.append(
        Member(
          name: member.name, old: earlier?.value, new: member.value, events: events.sorted()))
    }
    for member in before?.members ?? [] where old[member.name] != nil {
      let since = Set(after?.events ?? []).subtracting(before?.events ?? [])
      members.append(
        Member(name: member.name, old: member.value, new: nil, events: since.sorted()))
    }
    return members
  }
}

extension StandingThing {
  var key: StandingFold.Key { StandingFold.Key(kind: kind, account: account, id: id) }
}

extension StandingQuery {
  /// What changed about an account from one pair of clocks to another.
  ///
  /// - Throws: ``ProjectionError/backwards`` when the second knows less or stands earlier.
  package func difference(
    _ account: String, from: Clocks, to: Clocks
  ) throws(ProjectionError) -> StandingDifference {
    let after = try standing(account, clocks: to)
    let before = try standingIfKnown(account, clocks: from, like: after)
    guard before.speaksFor.size <= after.speaksFor.size, before.day <= after.day else {
      throw .backwards(
        from: "\(before.day), \(before.speaksFor.size) events known",
        to: "\(after.day), \(after.speaksFor.size) events known")
    }
    return StandingDifference(
      before: before, after: after,
      changes: StandingDifference.changes(from: before.things, to: after.things),
      events: try ChangedEvents(history, before, after))
  }

  /// Of an account that was not known yet an empty standing: everything about it is new.
  private func standingIfKnown(
    _ account: String, clocks: Clocks, like after: AccountStanding
  ) throws(ProjectionError) -> AccountStanding {
    do throws(ProjectionError) {
      return try standing(account, clocks: clocks)
    } catch {
      guard case .unknownAccount = error else { throw error }
      let standpoint = try history.standpoint(clocks)
      return AccountStanding(
        account: account, accounts: [account], day: try history.day(of: standpoint), things: [],
        quarantined: [], speaksFor: standpoint)
    }
  }
}
