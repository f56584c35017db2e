import Projections
import StrictJSON

/// What an answer was read from.
///
/// Most are folded from the journal when they are asked for, and can differ from no generation; those
/// with stored rows name the generation that ran.
package enum AnsweredFrom: Sendable {
  case journal
  case generation(UInt32, of: String)
  /// Which accounts there are stood in a generation; what is said of each was folded anew.
  case both(UInt32, of: String)

  /// A stored list of accounts, where one was used.
  package init(accounts generation: UInt32?, andJournal: Bool = false) {
    guard let generation else {
      self = .journal
      return
    }
    self =
      andJournal ? .both(generation, of: "accounts") : .generation(generation, of: "accounts")
  }

  var text: String {
    switch self {
    case .journal: "the journal"
    case .generation(let number, let name): "generation \(number) of \(name)"
    case .both(let number, let name): "generation \(number) of \(name) and the journal"
    }
  }

  /// The generation; nil where none was used.
  var generation: (number: UInt32, name: String)? {
    switch self {
    case .journal: nil
    case .generation(let number, let name), .both(let number, let name): (number, name)
    }
  }
}
