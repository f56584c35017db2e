package import Importing
package import Journal
package import LedgerEvents
package import Projections
package import ReadLog
package import Vault
package import YAMLText

/// Why a ledger could not do what it was asked; a business "no" is a ``Refusal`` instead.
package enum LedgerError: Error {
  /// The storage, or what it holds.
  case journal(JournalError)
  /// An event that has no form.
  case event(EventError)
  /// A plan or mapping file with its faults.
  case document(IssueList)
  /// A file to import that cannot be read at all.
  case importing(ImportError)
  /// There is a journal, but its first event does not say what ledger it is.
  case notALedger(path: String)
  case unknownTimeZone(String)
  /// A time outside the years that can be counted.
  case outOfRange(String)
  /// The ledger refused what it was to write about itself.
  case refused(Refusal)
  /// A question that the ledger asked itself has no answer.
  case projection(ProjectionError)
  /// No checkpoint was signed or found.
  case signing(SigningError)
  /// Values about people cannot be had or taken.
  case vault(VaultError)
  /// What was asked for may be shown only when the reading can be noted.
  case reading(ReadLogError)
  /// A file beside the ledger cannot be read or written.
  case file(path: String, reason: String)
}

extension LedgerError: CustomStringConvertible {
  /// What happened, where, and what to do.
  package var description: String {
    switch self {
    case .journal(let error): error.description
    case .event(let error): error.description
    case .document(let issues): issues.description
    case .importing(let error): error.description
    case .notALedger(let path):
      "\(path) holds a journal whose first event does not create a ledger; restore a backup"
    case .unknownTimeZone(let zone):
      "\"\(zone)\" is no time zone; write one as Europe/Berlin"
    case .outOfRange(let time): "\(time) lies outside the years that can be counted"
    case .refused(let refusal): refusal.description
    case .projection(let error): error.description
    case .signing(let error): error.description
    case .vault(let error): error.description
    case .reading(let error): error.description
    case .file(let path, let reason): "\(path): \(reason)"
    }
  }
}

extension LedgerError {
  static func journal<Result: ~Copyable>(
    _ body: () throws(JournalError) -> Result
  ) throws(LedgerError) -> Result {
    do {
      return try body()
    } catch {
      throw .journal(error)
    }
  }

  static func vault<Result>(
    _ body: () throws(VaultError) -> Result
  ) throws(LedgerError) -> Result {
    do {
      return try body()
    } catch {
      throw .vault(error)
    }
  }

  static func asking<Result>(
    _ body: () throws(ProjectionError) -> Result
  ) throws(LedgerError) -> Result {
    do {
      return try body()
    } catch {
      throw .projection(error)
    }
  }

  static func input<Result>(
    _ body: () throws(EventError) -> Result
  ) throws(LedgerError) -> Result {
    do {
      return try body()
    } catch {
      throw .event(error)
    }
  }
}
