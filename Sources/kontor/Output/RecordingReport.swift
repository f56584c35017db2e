import Journal
import Ledger
import Printing
import StrictJSON

extension OutputOptions {
  /// Records one event of a command's own and says where it stands, or why it was refused.
  func recording(
    _ done: String, _ ledger: Ledger, _ record: () throws(LedgerError) -> Outcome
  ) throws {
    let receipts = try rejecting(record)
    guard let receipt = receipts.first else { return }
    if json {
      let head = try ledger.journal.head()
      return try printJSON { json in
        json.beginObject()
        json.member("outcome", "recorded")
        json.member("position", receipt.position)
        json.member("duplicate", receipt.isDuplicate)
        json.head(head)
        json.endObject()
      }
    }
    let before = receipt.isDuplicate ? " (recorded before)" : ""
    try StandardStream.output.line("\(done.printable()), position \(receipt.position)\(before).")
  }
}
