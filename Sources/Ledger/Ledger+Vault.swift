import Journal
import LedgerDomain
import LedgerEvents
import Vault

/// What the journal says about the vault has the last word.
extension Ledger {
  /// Carries out what was erased according to the journal and is not yet, and takes away values whose
  /// events were never recorded.
  ///
  /// So a vault that was restored from a backup brings nobody back, and what a crash interrupted is
  /// finished. A vault that cannot be opened, or that somebody writes to, is left as it is: who asks it
  /// for something is told.
  func reconcileVault() {
    guard vault.isThere else { return }
    do {
      let marks = try erasedMarks()
      guard try vault.isUnfinished(marks) || vault.hasPending(),
        let lock = try vault.lockAloneIfFree()
      else { return }
      try reconcileVault(marks, under: lock)
    } catch {
      return
    }
  }

  func reconcileVault(_ marks: Set<ErasedMark>, under lock: VaultLock) throws(LedgerError) {
    try LedgerError.vault { () throws(VaultError) in
      try vault.sweep(under: lock) { isRecorded($0) }
      try vault.carryOut(marks, now: Journal.systemClock(), under: lock)
    }
  }

  /// The values that were erased according to the journal.
  func erasedMarks() throws(LedgerError) -> Set<ErasedMark> {
    var marks: Set<ErasedMark> = []
    for event in try events(of: Ledger.subject)
    where event.header.type == PersonalDataErased.typeNumber {
      guard case .personalDataErased(let erased)? = try? event.data(),
        let person = PersonID(erased.personID)
      else { continue }
      for retention in erased.classes {
        marks.insert(ErasedMark(person: person, retention: retention))
      }
    }
    return marks
  }

  /// Whether the event of a value has the value's digest in its record.
  ///
  /// What cannot be read counts as recorded: nothing is taken away for that.
  func isRecorded(_ entry: VaultEntry) -> Bool {
    do {
      guard let position = try journal.position(source: entry.source, id: entry.id) else {
        return false
      }
      let digests = try StoredEvent(try journal.record(at: position)).personal
      return digests.contains { $0.digestBytes == entry.digest }
    } catch {
      return true
    }
  }
}

extension Decisions {
  /// Who contacts and employees are according to the records, for a vault that begins anew.
  func recordedPersons(
    in journal: Journal
  ) throws -> [(subject: String, person: PersonID)] {
    var found: [(String, PersonID)] = []
    try journal.scan { header, record throws(JournalError) in
      guard header.type == ContactAdded.typeNumber || header.type == EmployeeRegistered.typeNumber,
        let event = try? StoredEvent(Array(record)),
        let person = try? event.personal.first?.personID
      else { return }
      if case .contactAdded(let added)? = try? event.data() {
        found.append(("\(event.subject)/\(added.contactID)", person))
      } else {
        found.append((event.subject, person))
      }
    }
    return found
  }
}
