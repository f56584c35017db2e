import Commission
import Journal

/// What of the program an answer depends on, for the papers of an audit: `--version`.
package enum ProgramVersion {
  package static func text(of name: String) -> String {
    """
    \(name), not released yet
    Journal format \(Journal.format), commission calculation \(CommissionCalculation.revision)
    """
  }
}
