import Importing
import Journal
import LMDB
package import Ledger
package import Printing
import Vault

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
      case .signing(let error): ExitCode(error)
      case .vault(let error): ExitCode(error)
      case .reading: .inputOutput
      }
  }

  init(_ error: SigningError) {
    self =
      switch error {
      case .keyMissing, .keyReadable, .keyUnusable, .otherKey, .notBelieved: .inputOutput
      case .behindSigned, .noCheckpoint, .nothingLost: .no
      case .otherExport: .badInput
      }
  }

  init(_ error: VaultError) {
    self =
      switch error {
      case .erased, .valueMissing: .no
      case .inUse, .erasureDue: .tryAgain
      case .storage(let error): ExitCode(error)
      case .vaultMissing, .masterKeyMissing, .masterKeyMalformed, .masterKeyOpen, .wrongMasterKey,
        .otherLedger, .valueDamaged, .digestMalformed, .dataKeyDamaged, .file:
        .inputOutput
      }
  }

  init(_ error: FileError) {
    self =
      switch error {
      case .cannotOpen, .readFailed, .writeFailed, .noRejects: .inputOutput
      case .isUTF16, .header, .unusable: .badInput
      }
  }
}
