import LedgerEvents
import Money

/// Whether the account is in the book, under which sites, and whether it was merged into another.
struct Registration: Equatable, Sendable {
  private(set) var isRegistered = false
  /// The account it is read as part of.
  private(set) var survivor: String?
  private(set) var locations: Set<String> = []
}

extension Registration {
  mutating func evolve(_ registered: AccountRegistered) { isRegistered = true }

  mutating func evolve(_ added: AccountLocationAdded) { locations.insert(added.locationID) }

  mutating func evolve(_ merged: AccountMerged) { survivor = merged.survivorID }

  mutating func evolve(_ reverted: AccountMergeReverted) { survivor = nil }
}

extension Registration {
  /// Whether facts about the account may be recorded at all.
  func require(_ fact: Fact, continues: Bool) throws(Rejection) {
    guard isRegistered else {
      throw Rejection(
        .accountNotRegistered,
        "\(fact.subject) is not registered; record account.registered for it first")
    }
    guard let survivor, !continues else { return }
    throw Rejection(
      .accountMerged,
      """
      \(fact.subject) was merged into account/\(survivor), where new business belongs; record it \
      there, or record account.merge_reverted if the merge was a mistake
      """)
  }

  func decide(
    _ registered: AccountRegistered, of fact: Fact, _ terms: LedgerTerms
  ) throws(Rejection) {
    try Required.identifier(registered.accountID, at: "account_id")
    try Rejection.check(registered.accountID, isSubjectOf: fact, at: "account_id")
    guard !isRegistered else {
      throw Rejection(
        .duplicateAccount, at: "account_id",
        """
        account \(registered.accountID) is registered already; record account.details_changed to \
        change it, or give another customer another id
        """)
    }
    try Required.text(registered.name, at: "name")
    try Required.text(registered.sector, at: "sector")
    try Required.country(registered.country, at: "country")
    if registered.hasParentAccountID {
      try Required.identifier(registered.parentAccountID, at: "parent_account_id")
      try requireOther(registered.parentAccountID, than: fact, at: "parent_account_id")
    }
    if registered.hasAnnualRevenue {
      try terms.minor(registered.annualRevenue, .notNegative, at: "annual_revenue")
    }
  }

  func decide(_ changed: AccountDetailsChanged, of fact: Fact) throws(Rejection) {
    try Required.choice(changed.field, at: "field")
    guard changed.hasNew else { return }
    switch changed.field {
    case .parentAccountID:
      try Required.identifier(changed.new, at: "new")
      try requireOther(changed.new, than: fact, at: "new")
    case .country: try Required.country(changed.new, at: "new")
    case .name, .sector: try Required.text(changed.new, at: "new")
    case .employees:
      guard UInt32(changed.new) != nil else {
        throw Rejection(
          .outOfRange, at: "new",
          "\"\(changed.new.prefix(40))\" is no number of people; write digits only")
      }
    case .annualRevenue, .address, .other, .unspecified, .UNRECOGNIZED: return
    }
  }

  func decide(_ added: AccountLocationAdded) throws(Rejection) {
    try Required.identifier(added.locationID, at: "location_id")
    guard !locations.contains(added.locationID) else {
      throw .duplicate(.location, added.locationID, at: "location_id")
    }
    try Required.text(added.name, at: "name")
    try Required.country(added.country, at: "country")
  }

  /// A merge stands in the stream of the account that is absorbed.
  func decide(
    _ merged: AccountMerged, of fact: Fact, _ surroundings: Surroundings
  ) throws(Rejection) {
    try Required.identifier(merged.survivorID, at: "survivor_id")
    try Rejection.check(merged.absorbedID, isSubjectOf: fact, at: "absorbed_id")
    guard merged.survivorID != merged.absorbedID else {
      throw Rejection(
        .mergedIntoItself, at: "survivor_id",
        "account \(merged.absorbedID) cannot be merged into itself; name the account that goes on")
    }
    switch surroundings.standing(merged.survivorID) {
    case .registered: return
    case .unknown:
      throw Rejection(
        .unknownSurvivor, at: "survivor_id",
        "account \(merged.survivorID) is not registered; record account.registered for it first")
    case .merged(let into):
      throw Rejection(
        .survivorMerged, at: "survivor_id",
        "account \(merged.survivorID) was itself merged into \(into); name \(into) as the survivor")
    }
  }

  func decide(_ reverted: AccountMergeReverted, of fact: Fact) throws(Rejection) {
    try Rejection.check(reverted.absorbedID, isSubjectOf: fact, at: "absorbed_id")
    guard let survivor else {
      throw Rejection(
        .accountNotMerged,
        "\(fact.subject) is not merged into another account, so there is nothing to revert")
    }
    guard reverted.survivorID == survivor else {
      throw Rejection(
        .survivorDiffers, at: "survivor_id",
        "\(fact.subject) was merged into \(survivor), not into \(reverted.survivorID); name it")
    }
  }

  /// A site that a fact refers to must have been added.
  func requireLocation(_ id: String, at member: String) throws(Rejection) {
    guard locations.contains(id) else { throw .unknown(.location, id, at: member) }
  }

  private func requireOther(
    _ parent: String, than fact: Fact, at member: String
  ) throws(Rejection) {
    guard parent != fact.subjectID else {
      throw Rejection(
        .ownParent, at: member,
        "account \(parent) cannot be its own parent; name the parent company or leave it out")
    }
  }
}

extension Rejection {
  /// An id inside the data that repeats the subject must be the same.
  static func check(
    _ id: String, isSubjectOf fact: Fact, at member: String
  ) throws(Rejection) {
    guard fact.subjectID != id else { return }
    throw Rejection(
      .subjectDiffers, at: member,
      "the event's subject is \(fact.subject), but its data names \(id); write the same in both")
  }
}

extension Registration: Compact {
  func write(to writer: inout StateWriter) {
    writer.write(isRegistered)
    writer.write(survivor)
    writer.write(locations)
  }

  init(from reader: inout StateReader) {
    isRegistered = reader.read()
    survivor = reader.read()
    locations = reader.read()
  }
}
