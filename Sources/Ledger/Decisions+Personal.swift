import Journal
import LedgerDomain
import LedgerEvents
import SwiftProtobuf
import Vault

/// Values about people on their way: sealed before the write begins, recognised inside it.
extension Decisions {
  /// Makes events ready whose values about people have to be sealed first, in one transaction of the
  /// vault; each by itself, so that one that is refused takes no other with it.
  func prepareSealing(
    _ units: [[ProposedEvent]], in journal: Journal
  ) -> [Result<[Proposal], any Error>] {
    do {
      let recorded = try vault.isThere ? [] : recordedPersons(in: journal)
      let (prepared, lease) = try vault.sealing(now: Journal.systemClock()) { sealer in
        for (subject, person) in recorded {
          _ = try sealer.person(of: subject, candidate: person)
        }
        return units.map { unit in Self.each(unit) { try seal($0, &sealer, journal) } }
      }
      return prepared.map { result in
        result.map { proposals in proposals.map { $0.leasing(lease) } }
      }
    } catch {
      // Without the vault, what has no value for it goes on all the same.
      return units.map { unit in
        guard unit.contains(where: { $0.personalValues != nil }) else {
          return Self.each(unit) { try proposal($0) }
        }
        return .failure((error as? VaultError).map { LedgerError.vault($0) } ?? error)
      }
    }
  }

  private static func each(
    _ unit: [ProposedEvent], _ body: (ProposedEvent) throws -> Proposal
  ) -> Result<[Proposal], any Error> {
    Result { try unit.map(body) }
  }

  private func seal(
    _ event: ProposedEvent, _ sealer: inout Sealer, _ journal: Journal
  ) throws -> Proposal {
    guard let values = event.personalValues else { return try proposal(event) }
    guard try journal.position(source: event.source, id: event.id) == nil else {
      // Recorded before: nothing is sealed again, what was sealed then is compared when it is decided.
      return try proposal(event, SealedPart(event: event, values: values, digests: [], rows: []))
    }
    let person = try person(of: values, event, &sealer)
    let before = sealer.sealed.count
    var digests: [PersonalDigest] = []
    for value in values.values {
      digests.append(try seal(value, about: person, event, &sealer))
    }
    return try proposal(
      event,
      SealedPart(
        event: event, values: values, digests: digests, rows: Array(sealer.sealed[before...])))
  }

  private func seal(
    _ value: PersonalValues.Value, about person: PersonID, _ event: ProposedEvent,
    _ sealer: inout Sealer
  ) throws -> PersonalDigest {
    let salt = (0..<Disclosure.saltByteCount).map { _ in UInt8.random(in: .min ... .max) }
    let disclosure = Disclosure(salt: salt, name: value.name, value: value.text)
    do throws(VaultError) {
      return try sealer.seal(
        disclosure, about: person, value.retention, source: event.source, id: event.id)
    } catch {
      if case .erased = error { throw Refusal(PersonalFacts.erased) }
      throw LedgerError.vault(error)
    }
  }

  /// Whom the values are about: as they say, or whoever the contact or employee is.
  private func person(
    of values: PersonalValues, _ event: ProposedEvent, _ sealer: inout Sealer
  ) throws -> PersonID {
    let candidate = try values.person ?? .random()
    let isEmployee = event.subject.hasPrefix("employee/")
    let contact = try values.contact ?? fact(event, []).data.onlyContact
    guard isEmployee || contact != nil || values.person != nil else {
      throw Refusal(
        code: "missing-value", member: "personal",
        reason: """
          whom the values are about is not said, for the data name no contact or several; add \
          "contact" to "personal", with one event for each person
          """)
    }
    guard isEmployee || contact != nil else { return candidate }
    let subject = isEmployee ? event.subject : "\(event.subject)/\(contact ?? "")"
    let person = try sealer.person(of: subject, candidate: candidate)
    guard values.person == nil || values.person == person else {
      throw Refusal(
        code: RejectionCode.personDiffers.rawValue, member: "personal",
        reason: "\(subject) is the person \(person); leave \"person\" out, or name the right one")
    }
    return person
  }

  /// A proposal whose values are the ones recorded before under its source and id has their digests,
  /// so that it is the same record and not another one with other salts.
  ///
  /// Of what was erased since, or is missing, nothing is left to compare but that there was a value of
  /// this name.
  func matched(_ proposal: Proposal, _ session: WriteSession) throws -> Proposal {
    guard let part = proposal.personal, let lease = part.lease,
      let position = try session.position(source: part.event.source, id: part.event.id)
    else { return proposal }
    let stored = try StoredEvent(try session.record(at: position))
    let before = try stored.personal
    let digests = try part.values.values.map { value in
      let own = part.digests.first { $0.name == value.name } ?? .unlike(value)
      guard let digest = before.first(where: { $0.name == value.name }),
        part.values.person == nil || part.values.person == digest.personID
      else { return own }
      do throws(VaultError) {
        let disclosure = try lease.disclosure(of: digest, source: stored.source, id: stored.id)
        return disclosure.value == value.text ? digest : own
      } catch {
        switch error {
        case .erased, .valueMissing: return digest
        default: throw LedgerError.vault(error)
        }
      }
    }
    return Proposal(
      record: try NewRecord(part.event, calendar, digests: digests), fact: proposal.fact,
      personal: part)
  }

  /// Tells the vault what became of the values of proposals: recorded where there is a receipt that is
  /// no duplicate's, refused otherwise.
  func settle(_ proposals: [Proposal], _ receipts: [Receipt]?) {
    for (index, proposal) in proposals.enumerated() {
      guard let part = proposal.personal, !part.rows.isEmpty else { continue }
      let isRecorded = receipts.map { !$0[index].isDuplicate } ?? false
      part.lease?.settle(
        recorded: isRecorded ? part.rows : [], refused: isRecorded ? [] : part.rows)
    }
  }
}

extension PersonID {
  /// Sixteen random bytes.
  static func random() throws(LedgerError) -> PersonID {
    let bytes = (0..<byteCount).map { _ in UInt8.random(in: .min ... .max) }
    guard let person = PersonID(bytes: bytes) else { throw .outOfRange("a person's id") }
    return person
  }
}

extension PersonalDigest {
  /// A digest that no record has, for a value that differs from the one that was recorded.
  fileprivate static func unlike(_ value: PersonalValues.Value) -> PersonalDigest {
    .with {
      $0.name = value.name
      $0.retention = value.retention
    }
  }
}
