package import Journal
import LedgerEvents

/// The ids and names of all accounts that records tell of, whatever any clock says.
///
/// They are read from the records themselves, so an export has them as a ledger does. It takes a
/// pass over all headers: only a question that found nothing asks, to say which account was meant.
package struct AccountNames: Sendable {
  package struct Account: Hashable, Sendable {
    package let id: String
    /// The name that was recorded last; nil where there is none.
    package fileprivate(set) var name: String?
  }

  /// In the order of their ids.
  package let accounts: [Account]

  package init(_ records: any Records) throws(ProjectionError) {
    var accounts: [UInt32: Account] = [:]
    var others: Set<UInt32> = []
    try inJournal { () throws(JournalError) in
      try records.scan(to: try records.size()) { header, record throws(JournalError) in
        guard !others.contains(header.stream) else { return }
        if accounts[header.stream] == nil {
          guard let id = Self.account(record) else {
            others.insert(header.stream)
            return
          }
          accounts[header.stream] = Account(id: id)
        }
        guard let name = Self.name(header.type, record) else { return }
        accounts[header.stream]?.name = name
      }
    }
    self.accounts = accounts.values.sorted { $0.id < $1.id }
  }

  package func contains(_ id: String) -> Bool { accounts.contains { $0.id == id } }

  /// The accounts that somebody who wrote `word` for an id may have meant, the likeliest first.
  package func similar(to word: String) -> [Account] {
    let word = word.hasPrefix("account/") ? String(word.dropFirst(8)) : word
    guard !word.isEmpty else { return [] }
    let named = accounts.filter { SearchText([$0.id, $0.name].compactMap { $0 }).holds(word) }
    guard named.isEmpty else {
      return named.filter { $0.id == word } + named.filter { $0.id != word }
    }
    let near = NearestName.of(word.lowercased(), among: accounts.map(\.id))
    return accounts.filter { $0.id == near }
  }

  /// The account that a record is about, where it is about one.
  private static func account(_ record: UnsafeRawBufferPointer) -> String? {
    let subject = Envelope(record).map { String(decoding: $0.subject, as: UTF8.self) } ?? ""
    return subject.hasPrefix("account/") && subject.utf8.count > 8
      ? String(subject.dropFirst(8)) : nil
  }

  /// The name that a record gives its account.
  private static func name(_ type: UInt32, _ record: UnsafeRawBufferPointer) -> String? {
    guard type == AccountRegistered.typeNumber || type == AccountDetailsChanged.typeNumber,
      let data = try? StoredEvent(Array(record)).data()
    else { return nil }
    switch data {
    case .accountRegistered(let registered): return registered.name
    case .accountDetailsChanged(let changed) where changed.field == .name && changed.hasNew:
      return changed.new
    default: return nil
    }
  }
}
