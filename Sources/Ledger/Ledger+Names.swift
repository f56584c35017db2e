import Journal
import LedgerEvents
import Vault

/// What is to be shown for a contact of an account.
package struct ContactName: Sendable, Equatable {
  package enum State: Sendable, Equatable {
    case named(name: String, title: String?)
    /// The contact was recorded without a name.
    case unnamed
    case erased
    /// The name is not in the vault, or cannot be opened; why.
    case unusable(String)
  }

  package let account: String
  package let contact: String
  package let state: State
}

extension Ledger {
  /// The names of all contacts of an account, as far as there are any.
  ///
  /// The caller notes the reading first (``note(_:about:actor:purpose:knownSize:)``).
  package func contactNames(
    of account: String, knownSize: UInt64
  ) throws(LedgerError) -> [ContactName] {
    let erased = try erasedMarks()
    var contacts: [(id: String, person: PersonID?)] = []
    // The newest digest for each person and field is the one that holds.
    var newest: [PersonID: [String: (digest: PersonalDigest, event: StoredEvent)]] = [:]
    for event in try events(of: "account/\(account)") where event.position < knownSize {
      let digests = (try? event.personal) ?? []
      if case .contactAdded(let added)? = try? event.data() {
        contacts.append((added.contactID, digests.first?.personID))
      }
      for digest in digests where digest.retention == .contact {
        guard let person = digest.personID else { continue }
        newest[person, default: [:]][digest.name] = (digest, event)
      }
    }
    var names: [ContactName] = []
    for (contact, recorded) in contacts {
      let subject = "account/\(account)/\(contact)"
      let person = recorded ?? (try? vault.person(of: subject))
      let fields = person.flatMap { newest[$0] } ?? [:]
      names.append(
        ContactName(account: account, contact: contact, state: name(fields, erased)))
    }
    return names
  }

  private func name(
    _ fields: [String: (digest: PersonalDigest, event: StoredEvent)], _ erased: Set<ErasedMark>
  ) -> ContactName.State {
    guard let name = fields["name"] else { return .unnamed }
    switch state(of: name.digest, name.event, erased) {
    case .erased: return .erased
    case .missing: return .unusable("not in the vault")
    case .unusable(let error): return .unusable("\(error)")
    case .disclosed(let disclosure):
      var title: String?
      if let field = fields["title"],
        case .disclosed(let found) = state(of: field.digest, field.event, erased)
      {
        title = found.value
      }
      return .named(name: disclosure.value, title: title)
    }
  }
}
