package import Audit
import Journal
package import Printing

extension RecordSourceError: EndingError {
  package var exitCode: ExitCode {
    switch self {
    case .missing: .noLedger
    case .forbidden: .inputOutput
    case .unknownKind: .badInput
    case .journal(.damaged, _): .no
    case .journal(let error, _): ExitCode(error)
    }
  }
}
