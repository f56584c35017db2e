package import LedgerEvents
import Vault

/// Whom a question about personal data is about.
package struct Person: Hashable, Sendable {
  package let id: PersonID
  /// The contacts and the employee that are this person, such as `account/nordwerk/c-301`.
  package let subjects: [String]
}

extension Ledger {
  /// The person with this name: 32 digits, `account/nordwerk/c-301` or `employee/e-23`.
  ///
  /// Nil when nobody is recorded under it.
  package func person(_ name: String) throws(LedgerError) -> Person? {
    try LedgerError.vault { () throws(VaultError) in
      let subjects = try vault.subjects()
      if let id = PersonID(name) {
        let own = subjects.filter { $0.person == id }.map(\.subject)
        if own.isEmpty, try vault.entries(of: id).isEmpty { return nil }
        return Person(id: id, subjects: own)
      }
      guard let id = subjects.first(where: { $0.subject == name })?.person else { return nil }
      return Person(id: id, subjects: subjects.filter { $0.person == id }.map(\.subject))
    }
  }
}
