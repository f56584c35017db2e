import Journal
import LedgerEvents

/// What the rows of a stored view are, and how events come to them.
///
/// A row is a function of the events below one size of the journal and of nothing else, so that
/// increments over years and a rebuild with any number of workers end in the same bytes.
protocol ViewDefinition: Sendable {
  var name: String { get }
  /// The form of the rows; another form is another number.
  var format: UInt32 { get }
  /// The versions of the rules that the rows depend on, beyond what the journal says itself.
  var rules: [String] { get }
  /// A row in words.
  func fields(_ key: String, _ row: [UInt8]) throws -> [ViewField]
}

/// A view with one row for each account, folded from its own events and those of its family.
protocol AccountView: ViewDefinition {
  /// How many records are folded between two commits.
  var batch: UInt64 { get }
  /// Whether ``carryOn(_:_:_:)`` wants to see the records, not only whose they are.
  var carriesOn: Bool { get }
  /// Whether every row may change when something is recorded about a health model.
  var dependsOnModels: Bool { get }
  /// The account's row, from all of its events.
  func fold(_ account: String, _ history: History, _ standpoint: Standpoint) throws -> FoldedRow
  /// The account's row, from the row before and what was recorded since.
  func carryOn(
    _ row: [UInt8]?, _ notes: [AccountScan.Note], _ standpoint: Standpoint
  ) throws -> FoldedRow
  /// How many events the row was made from; nil for a row that does not say.
  func eventCount(_ row: [UInt8]) -> UInt64?
  /// The accounts whose rows may change when something is recorded about these.
  func touched(
    by accounts: Set<String>, _ history: History, _ standpoint: Standpoint
  ) throws(ProjectionError) -> Set<String>
}

/// A view whose rows depend on many accounts at once and are made together.
protocol LedgerView: ViewDefinition {
  /// Whether events of this type can change a row.
  func dependsOn(_ type: UInt32) -> Bool
  /// What makes every row at a standpoint.
  func making(
    _ history: History, _ standpoint: Standpoint
  ) throws(ProjectionError) -> CommissionMaking
  /// The position of the event that a row speaks of first.
  func origin(_ key: String, _ row: [UInt8]) -> UInt64?
  /// The key of the row that sums this one up with others; nil where there is none.
  func sum(_ key: String, _ row: [UInt8]) -> String?
}

extension AccountView {
  var batch: UInt64 { .max }
  var carriesOn: Bool { false }
  var dependsOnModels: Bool { false }

  func eventCount(_ row: [UInt8]) -> UInt64? { nil }

  func carryOn(
    _ row: [UInt8]?, _ notes: [AccountScan.Note], _ standpoint: Standpoint
  ) throws -> FoldedRow { preconditionFailure("\(name) folds whole accounts") }

  func touched(
    by accounts: Set<String>, _ history: History, _ standpoint: Standpoint
  ) throws(ProjectionError) -> Set<String> { accounts }

  /// The account's row; a fold that throws quarantines the account, a storage that fails does not.
  func settled(
    _ account: String, _ history: History, _ standpoint: Standpoint
  ) throws(ProjectionError) -> FoldedRow {
    do {
      return try fold(account, history, standpoint)
    } catch let error as ProjectionError {
      switch error {
      case .journal, .view: throw error
      default: return FoldedRow(row: nil, quarantine: Quarantine([], "\(error)"))
      }
    } catch {
      return FoldedRow(row: nil, quarantine: Quarantine([], "\(error)"))
    }
  }
}

/// What the events of one account come to.
struct FoldedRow: Equatable, Sendable {
  /// Nil where there is nothing to say, or no way to say it.
  var row: [UInt8]?
  var quarantine: Quarantine?
}

/// One column of a row in words.
package struct ViewField: Equatable, Sendable {
  package let name: String
  package let value: String

  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  init(_ name: String, _ value: (some CustomStringConvertible)?) {
    self.init(name, value.map { "\($0)" } ?? "")
  }
}
