import Importing
import Journal
package import Ledger
package import Printing

extension LedgerError: EndingError {
  package var exitCode: ExitCode { ExitCode(self) }
}

extension ExitCode {
  init(_ error: LedgerError) {
    self =
      switch error {
      case .journal(let error): ExitCode(error)
      case .importing(.file(let error)): ExitCode(error)
      case .importing(.mapping), .event, .document, .unknownTimeZone, .outOfRange: .badInput
      case .notALedger: .noLedger
      case .refused: .no
      case .projection(let error): ExitCode(error)
      case .file: .inputOutput
      }
  }

  init(_ error: FileError) {
    self =
      switch error {
      case .cannotOpen, .readFailed, .writeFailed: .inputOutput
      case .isUTF16, .header, .unusable: .badInput
      }
  }
}
