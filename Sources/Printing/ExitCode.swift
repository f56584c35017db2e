package import Journal
package import LMDB
package import Projections

/// What the program says to the shell; the numbers are those of sysexits(3).
package enum ExitCode: Int32 {
  case done = 0
  /// The answer is no: a verification failed, an event was rejected.
  case no = 1
  /// Neither yes nor no: what is needed for the answer is missing.
  case undecided = 2
  case usage = 64
  case badInput = 65
  case noLedger = 66
  case internalFault = 70
  case inputOutput = 74
  /// Nothing is broken; the same again may work.
  case tryAgain = 75

  /// The word that programs recognise an error by.
  package var word: String {
    switch self {
    case .done: "done"
    case .no: "no"
    case .undecided: "undecided"
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
  package init(_ error: ProjectionError) {
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

  package init(_ error: JournalError) {
    self =
      switch error {
      case .missing: .noLedger
      case .exists, .newerFormat: .badInput
      case .backupDiffers, .notHeld, .rootNotHeld: .no
      case .outcomeUnknown, .writtenMeanwhile, .indexDamaged: .tryAgain
      case .storage(let error): ExitCode(error)
      case .beyondHead: .usage
      case .rolledBack, .historyChanged, .damaged, .unreadable, .file, .anchorUnusable: .inputOutput
      case .readOnly, .closed: .internalFault
      }
  }

  package init(_ error: LMDBError) {
    self =
      switch error {
      case .missing: .noLedger
      case .lockFileReplaced, .beingCreated, .mapFull, .readersFull, .mapInUse, .poisoned:
        .tryAgain
      case .notAnEnvironment, .truncated, .missingDatabase, .remoteFileSystem, .corrupted,
        .damagedPage, .damagedEntry, .system, .other:
        .inputOutput
      case .alreadyOpen, .readOnly, .nestedWrite, .transactionFull, .changeFailed, .keyNotRising:
        .internalFault
      }
  }
}
