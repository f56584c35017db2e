import Journal
package import Projections

/// The id of an account that a question found nothing of, and what was probably meant.
package struct UnknownAccount {
  package let failure: Failure

  /// `remedy` says what to do where no account is like it.
  package init(_ word: String, in history: History, otherwise remedy: String = "check its id") {
    // Without the names the answer is still right, only shorter.
    let names = try? AccountNames(history.records)
    let message =
      if names?.contains(word) ?? false {
        """
        nothing of account \(word) had happened or was known then; ask without --as-of and \
        --known-at
        """
      } else {
        "there is no account \(word)\(Self.place(history)); \(Self.hint(word, names) ?? remedy)"
      }
    failure = Failure(.no, message)
  }

  /// Runs a question about an account, and says of one that is not known what was probably meant.
  package static func explaining<Result>(
    in history: History, _ question: () throws -> Result
  ) throws -> Result {
    do {
      return try question()
    } catch ProjectionError.unknownAccount(let account) {
      throw UnknownAccount(account, in: history).failure
    }
  }

  /// What was handed over of a ledger says nothing about the accounts that are not in it.
  private static func place(_ history: History) -> String {
    let isWhole = (history.records as? RecordSet)?.isWhole ?? true
    return isWhole ? "" : " among these records"
  }

  private static func hint(_ word: String, _ names: AccountNames?) -> String? {
    let meant = names?.similar(to: word).prefix(3).map { account in
      account.name.map { "\(account.id) (\($0))" } ?? account.id
    }
    guard let meant, !meant.isEmpty else { return nil }
    return "did you mean \(meant.joined(separator: " or "))?"
  }
}
