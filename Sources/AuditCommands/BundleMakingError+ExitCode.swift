package import Audit
package import Printing

extension BundleMakingError: EndingError {
  package var exitCode: ExitCode {
    switch self {
    case .journal(let error): ExitCode(error)
    case .projection(let error): ExitCode(error)
    case .otherHistory, .checkpointAhead, .unknownStatement, .unknownStream, .noCommitment,
      .doesNotComeOut:
      .no
    }
  }
}
