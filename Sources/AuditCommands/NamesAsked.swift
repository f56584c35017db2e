import Audit
import Journal
import Printing
import Projections

/// The names that a question was narrowed to.
///
/// To have found nothing of a mistyped name would read like a clean bill; so, where nothing was
/// found, each name is looked for among the records.
struct NamesAsked {
  var account: String?
  var payee: String?
  var deal: String?

  /// Throws where the records do not know one of them.
  func check(_ history: History, _ clocks: Clocks) throws {
    if let account, try history.records.entries(of: "account/\(account)").isEmpty {
      throw UnknownAccount(account, in: history).failure
    }
    if let payee, let unknown = try CommissionQuery(history, clocks).unknownPayee(payee) {
      throw Failure(.no, "\(unknown)")
    }
    guard let deal else { return }
    let search = try DealSearch(deal, history, clocks)
    guard !search.isKnown else { return }
    let remedy = search.nearest.map { "did you mean \($0)?" } ?? "check its id"
    throw Failure(
      .no,
      """
      no opportunity, offer, order, contract or invoice \(deal) is known at these clocks; \(remedy)
      """)
  }
}
