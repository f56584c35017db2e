import Foundation
import Trials

/// What an error has to be: one message of ours that says what happened, where, and what to do.
enum ErrorText {
  /// Neither a crash nor an internal fault: each is a way in which storage may fail a user.
  private static let exits: Set<Int32> = [1, 65, 66, 74, 75]

  /// What only programmers read.
  private static let raw = [
    "Fatal error", "Error Domain", "NSCocoa", "NSPOSIX", "Optional(", "LMDBError", "JournalError",
    "LedgerError", "VaultError", "code:", "UserInfo",
  ]

  /// Nil when it is as it should be, else what is wrong with it.
  static func fault(_ ending: Program.Ending) -> String? {
    switch ending.end {
    case .signal(let signal): return "it ended by signal \(signal)"
    case .exit(0): return nil
    case .exit(let code):
      guard exits.contains(code) else { return "its exit code is \(code)" }
    }
    let errors = ending.errors
    if let found = raw.first(where: errors.contains) { return "its error has \"\(found)\" in it" }
    let messages = errors.split(separator: "\n").filter { $0.hasPrefix("kontor: ") }
    guard messages.count == 1, let message = messages.first else {
      return "it printed \(messages.count) errors"
    }
    guard errors.hasPrefix("kontor: ") else { return "its error is not all that it printed" }
    guard message.contains("/") || message.contains("position ") else {
      return "its error does not say where"
    }
    guard message.contains("; ") || message.contains(": send it again") else {
      return "its error does not say what to do"
    }
    return nil
  }
}
