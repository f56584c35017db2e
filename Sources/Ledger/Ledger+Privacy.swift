import Foundation
import Journal
import LedgerDomain
package import LedgerEvents
package import Money
package import Vault

/// A value about a person and what has become of it.
package struct PersonalEntry: Sendable {
  package enum State: Sendable, Equatable {
    /// It is there, and its digest is the one in the record.
    case disclosed(Disclosure)
    case erased
    case missing
    /// It is there and is not what the record commits to, or cannot be opened.
    case unusable(VaultError)
  }

  package let position: UInt64
  package let event: StoredEvent
  package let digest: PersonalDigest
  package let state: State
}

extension Ledger {
  /// Every value about a person among the first events, each with its digest compared with the record.
  ///
  /// The caller notes the reading first (``note(_:about:actor:purpose:knownSize:)``).
  package func disclosures(
    of person: PersonID, knownSize: UInt64
  ) throws(LedgerError) -> [PersonalEntry] {
    let erased = try erasedMarks()
    return try personalRecords(to: knownSize) { $0 == person }.map { event, digest in
      PersonalEntry(
        position: event.position, event: event, digest: digest,
        state: state(of: digest, event, erased))
    }
  }

  func state(
    of digest: PersonalDigest, _ event: StoredEvent, _ erased: Set<ErasedMark>
  ) -> PersonalEntry.State {
    if let person = digest.personID,
      erased.contains(ErasedMark(person: person, retention: digest.retention))
    {
      return .erased
    }
    do throws(VaultError) {
      return .disclosed(try vault.disclosure(of: digest, source: event.source, id: event.id))
    } catch {
      switch error {
      case .erased: return .erased
      case .valueMissing: return .missing
      default: return .unusable(error)
      }
    }
  }

  /// The events that have values about people, with each digest; reads every header.
  func personalRecords(
    to size: UInt64 = .max, _ isWanted: (PersonID) -> Bool = { _ in true }
  ) throws(LedgerError) -> [(event: StoredEvent, digest: PersonalDigest)] {
    let types = Set(PersonalField.types)
    var found: [(StoredEvent, PersonalDigest)] = []
    try LedgerError.journal { () throws(JournalError) in
      try journal.scan(to: size) { header, record throws(JournalError) in
        guard types.contains(header.type), let event = try? StoredEvent(Array(record)),
          event.hasPersonal, let digests = try? event.personal
        else { return }
        for digest in digests where digest.personID.map(isWanted) ?? false {
          found.append((event, digest))
        }
      }
    }
    return found
  }
}

/// What `kontor privacy report` says.
package struct PrivacyReport: Sendable {
  /// What there is about one person.
  package struct Row: Sendable {
    package let person: PersonID
    package internal(set) var subjects: [String]
    /// How many values there are by class, of those not erased.
    package internal(set) var kept: [RetentionClass: Int] = [:]
    package internal(set) var erased: [RetentionClass: Int] = [:]
    /// Values that are neither there nor erased.
    package internal(set) var missing = 0
    /// Values that are not what their records commit to.
    package internal(set) var unusable = 0
    package internal(set) var hold: String?
    /// The account's history says that the contact's data are erased, and the vault has values.
    package internal(set) var isRequested = false
  }

  package internal(set) var rows: [Row] = []
  /// Values in the vault that no record commits to, after those of unfinished recordings were swept.
  package internal(set) var orphans = 0
  package internal(set) var swept = 0
  package internal(set) var generation: UInt32?
  /// When the master key was made.
  package internal(set) var rotated: Instant?
  /// What keeps the vault from being read at all.
  package internal(set) var problem: VaultError?
  package internal(set) var knownSize: UInt64 = 0

  /// Whether every value is there, is what its record commits to, and belongs to a record.
  package var isWhole: Bool {
    problem == nil && orphans == 0 && rows.allSatisfy { $0.missing == 0 && $0.unusable == 0 }
  }
}

extension Ledger {
  /// Who has what, what was erased, and whether every value is what its record commits to.
  package func privacyReport() throws(LedgerError) -> PrivacyReport {
    var report = PrivacyReport()
    let erased = try erasedMarks()
    do throws(VaultError) {
      if vault.isThere {
        let lock = try vault.lockAlone()
        report.swept = try vault.sweep(under: lock) { isRecorded($0) }
        try vault.carryOut(erased, now: Journal.systemClock(), under: lock)
      }
      if let state = try vault.state() {
        report.generation = state.generation
        report.rotated = Instant(microseconds: state.rotated)
      }
    } catch {
      report.problem = error
    }
    let head = try LedgerError.journal { () throws(JournalError) in try journal.head() }
    report.knownSize = head.size
    var rows: [PersonID: PrivacyReport.Row] = [:]
    for (subject, person) in (try? vault.subjects()) ?? [] {
      rows[person, default: .init(person: person, subjects: [])].subjects.append(subject)
    }
    var recorded: Set<[UInt8]> = []
    for (event, digest) in try personalRecords(to: head.size) {
      guard let person = digest.personID else { continue }
      recorded.insert(digest.digestBytes)
      var row = rows[person] ?? .init(person: person, subjects: [])
      switch state(of: digest, event, erased) {
      case .disclosed: row.kept[digest.retention, default: 0] += 1
      case .erased: row.erased[digest.retention, default: 0] += 1
      case .missing: row.missing += 1
      case .unusable: row.unusable += 1
      }
      rows[person] = row
    }
    if report.problem == nil {
      report.orphans = ((try? vault.entries()) ?? []).count { !recorded.contains($0.digest) }
    }
    for (person, hold) in try holds() { rows[person]?.hold = hold }
    let requested = try requestedSubjects(to: head.size)
    for (person, row) in rows {
      rows[person]?.isRequested =
        !row.kept.isEmpty && row.subjects.contains(where: requested.contains)
    }
    report.rows = rows.values.sorted {
      ($0.subjects.first ?? "~", $0.person.description)
        < ($1.subjects.first ?? "~", $1.person.description)
    }
    return report
  }

  /// The contacts whose data another system said were erased: `account/<id>/<contact>`.
  ///
  /// Such an event is a request. It keeps new values out, and only `kontor privacy erase`, with its legal
  /// basis and second person, takes away those that there are.
  private func requestedSubjects(to size: UInt64) throws(LedgerError) -> Set<String> {
    var subjects: Set<String> = []
    try LedgerError.journal { () throws(JournalError) in
      try journal.scan(to: size) { header, record throws(JournalError) in
        guard header.type == ContactDataErased.typeNumber,
          let event = try? StoredEvent(Array(record)),
          case .contactDataErased(let erased)? = try? event.data()
        else { return }
        subjects.insert("\(event.subject)/\(erased.contactID)")
      }
    }
    return subjects
  }

  /// What holds persons' values today, by the newest event for each.
  private func holds() throws(LedgerError) -> [PersonID: String] {
    let day = try today
    var holds: [PersonID: String] = [:]
    for event in try events(of: Ledger.subject)
    where event.header.type == PersonalDataHeld.typeNumber {
      guard case .personalDataHeld(let held)? = try? event.data(),
        let person = PersonID(held.personID)
      else { continue }
      let end = held.hasValidTo ? try? CalendarDay(yyyymmdd: held.validTo.yyyymmdd) : nil
      holds[person] = end.map { $0 <= day } ?? false ? nil : held.basis
    }
    return holds
  }
}
