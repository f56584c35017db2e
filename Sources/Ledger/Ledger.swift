import Foundation
package import Journal
import LMDB
package import LedgerEvents
package import Money
import SwiftProtobuf
import Synchronization
import TransparencyLog
package import Vault

/// The one door: open a ledger, have facts recorded, ask questions.
///
/// Facts go in as ``ProposedEvent``s. Each is decided on the writer's thread, inside the transaction
/// that records it, against the state its stream has at that moment.
package final class Ledger: Sendable {
  package let path: String
  package let journal: Journal
  /// What the ledger was created with.
  package let terms: Terms
  package let vault: Vault
  let decisions: Decisions
  /// Where signed checkpoints are kept within the ledger's directory.
  let ownAnchors: AnchorDirectory
  /// Where they are kept as well, out of reach of whoever exchanges the ledger's directory.
  let outsideAnchors: AnchorDirectory?
  private let types: Mutex<CustomTypes>

  /// What the first event of every ledger settles.
  package struct Terms: Equatable, Sendable {
    package let name: String
    package let currency: Currency
    package let timeZone: String

    package init(name: String, currency: Currency, timeZone: String) {
      self.name = name
      self.currency = currency
      self.timeZone = timeZone
    }
  }

  /// The source of the events that the ledger writes about itself.
  package static let ownSource = "urn:kontor:ledger"
  package static let subject = "ledger"

  /// Makes a ledger in the new directory `path`; its first event names it.
  package static func create(at path: String, terms: Terms, actor: String) throws(LedgerError) {
    let calendar = try BusinessCalendar(timeZone: terms.timeZone)
    let created = try LedgerError.input { () throws(EventError) in
      try ProposedEvent(
        id: "ledger-created", source: ownSource, subject: subject, occurrence: .unknown,
        data: LedgerCreated.with {
          $0.name = terms.name
          $0.currency = terms.currency.code
          $0.timeZone = terms.timeZone
          $0.format = 1
        }, actor: actor)
    }
    do throws(JournalError) {
      try Journal.create(at: path)
    } catch {
      guard case .exists = error, isUnfinished(path) else { throw .journal(error) }
    }
    let journal = try LedgerError.journal { () throws(JournalError) in
      try Journal(opening: path, options: calendar.journalOptions)
    }
    defer { journal.close() }
    let vault = Vault(ledger: path, keyPath: nil, origin: [])
    try Decisions(calendar: calendar, vault: vault, directory: path).record([created], in: journal)
  }

  /// Opens the ledger in the directory `path`.
  ///
  /// The history must begin with the newest checkpoint of its own directory and of `anchors`, a directory
  /// kept elsewhere, unless `acceptingRollback` says that this is to be settled. The vault's master key
  /// lies in `vaultKey`, or with the ledger's keys. What is wrong with the vault hinders nothing here:
  /// whoever asks it for something is told.
  package init(
    opening path: String, vaultKey: String? = nil, anchors outside: String? = nil,
    acceptingRollback: Bool = false
  ) throws(LedgerError) {
    self.path = path
    ownAnchors = AnchorDirectory(path + "/anchors/checkpoints")
    outsideAnchors = try outside.map { path throws(LedgerError) in
      // Making it here would hide that the one with the anchors in it was not found.
      guard FileSystem.exists(path) else {
        throw .file(path: path, reason: "there is no such directory; make it before its first use")
      }
      return AnchorDirectory(path)
    }
    let (terms, origin) = try Ledger.readTerms(path)
    vault = Vault(ledger: path, keyPath: vaultKey, origin: origin.bytes)
    let calendar = try BusinessCalendar(timeZone: terms.timeZone)
    self.terms = terms
    var options = calendar.journalOptions
    options.acceptsRollback = acceptingRollback
    journal = try LedgerError.journal { () throws(JournalError) in
      try Journal(opening: path, options: options)
    }
    decisions = Decisions(calendar: calendar, vault: vault, directory: path)
    types = Mutex(.none)
    journal.onRollback { [decisions] in decisions.forget() }
    try readCustomTypes()
    if !acceptingRollback { try checkNewestAnchors() }
    reconcileVault()
  }

  var anchors: [AnchorDirectory] { [ownAnchors] + [outsideAnchors].compactMap { $0 } }

  /// Writes what is pending and ends the ledger's threads.
  package func close() {
    vault.close()
    journal.close()
  }

  /// The calendar day of today in the ledger's time zone.
  package var today: CalendarDay {
    get throws(LedgerError) {
      try decisions.calendar.day(of: Instant(microseconds: Journal.systemClock()))
    }
  }

  /// The types that the user registered, with their schemas.
  package var customTypes: CustomTypes { types.withLock { $0 } }

  /// Reads the registrations of custom types anew; called after one was recorded.
  package func readCustomTypes() throws(LedgerError) {
    // Read under the lock, so that of two calls the one that knows more has the last word.
    try types.withLock { types throws(LedgerError) in
      var registry = CustomTypes.none
      for event in try events(of: Ledger.subject) {
        guard event.header.type == EventTypeRegistered.typeNumber,
          case .eventTypeRegistered(let registered)? = try? event.data(),
          let next = try? registry.registering(registered)
        else { continue }
        registry = next
      }
      types = registry
    }
  }

  /// The events of a stream in the order of recording.
  package func events(of subject: String) throws(LedgerError) -> [StoredEvent] {
    let records = try LedgerError.journal { () throws(JournalError) in
      let positions = try journal.entries(of: subject).map(\.position).sorted()
      return try journal.records(at: positions)
    }
    var events: [StoredEvent] = []
    for record in records {
      events.append(try LedgerError.input { () throws(EventError) in try StoredEvent(record) })
    }
    return events
  }

  /// Whether a creation was interrupted here and left a journal without an event.
  private static func isUnfinished(_ path: String) -> Bool {
    do {
      return try Journal.firstRecord(at: path) == nil
    } catch {
      return false
    }
  }

  /// The first record says what the ledger is; it is read before the journal is opened in earnest,
  /// because the journal needs the time zone.
  ///
  /// Its leaf hash is what no other ledger has: the time of its creation is in it.
  private static func readTerms(
    _ path: String
  ) throws(LedgerError) -> (terms: Terms, origin: Hash) {
    let record = try LedgerError.journal { () throws(JournalError) in
      try Journal.firstRecord(at: path)
    }
    guard let record, let event = try? StoredEvent(record),
      case .ledgerCreated(let created)? = try? event.data(),
      let currency = try? Currency(created.currency)
    else { throw .notALedger(path: path) }
    let terms = Terms(name: created.name, currency: currency, timeZone: created.timeZone)
    return (terms, record.withUnsafeBytes { MerkleTree.leafHash($0) })
  }
}
