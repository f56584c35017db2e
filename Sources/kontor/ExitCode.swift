import Importing
import Journal
import LMDB
import Ledger
import Projections
import Vault

/// What the program says to the shell; the numbers are those of sysexits(3).
enum ExitCode: Int32 {
  case done = 0
  /// The answer is no: a verification failed, an event was rejected.
  case no = 1
  case usage = 64
  case badInput = 65
  case noLedger = 66
  case internalFault = 70
  case inputOutput = 74
  /// Nothing is broken; the same again may work.
  case tryAgain = 75

  /// The word that programs recognise an error by.
  var word: String {
    switch self {
    case .done: "done"
    case .no: "no"
    case .usage: "usage"
    case .badInput: "bad-input"
    case .noLedger: "no-ledger"
    case .internalFault: "internal"
    case .inputOutput: "input-output"
    case .tryAgain: "try-again"
    }
  }
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
      case .vault(let error): ExitCode(error)
      case .reading: .inputOutput
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

  init(_ error: ProjectionError) {
    self =
      switch error {
      case .journal(let error): ExitCode(error)
      case .unknownAccount, .unknownPlan, .emptyPortfolio, .noCandidate, .noGeneration,
        .generationRuns, .otherRules:
        .no
      case .sizeAhead, .brokenCursor, .otherCursor, .backwards, .emptyPeriod, .changeFromLater,
        .unknownView:
        .usage
      case .notReady, .beingRebuilt: .tryAgain
      case .arithmetic: .badInput
      case .view: .inputOutput
      }
  }

  init(_ error: JournalError) {
    self =
      switch error {
      case .missing: .noLedger
      case .exists, .newerFormat: .badInput
      case .backupDiffers: .no
      case .outcomeUnknown: .tryAgain
      case .storage(let error): ExitCode(error)
      case .rolledBack, .historyChanged, .damaged, .file: .inputOutput
      case .readOnly, .closed: .internalFault
      }
  }

  init(_ error: LMDBError) {
    self =
      switch error {
      case .missing: .noLedger
      case .lockFileReplaced, .beingCreated, .mapFull, .readersFull, .mapInUse, .poisoned:
        .tryAgain
      case .notAnEnvironment, .truncated, .missingDatabase, .remoteFileSystem, .corrupted,
        .system, .other:
        .inputOutput
      case .alreadyOpen, .readOnly, .nestedWrite, .transactionFull, .changeFailed, .keyNotRising:
        .internalFault
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
