import Ledger
import Printing
import Projections

/// The id of an account that a question found nothing of, and what was probably meant.
struct UnknownAccount {
  let failure: Failure

  init(_ word: String, in ledger: Ledger) {
    var request = AccountRequest(limit: 100_000)
    request.filter.includesMerged = true
    // Without the list the answer is still right, only shorter.
    let page = try? Accounts(History(ledger.journal), in: ledger.path).list(request)
    let rows = page?.rows ?? []
    let message =
      if rows.contains(where: { $0.id == word }) {
        "nothing of account \(word) had happened or was known then; ask without --as-of and --known-at"
      } else {
        "there is no account \(word); \(Self.remedy(word, rows))"
      }
    failure = Failure(.no, message)
  }

  private static func remedy(_ word: String, _ rows: [AccountRow]) -> String {
    let meant = rows.similar(to: word).prefix(3).map { row in
      row.name.map { "\(row.id) (\($0))" } ?? row.id
    }
    guard !meant.isEmpty else { return "`kontor accounts` lists the accounts" }
    return "did you mean \(meant.joined(separator: " or "))?"
  }
}
