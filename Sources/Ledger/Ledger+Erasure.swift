import Foundation
package import Journal
import LedgerDomain
package import LedgerEvents
package import Money
import SwiftProtobuf
import TransparencyLog
import Vault

/// What was erased of a person.
package struct Erasure: Sendable {
  package let person: PersonID
  package let classes: [RetentionClass]
  package let disclosures: Int
  package let receipts: [Receipt]
}

/// What became of a request to erase.
package enum ErasureOutcome: Sendable {
  case erased(Erasure)
  case rejected(Refusal)
}

extension Ledger {
  /// How many whole calendar years after leaving an employee's identity is kept: as long as the books
  /// and vouchers that their statements belong to (AO § 147 (3), HGB § 257 (4)).
  static let retentionYears = 10

  /// Erases a person's values of some classes, or of all that there are.
  ///
  /// First the event, then the keys: once the event is on disk, the erasure is carried out by this
  /// process or by the next that opens the ledger, whatever happens in between. Everything that takes
  /// values waits meanwhile.
  package func erase(
    _ person: Person, classes wanted: [RetentionClass] = [], legalBasis: String,
    approver: String, actor: String
  ) throws(LedgerError) -> ErasureOutcome {
    let lock = try LedgerError.vault { () throws(VaultError) in try vault.lockAlone() }
    defer { withExtendedLifetime(lock) {} }
    try reconcileVault(try erasedMarks(), under: lock)
    let entries = try LedgerError.vault { () throws(VaultError) in
      try vault.entries(of: person.id, under: lock)
    }.filter { isRecorded($0) && (wanted.isEmpty || wanted.contains($0.retention)) }
    let classes =
      wanted.isEmpty
      ? RetentionClass.known.filter { retention in
        entries.contains { $0.retention == retention }
      } : wanted
    guard !classes.isEmpty else {
      return .rejected(
        Refusal(
          code: RejectionCode.dataErased.rawValue,
          reason: "there is no value about \(person.id); nothing is left to erase"))
    }
    if classes.contains(.employee), let refusal = try retention(of: person) {
      return .rejected(refusal)
    }
    let keyIDs = try LedgerError.vault { () throws(VaultError) in
      try vault.keyIDs(of: person.id, classes, under: lock)
    }
    let id = UUID().uuidString.lowercased()
    let day = try today
    let erased = PersonalDataErased.with {
      $0.personID = person.id.description
      $0.classes = classes
      $0.keyIds = keyIDs
      $0.disclosures = UInt32(clamping: entries.count)
      $0.disclosuresSha256 = Self.listDigest(of: entries.map(\.digest))
      $0.legalBasis = legalBasis
      $0.approverID = approver
    }
    var events = [
      try LedgerError.input { () throws(EventError) in
        try ProposedEvent(
          id: id, source: Ledger.ownSource, subject: Ledger.subject, occurrence: .day(day),
          data: erased, actor: actor)
      }
    ]
    if classes.contains(.contact) {
      events += try notices(of: person, request: id, on: day, actor: actor)
    }
    switch try record(events) {
    case .rejected(let refusal): return .rejected(refusal)
    case .committed(let receipts, _):
      do {
        try reconcileVault(try erasedMarks(), under: lock)
      } catch {
        throw .vault(.erasureDue(reason: "\(error)"))
      }
      return .erased(
        Erasure(
          person: person.id, classes: classes, disclosures: entries.count, receipts: receipts))
    }
  }

  /// Holds a person's values, or lets go of them from a day on.
  package func hold(
    _ person: Person, basis: String, until: CalendarDay?, approver: String, actor: String
  ) throws(LedgerError) -> Outcome {
    let day = try today
    let event = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: UUID().uuidString.lowercased(), source: Ledger.ownSource, subject: Ledger.subject,
        occurrence: .day(day),
        data: PersonalDataHeld.with {
          $0.personID = person.id.description
          $0.basis = basis
          if let until { $0.validTo = Day(until) }
          $0.approverID = approver
        }, actor: actor)
    }
    return try record([event])
  }

  /// SHA-256 over the digests, sorted and one behind the other.
  static func listDigest(of digests: [[UInt8]]) -> String {
    let sorted = digests.sorted { $0.lexicographicallyPrecedes($1) }
    return sorted.flatMap { $0 }.withUnsafeBytes { Hash.of($0).hexadecimal }
  }

  /// That a contact's data are erased belongs to the account's own history, too.
  private func notices(
    of person: Person, request: String, on day: CalendarDay, actor: String
  ) throws(LedgerError) -> [ProposedEvent] {
    var notices: [ProposedEvent] = []
    for subject in person.subjects {
      let parts = subject.split(separator: "/")
      guard parts.count == 3, parts[0] == "account" else { continue }
      let (account, contact) = ("\(parts[0])/\(parts[1])", String(parts[2]))
      var isOpen = false
      for event in try events(of: account) {
        switch try? event.data() {
        case .contactAdded(let added) where added.contactID == contact: isOpen = true
        case .contactDataErased(let erased) where erased.contactID == contact: isOpen = false
        default: continue
        }
      }
      guard isOpen else { continue }
      notices.append(
        try LedgerError.input { () throws(EventError) in
          try ProposedEvent(
            id: "\(request)-\(notices.count + 1)", source: Ledger.ownSource, subject: account,
            occurrence: .day(day),
            data: ContactDataErased.with {
              $0.contactID = contact
              $0.requestRef = request
            }, actor: actor)
        })
    }
    return notices
  }

  /// Why an employee's identity has to be kept for now; nil when it need not be.
  private func retention(of person: Person) throws(LedgerError) -> Refusal? {
    let day = try today
    for subject in person.subjects where subject.hasPrefix("employee/") {
      let facts = try events(of: subject).compactMap { event in
        (try? event.data()).map { Fact(event, $0) }
      }
      let corrections = Corrections(facts)
      var left: CalendarDay?
      for fact in facts {
        guard case .employeeLeft(let data)? = corrections.effective(fact)?.data else { continue }
        // The event names the first day after the last one.
        left = try? data.validTo.calendarDay.adding(days: -1)
      }
      guard let left else {
        return Self.kept(subject, "as long as the employee has not left")
      }
      let end = left.year + Self.retentionYears
      guard day.year > end else {
        return Self.kept(
          subject, "until the end of \(end), \(Self.retentionYears) years after leaving")
      }
    }
    return nil
  }

  private static func kept(_ subject: String, _ time: String) -> Refusal {
    Refusal(
      code: "retention", member: "classes",
      reason: """
        who \(subject) is has to be kept \(time), because statements belong to the books (AO § 147, \
        HGB § 257; GDPR Art. 17 (3) (b)); erase other classes with --class
        """)
  }
}
